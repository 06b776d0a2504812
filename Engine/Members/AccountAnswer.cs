using System.Text.Json.Serialization;
using Engine.Conversations;

namespace Engine.Members;

/// <summary>What came of a call to the accounts. Closed: each family below is matched in the journeys that ask for it.</summary>
[JsonDerivedType(typeof(Refusal.Unavailable), "unavailable")]
[JsonDerivedType(typeof(Refusal.NotOffered), "not-offered")]
[JsonDerivedType(typeof(Refusal.NeedsProof), "needs-proof")]
[JsonDerivedType(typeof(Refusal.NotPossible), "not-possible")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(CodeSending.Sent), "code-sent")]
[JsonDerivedType(typeof(CodeSending.TooSoon), "code-too-soon")]
[JsonDerivedType(typeof(CodeSending.TooOften), "code-too-often")]
[JsonDerivedType(typeof(CodeCheck.Right), "code-right")]
[JsonDerivedType(typeof(CodeCheck.Wrong), "code-wrong")]
[JsonDerivedType(typeof(CodeCheck.Unreadable), "code-unreadable")]
[JsonDerivedType(typeof(CodeCheck.Expired), "code-expired")]
[JsonDerivedType(typeof(CodeCheck.Replaced), "code-replaced")]
[JsonDerivedType(typeof(CodeCheck.Void), "code-void")]
[JsonDerivedType(typeof(CodeCheck.Wait), "code-wait")]
[JsonDerivedType(typeof(CodeCheck.DayFull), "code-day-full")]
[JsonDerivedType(typeof(CodeCheck.Locked), "code-locked")]
[JsonDerivedType(typeof(UserNameSent), "user-name-sent")]
[JsonDerivedType(typeof(CardMailed), "card-mailed")]
[JsonDerivedType(typeof(AccountSeen), "account-seen")]
[JsonDerivedType(typeof(PageReady), "page-ready")]
[JsonDerivedType(typeof(PageAnswer.Done), "page-done")]
[JsonDerivedType(typeof(PageAnswer.StillOpen), "page-open")]
[JsonDerivedType(typeof(PageAnswer.Gone), "page-gone")]
[JsonDerivedType(typeof(UnlockAnswer.Unlocked), "unlocked")]
[JsonDerivedType(typeof(UnlockAnswer.WasNotLocked), "was-not-locked")]
[JsonDerivedType(typeof(FactorStarted), "factor-started")]
[JsonDerivedType(typeof(FactorCheck.Confirmed), "factor-confirmed")]
[JsonDerivedType(typeof(FactorCheck.OneMoreCode), "one-more-code")]
[JsonDerivedType(typeof(FactorCheck.ClockOff), "clock-off")]
[JsonDerivedType(typeof(FactorCheck.Gone), "factor-gone")]
[JsonDerivedType(typeof(FactorRemoval.Removed), "factor-removed")]
[JsonDerivedType(typeof(FactorRemoval.LastOne), "factor-last-one")]
[JsonDerivedType(typeof(FactorRemoval.NotThere), "factor-not-there")]
[JsonDerivedType(typeof(ContactChange.Accepted), "contact-accepted")]
[JsonDerivedType(typeof(ContactChange.NotValid), "contact-not-valid")]
public abstract record AccountAnswer
{
    private protected AccountAnswer()
    {
    }

    /// <summary>How many addresses were told of the change that was made.</summary>
    public int Notices { get; init; }
}

/// <summary>Nothing was done; any call can be answered so.</summary>
public abstract record Refusal : AccountAnswer
{
    private Refusal()
    {
    }

    /// <summary>The accounts cannot be reached right now.</summary>
    public sealed record Unavailable : Refusal;

    /// <summary>This plan does not offer it by chat.</summary>
    public sealed record NotOffered : Refusal;

    /// <summary>More has to be proven first.</summary>
    public sealed record NeedsProof(ProofNeed Need) : Refusal;

    /// <summary>It cannot be done for this account, whatever is proven: switched off, sign-in by another company, no such contact.</summary>
    public sealed record NotPossible : Refusal;
}

