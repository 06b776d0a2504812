using Engine.Replies;

namespace Engine.Members;

/// <summary>Guide only: no accounts are connected, and every call is answered so.</summary>
public sealed class NoAccounts : IMemberAccounts
{
    private static readonly Task<AccountAnswer> NotOffered = Task.FromResult<AccountAnswer>(new Refusal.NotOffered());

    public Capabilities Capabilities => Capabilities.None;

    public Task<AccountAnswer> FindAsync(Identifier identifier, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> SendCodeAsync(string account, CodeChannel channel, CodePurpose purpose, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> VerifyCodeAsync(string challenge, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> VerifyFactorAsync(string account, FactorKind kind, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> SendUserNameAsync(string account, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> LookAtAsync(string account, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> StartResetAsync(string account, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> CheckPageAsync(string page, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> UnlockAsync(string account, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> AddFactorAsync(string account, NewFactor factor, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> ConfirmFactorAsync(string factor, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> RemoveFactorAsync(string account, string factor, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> MakeRecoveryCodesAsync(string account, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> ChangeContactAsync(string account, ContactKind kind, string value, Errand errand, CancellationToken cancellation) => NotOffered;

    public Task<AccountAnswer> MailCardAsync(string account, SummaryCard card, Errand errand, CancellationToken cancellation) => NotOffered;
}
