namespace Engine.Handover;

/// <summary>The neutral record of a hand-over, complete enough that an agent need not ask again. Every ticket system maps from it.</summary>
public sealed record Ticket
{
    public const string NormalPriority = "normal";

    /// <summary>Somebody else may be in the account: it goes before all others.</summary>
    public const string SecurityPriority = "security";

    public string Schema { get; init; } = "kpsi.handoff/1";

    /// <summary>Made of the conversation and the checklist revision: filing the same revision twice is one ticket.</summary>
    public required string Key { get; init; }

    /// <summary>What the member is told, such as <c>KP-7K3M-9Q2X</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The channel's id of the conversation; with <see cref="Channel"/> it names it.</summary>
    public required string ConversationId { get; init; }

    public required DateTimeOffset CreatedUtc { get; init; }
    public required DateTimeOffset MemberLocal { get; init; }
    public required string Channel { get; init; }
    public required string Language { get; init; }
    public required string Reason { get; init; }

    public string Priority => Reason == "security" ? SecurityPriority : NormalPriority;

    public required string Goal { get; init; }
    public required string Topic { get; init; }
    public required string Who { get; init; }
    public required TicketError Error { get; init; }
    public required TicketEnvironment Environment { get; init; }
    public required IReadOnlyList<TicketItem> Checklist { get; init; }
    public required IReadOnlyList<TicketStep> Steps { get; init; }
    public required IReadOnlyList<TicketRuledOut> RuledOut { get; init; }
    public required string SuggestedNext { get; init; }

    /// <summary>Always false here: nothing a member types in a chat proves who they are.</summary>
    public bool IdentityVerified { get; init; }

    public required TicketConsent Consent { get; init; }
    public IReadOnlyDictionary<string, int> Redactions { get; init; } = new Dictionary<string, int>();
    public required string ContentVersion { get; init; }
    public required string EngineVersion { get; init; }

    /// <summary>Prints the number only: the rest is personal.</summary>
    public override string ToString() => $"{nameof(Ticket)} {Number}";
}

/// <summary>What the portal showed, decoded.</summary>
public sealed record TicketError(string? Verbatim, string Family, string? Cause, double Confidence, string? Code, string? At, string AtPrecision, DateTimeOffset? WaitUntil);

/// <summary>Where it happened.</summary>
public sealed record TicketEnvironment(string? Kind, string? Browser, string? BrowserVersion, string? Device, string? Os, string? OsVersion, string? AppVersion, string? Source);

/// <summary>One checklist item as the member left it.</summary>
public sealed record TicketItem(string Id, string State, string? Value, string Sensitivity, string? Provenance);

/// <summary>A fix that was offered and how it went.</summary>
public sealed record TicketStep(string Fix, DateTimeOffset OfferedUtc, string? Result);

/// <summary>A cause that is out, and what showed it.</summary>
public sealed record TicketRuledOut(string Cause, string By);

/// <summary>What the member agreed to, and when.</summary>
public sealed record TicketConsent(string Shown, DateTimeOffset AcceptedUtc);
