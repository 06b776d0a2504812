namespace KnowledgeBase.Topics;

/// <summary>One thing to try. Its texts are the wording <c>fixes.{Id}</c>, with a variant per system or browser where they differ.</summary>
public sealed record Fix
{
    public required string Id { get; init; }
    public required string Means { get; init; }

    /// <summary>Cause ids that this can cure.</summary>
    public required IReadOnlyList<string> Cures { get; init; }

    /// <summary>How long it takes the member, in minutes.</summary>
    public required int Minutes { get; init; }

    /// <summary>Trying it means signing in once more, which may lock the account.</summary>
    public bool SpendsATry { get; init; }

    /// <summary>The member is to wait for the time the portal gave (or the plan's lockout time) before it can work.</summary>
    public bool IsAWait { get; init; }

    /// <summary>It is something to get done, such as a call, after which signing in is no test of it.</summary>
    public bool AsksIfDone { get; init; }

    /// <summary><c>web</c>, <c>mobile</c> or both.</summary>
    public required IReadOnlyList<string> Platforms { get; init; }

    /// <summary>Systems and browsers with steps of their own: ios, android, windows, mac, chrome, edge, safari, firefox.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>Fix ids after which this makes no sense any more.</summary>
    public IReadOnlyList<string> NotAfter { get; init; } = [];

    /// <summary>The journey that does it with the member where the plan's accounts are connected: recovery or second-factor.</summary>
    public string? DoneBy { get; init; }

    public required string Source { get; init; }
    public required DateOnly Reviewed { get; init; }
}
