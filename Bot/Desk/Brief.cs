using Bot.Storage.Model;

namespace Bot.Desk;

/// <summary>Everything an agent has to know about a ticket on one screen, so that the member need not be asked again. Personal fields are masked unless they were revealed to this agent a moment ago.</summary>
internal sealed record Brief
{
    public required QueueItem Case { get; init; }

    /// <summary>What the member wants to get done: sign_in, recover_password, recover_id, mfa, proxy, register or other.</summary>
    public required string Goal { get; init; }

    /// <summary>The problem in one plain sentence.</summary>
    public required string Problem { get; init; }

    public required string Who { get; init; }
    public required DateTimeOffset MemberLocal { get; init; }
    public required BriefError Error { get; init; }

    /// <summary>The cause that the evidence points to; null while several are likely.</summary>
    public BriefCause? RuledIn { get; init; }

    public required IReadOnlyList<BriefCause> RuledOut { get; init; }
    public required IReadOnlyList<BriefStep> Steps { get; init; }
    public required IReadOnlyList<BriefField> Checklist { get; init; }
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Always false: nothing that was typed in the chat proves who the member is.</summary>
    public required bool IsIdentityVerified { get; init; }

    /// <summary>An id: agent_unlock, agent_secure_account, agent_check_proxy_record or agent_identity_check.</summary>
    public required string SuggestedNext { get; init; }

    /// <summary>How many secrets of each kind were taken out of what the member wrote.</summary>
    public required IReadOnlyDictionary<string, int> Redactions { get; init; }

    public required IReadOnlyList<DeskNote> Notes { get; init; }

    /// <summary>Causes that a wrap-up may confirm, by id with their words.</summary>
    public required IReadOnlyDictionary<string, string> PossibleCauses { get; init; }
}

/// <summary>What the portal showed, word for word, and what it means. The wording is the member's: never render it as markup.</summary>
internal sealed record BriefError(string? Verbatim, string Family, string? Code, string? At, string AtPrecision, DateTimeOffset? WaitUntil);

/// <summary>A cause, and what speaks for or against it.</summary>
internal sealed record BriefCause(string Cause, string Text, string Evidence);

/// <summary>A fix that was offered, and how it went: worked, no, could_not, skipped, or null when the member has not said.</summary>
internal sealed record BriefStep(string Fix, string Text, DateTimeOffset OfferedAt, string? Result);

/// <summary>One item of the checklist.</summary>
/// <param name="Id">As in tickets: full_name, date_of_birth ...</param>
/// <param name="State">given, unknown, declined or not_asked.</param>
/// <param name="Shown">The value, or dots while it is masked; null when there is none. The member's words: never render it as markup.</param>
/// <param name="IsPersonal">It is masked until revealed.</param>
/// <param name="RevealedUntil">When the server masks it again; null while it is masked.</param>
/// <param name="Provenance">typed, chosen or detected.</param>
/// <param name="Flag">An agent marked it wrong or missing.</param>
internal sealed record BriefField(string Id, string State, string? Shown, bool IsPersonal, DateTimeOffset? RevealedUntil, string? Provenance, NoteKind? Flag);

/// <summary>A private note of an agent, or a field they marked.</summary>
internal sealed record DeskNote(string Id, DateTimeOffset At, string AgentName, NoteKind Kind, string? Field, string Text);

/// <summary>A personal value, and until when it may be shown.</summary>
internal sealed record Revealed(string Value, DateTimeOffset Until);
