using Engine.Replies;

namespace Engine.Members;

/// <summary>A call that a journey wants made. It only names it: the turn makes it, and brings back the answer in the same turn.</summary>
public abstract record AccountCall
{
    private AccountCall()
    {
    }

    /// <summary>Part of the key under which it is done once, so that another call in a run after it never gets this one's answer.</summary>
    internal string Name => GetType().Name;

    internal abstract Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation);

    /// <summary>Handles and values are personal or open something: only the name is printed.</summary>
    public sealed override string ToString() => Name;

    internal sealed record Find(Identifier Identifier) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.FindAsync(Identifier, errand, cancellation);
    }

    internal sealed record SendCode(string Account, CodeChannel Channel, CodePurpose Purpose) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.SendCodeAsync(Account, Channel, Purpose, errand, cancellation);
    }

    internal sealed record VerifyCode(string Challenge) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.VerifyCodeAsync(Challenge, errand, cancellation);
    }

    internal sealed record VerifyFactor(string Account, FactorKind Kind) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.VerifyFactorAsync(Account, Kind, errand, cancellation);
    }

    internal sealed record SendUserName(string Account) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.SendUserNameAsync(Account, errand, cancellation);
    }

    internal sealed record LookAt(string Account) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.LookAtAsync(Account, errand, cancellation);
    }

    internal sealed record StartReset(string Account) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.StartResetAsync(Account, errand, cancellation);
    }

    internal sealed record CheckPage(string Page) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.CheckPageAsync(Page, errand, cancellation);
    }

    internal sealed record Unlock(string Account) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.UnlockAsync(Account, errand, cancellation);
    }

    internal sealed record AddFactor(string Account, NewFactor Factor) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.AddFactorAsync(Account, Factor, errand, cancellation);
    }

    internal sealed record ConfirmFactor(string Factor) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.ConfirmFactorAsync(Factor, errand, cancellation);
    }

    internal sealed record RemoveFactor(string Account, string Factor) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.RemoveFactorAsync(Account, Factor, errand, cancellation);
    }

    internal sealed record MakeRecoveryCodes(string Account) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.MakeRecoveryCodesAsync(Account, errand, cancellation);
    }

    internal sealed record MailCard(string Account, SummaryCard Card) : AccountCall
    {
        internal override Task<AccountAnswer> MakeAsync(IMemberAccounts accounts, Errand errand, CancellationToken cancellation) => accounts.MailCardAsync(Account, Card, errand, cancellation);
    }
}