/// <summary>What has to be proven: one thing; two by different methods (or a factor); or an existing factor within the last ten minutes.</summary>
public enum ProofNeed { One, TwoMethods, FreshFactor }

/// <summary>A handle for what was named, whether or not there is such an account.</summary>
public sealed record Found(string Account) : AccountAnswer;

/// <summary>How sending a code ended.</summary>
public abstract record CodeSending : AccountAnswer
{
    private CodeSending()
    {
    }

    /// <summary>On its way, if there is such an account and contact. Codes sent before it for the same are void.</summary>
    public sealed record Sent(string Challenge, CodeChannel Channel, int Digits, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt) : CodeSending;

    /// <summary>One was sent a moment ago.</summary>
    public sealed record TooSoon(DateTimeOffset RetryAt) : CodeSending
    {
        /// <summary>What was sent to this conversation, when it is still good: the member may have gone back and come again. Null otherwise.</summary>
        public Sent? StillGood { get; init; }
    }

    /// <summary>As many were sent as are sent in that time.</summary>
    public sealed record TooOften(DateTimeOffset RetryAt) : CodeSending;
}

/// <summary>How checking a code ended.</summary>
public abstract record CodeCheck : AccountAnswer
{
    private CodeCheck()
    {
    }

    public sealed record Right(Proof Proof) : CodeCheck;

    /// <summary><paramref name="TriesLeft"/> of this code; for an app and for recovery codes, before it has to rest.</summary>
    public sealed record Wrong(int TriesLeft) : CodeCheck;

    /// <summary>What was typed is not one code of the right length; it cost no try.</summary>
    public sealed record Unreadable(int Digits) : CodeCheck;

    public sealed record Expired : CodeCheck;

    /// <summary>It is the code of an earlier message; only the newest counts.</summary>
    public sealed record Replaced : CodeCheck;

    /// <summary>It was used before, or its tries are used up: a new one is needed.</summary>
    public sealed record Void : CodeCheck;

    /// <summary>It was not looked at: after wrong codes some time has to pass.</summary>
    public sealed record Wait(DateTimeOffset Until) : CodeCheck;

    /// <summary>It was not looked at: as many were wrong as are looked at in a day.</summary>
    public sealed record DayFull(DateTimeOffset Until) : CodeCheck;

    /// <summary>So many were wrong in a row that only another method or a person opens it again.</summary>
    public sealed record Locked : CodeCheck;
}

/// <summary>The user name is on its way to the stored address, if there is such an account.</summary>
public sealed record UserNameSent : AccountAnswer;

/// <summary>The card is on its way to the stored address, which is told masked.</summary>
public sealed record CardMailed(string To) : AccountAnswer;

/// <summary>How an account stands.</summary>
public sealed record AccountSeen : AccountAnswer
{
    /// <summary>Until when sign-in is locked; null when it is not.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    public bool IsSwitchedOff { get; init; }

    /// <summary>The company it signs in by; null when it has a password of its own.</summary>
    public string? IdentityProvider { get; init; }

    public IReadOnlyList<MaskedContact> Contacts { get; init; } = [];
    public IReadOnlyList<Factor> Factors { get; init; } = [];
    public int RecoveryCodesLeft { get; init; }
}

/// <summary>A one-time page is ready.</summary>
public sealed record PageReady(OneTimePage Page) : AccountAnswer;

/// <summary>How far a one-time page has come.</summary>
public abstract record PageAnswer : AccountAnswer
{
    private PageAnswer()
    {
    }

    public sealed record Done : PageAnswer;

    public sealed record StillOpen : PageAnswer;

    /// <summary>Its time or its one view is used up, and what it was for has not been done.</summary>
    public sealed record Gone : PageAnswer;
}

/// <summary>How unlocking ended.</summary>
public abstract record UnlockAnswer : AccountAnswer
{
    private UnlockAnswer()
    {
    }

    public sealed record Unlocked : UnlockAnswer;

    public sealed record WasNotLocked : UnlockAnswer;
}
