using Engine.Conversations;

namespace Engine.Members;

/// <summary>A factor was begun and waits for its first code. An app has a page with its key; a phone was sent a code.</summary>
public sealed record FactorStarted(string Factor, OneTimePage? Page, int Digits, DateTimeOffset ExpiresAt) : AccountAnswer;

/// <summary>How confirming a begun factor ended; what is wrong with the code itself is a <see cref="CodeCheck"/>.</summary>
public abstract record FactorCheck : AccountAnswer
{
    private FactorCheck()
    {
    }

    /// <summary>It counts from now on. <paramref name="HasRecoveryCodes"/>: unused ones are there, so none need be made.</summary>
    public sealed record Confirmed(Factor Factor, bool HasRecoveryCodes) : FactorCheck
    {
        /// <summary>Its code has shown that the member holds it, so that it need not be shown again for the next step. It is new: it shortens no cooling-off.</summary>
        public Proof? Proof { get; init; }
    }

    /// <summary>The code would be right at another time: the next one will show whether the phone's clock is off.</summary>
    public sealed record OneMoreCode : FactorCheck;

    /// <summary>Two codes agree that the phone's clock is off; positive when it is ahead. Neither was accepted.</summary>
    public sealed record ClockOff(TimeSpan Ahead) : FactorCheck;

    /// <summary>The time for setting it up has passed, or it was begun anew.</summary>
    public sealed record Gone : FactorCheck;
}

/// <summary>How taking a factor away ended.</summary>
public abstract record FactorRemoval : AccountAnswer
{
    private FactorRemoval()
    {
    }

    public sealed record Removed : FactorRemoval;

    /// <summary>It is the only one left, and stays until there is another.</summary>
    public sealed record LastOne : FactorRemoval;

    public sealed record NotThere : FactorRemoval;
}

/// <summary>How a change of contact ended.</summary>
public abstract record ContactChange : AccountAnswer
{
    private ContactChange()
    {
    }

    /// <summary>In force at once, or (through recovery) from <paramref name="From"/> on; until <paramref name="UndoUntil"/> the replaced address can take it back.</summary>
    public sealed record Accepted(DateTimeOffset From, DateTimeOffset UndoUntil) : ContactChange;

    /// <summary>Not an address or number that could be reached.</summary>
    public sealed record NotValid : ContactChange;
}
