using Engine.Replies;

namespace Engine.Members;

/// <summary>
/// The plan's accounts as the assistant may use them. Any call can be answered by a <see cref="Refusal"/>; the other answers are named with each call.
/// Whoever has proven nothing gets the same answer for an account that is there, is locked, or never was.
/// A call that changes something is done once per <see cref="Errand.Key"/>: asked again with the same key it gives the same answer and does nothing.
/// </summary>
public interface IMemberAccounts
{
    /// <summary>What this plan offers by chat. Wording follows it: what is not offered is never promised.</summary>
    Capabilities Capabilities { get; }

    /// <summary>Gives a handle for what was named; tells nothing of whether there is such an account. <see cref="Found"/>.</summary>
    Task<AccountAnswer> FindAsync(Identifier identifier, Errand errand, CancellationToken cancellation);

    /// <summary>Sends a code to what is stored for the account, or to nobody. <see cref="CodeSending"/>.</summary>
    Task<AccountAnswer> SendCodeAsync(string account, CodeChannel channel, CodePurpose purpose, Errand errand, CancellationToken cancellation);

    /// <summary>Checks the code that was typed against the newest one sent. <see cref="CodeCheck"/>.</summary>
    Task<AccountAnswer> VerifyCodeAsync(string challenge, Errand errand, CancellationToken cancellation);

    /// <summary>Checks the code that was typed against the authenticator app or the saved recovery codes. <see cref="CodeCheck"/>.</summary>
    Task<AccountAnswer> VerifyFactorAsync(string account, FactorKind kind, Errand errand, CancellationToken cancellation);

    /// <summary>Sends the user name to the stored email address. <see cref="UserNameSent"/> or <see cref="CodeSending"/>'s limits.</summary>
    Task<AccountAnswer> SendUserNameAsync(string account, Errand errand, CancellationToken cancellation);

    /// <summary>How the account stands, to somebody who has proven to be its member. <see cref="AccountSeen"/>.</summary>
    Task<AccountAnswer> LookAtAsync(string account, Errand errand, CancellationToken cancellation);

    /// <summary>Opens a one-time page on which a new password is set. <see cref="PageReady"/>.</summary>
    Task<AccountAnswer> StartResetAsync(string account, Errand errand, CancellationToken cancellation);

    /// <summary>Whether the member has finished what a one-time page was for. <see cref="PageAnswer"/>.</summary>
    Task<AccountAnswer> CheckPageAsync(string page, Errand errand, CancellationToken cancellation);

    /// <summary>Ends a lock-out at sign-in. <see cref="UnlockAnswer"/>.</summary>
    Task<AccountAnswer> UnlockAsync(string account, Errand errand, CancellationToken cancellation);

    /// <summary>Begins a second factor; it counts only once confirmed. <see cref="FactorStarted"/>.</summary>
    Task<AccountAnswer> AddFactorAsync(string account, NewFactor factor, Errand errand, CancellationToken cancellation);

    /// <summary>Confirms a begun factor by the code that was typed. <see cref="FactorCheck"/> or <see cref="CodeCheck"/>.</summary>
    Task<AccountAnswer> ConfirmFactorAsync(string factor, Errand errand, CancellationToken cancellation);

    /// <summary>Takes a factor away, unless it is the last one. <see cref="FactorRemoval"/>.</summary>
    Task<AccountAnswer> RemoveFactorAsync(string account, string factor, Errand errand, CancellationToken cancellation);

    /// <summary>Makes new recovery codes, which void the old ones, and a one-time page that shows them. <see cref="PageReady"/>.</summary>
    Task<AccountAnswer> MakeRecoveryCodesAsync(string account, Errand errand, CancellationToken cancellation);

    /// <summary>Changes the stored email address or phone; all addresses are told, the replaced one too. <see cref="ContactChange"/>.</summary>
    Task<AccountAnswer> ChangeContactAsync(string account, ContactKind kind, string value, Errand errand, CancellationToken cancellation);

    /// <summary>Mails a card to keep to the stored email address, and nowhere else, for somebody who has proven to be its member. <see cref="CardMailed"/> or <see cref="CodeSending"/>'s limits.</summary>
    Task<AccountAnswer> MailCardAsync(string account, SummaryCard card, Errand errand, CancellationToken cancellation);
}
