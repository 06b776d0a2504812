using KnowledgeBase.Facts;

namespace KnowledgeBase.Recognition;

/// <summary>A day, or the days between which an approximate date lies.</summary>
public readonly record struct DateSpan(DateOnly From, DateOnly To)
{
    public bool IsExact => From == To;

    public static DateSpan On(DateOnly day) => new(day, day);
}

/// <summary>When something happened: days, and the time of day when one was said.</summary>
public readonly record struct TimeMention(DateSpan Day, TimeOnly? Time);

/// <summary>Details that stood anywhere in an utterance; several values where several were said.</summary>
public sealed record Entities
{
    public static readonly Entities None = new();

    public IReadOnlyList<string> Email { get; init; } = [];
    public IReadOnlyList<string> Phone { get; init; } = [];
    public IReadOnlyList<string> MemberNumber { get; init; } = [];
    public IReadOnlyList<DateSpan> DateOfBirth { get; init; } = [];
    /// <summary>How old somebody is of whom the writer speaks, such as a child.</summary>
    public Birth? TheirBirth { get; init; }

    public IReadOnlyList<DateSpan> LastSignIn { get; init; } = [];
    public IReadOnlyList<string> Browser { get; init; } = [];
    public IReadOnlyList<string> BrowserVersion { get; init; } = [];
    public IReadOnlyList<string> Device { get; init; } = [];
    public IReadOnlyList<string> Os { get; init; } = [];
    public IReadOnlyList<string> OsVersion { get; init; } = [];
    public IReadOnlyList<string> AppVersion { get; init; } = [];

    /// <summary><c>web</c> or <c>mobile</c>.</summary>
    public IReadOnlyList<string> Platform { get; init; } = [];

    /// <summary>The message as the member quoted it, without the words around it.</summary>
    public IReadOnlyList<string> ErrorText { get; init; } = [];

    public IReadOnlyList<TimeMention> ErrorTime { get; init; } = [];
    public IReadOnlyList<string> OneTimeCode { get; init; } = [];

    /// <summary>Codes such as <c>E0000069</c> or <c>ERR-4107</c> in a pasted error.</summary>
    public IReadOnlyList<string> ErrorCode { get; init; } = [];

    public IReadOnlyList<string> TicketNumber { get; init; } = [];

    /// <summary>How often the member says they have tried to sign in.</summary>
    public int? TriesMade { get; init; }

    /// <summary>How many tries the portal says are left.</summary>
    public int? TriesLeft { get; init; }

    /// <summary>How long the portal says to wait.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The person's own name when they give it ("my name is ...", or the whole answer where a name was asked).</summary>
    public string? FullName { get; init; }

    /// <summary><c>member</c>, <c>caregiver</c> or <c>other</c>, when the words tell.</summary>
    public string? Who { get; init; }

    /// <summary>It names a person, a way to reach them, or a day of their life.</summary>
    internal bool TellsWhoOrWhen => Email.Count + Phone.Count + MemberNumber.Count + DateOfBirth.Count + LastSignIn.Count > 0;
}
