namespace Bot.Desk;

/// <summary>Why the desk did not do what it was asked to.</summary>
internal enum DeskRefusal
{
    /// <summary>The role, or the claim, does not allow it.</summary>
    NotAllowed,

    NoSuchTicket,

    /// <summary>Somebody else has it: see <see cref="DeskAnswer{T}.HeldBy"/>.</summary>
    HeldByAnother,

    /// <summary>The ticket or the chat has moved on meanwhile; look again.</summary>
    MovedOn,

    /// <summary>The member is in a live chat on this ticket: leave or hand back first.</summary>
    StillLive,

    /// <summary>What was asked can't be right: an unknown code, an empty text, one that is too long.</summary>
    NotValid,

    /// <summary>The second factor was asked for once more, and what came does not fit.</summary>
    NotProved,

    /// <summary>Others kept writing to the conversation; try again.</summary>
    Busy,
}

/// <summary>What a function of the desk came to: a value, or why not.</summary>
internal readonly record struct DeskAnswer<T>
{
    private DeskAnswer(T? value, DeskRefusal? refusal, string? heldBy) => (Value, Refusal, HeldBy) = (value, refusal, heldBy);

    internal T? Value { get; }
    internal DeskRefusal? Refusal { get; }

    /// <summary>The name of the agent who has the ticket, when that is the reason.</summary>
    internal string? HeldBy { get; }

    internal bool IsDone => Refusal is null;

    internal static DeskAnswer<T> Done(T value) => new(value, null, null);

    internal static DeskAnswer<T> No(DeskRefusal why, string? heldBy = null) => new(default, why, heldBy);
}
