using Bot.Accounts.Api;
using Engine.Members;
using Engine.Replies;

namespace Bot.Accounts.Plan;

/// <summary>The plan's own accounts, behind the contract of <c>docs/accounts-api</c>. No answer, or one that does not belong to the call, is <see cref="Refusal.Unavailable"/>.</summary>
internal sealed class HttpAccounts(PlanCalls calls, PlanOffer offer, ILogger<HttpAccounts> log) : IMemberAccounts
{
    public Capabilities Capabilities => offer.Capabilities;

    public Task<AccountAnswer> FindAsync(Identifier identifier, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.Find, errand, new FindRequest(WireErrand.Of(errand), identifier), answer => answer is Found, cancellation);

    public Task<AccountAnswer> SendCodeAsync(string account, CodeChannel channel, CodePurpose purpose, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.SendCode, errand, new SendCodeRequest(WireErrand.Of(errand), account, channel, purpose), answer => answer is CodeSending, cancellation);

    public Task<AccountAnswer> VerifyCodeAsync(string challenge, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.VerifyCode, errand, new VerifyCodeRequest(WireErrand.Of(errand), challenge), answer => answer is CodeCheck, cancellation);

    public Task<AccountAnswer> VerifyFactorAsync(string account, FactorKind kind, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.VerifyFactor, errand, new VerifyFactorRequest(WireErrand.Of(errand), account, kind), answer => answer is CodeCheck, cancellation);

    public Task<AccountAnswer> SendUserNameAsync(string account, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.SendUserName, errand, new AccountOnlyRequest(WireErrand.Of(errand), account), answer => answer is UserNameSent or CodeSending.TooSoon or CodeSending.TooOften, cancellation);

    public Task<AccountAnswer> LookAtAsync(string account, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.LookAt, errand, new AccountOnlyRequest(WireErrand.Of(errand), account), answer => answer is AccountSeen, cancellation);

    public Task<AccountAnswer> StartResetAsync(string account, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.StartReset, errand, new AccountOnlyRequest(WireErrand.Of(errand), account), IsGoodPage, cancellation);

    public Task<AccountAnswer> CheckPageAsync(string page, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.CheckPage, errand, new CheckPageRequest(WireErrand.Of(errand), page), answer => answer is PageAnswer, cancellation);

    public Task<AccountAnswer> UnlockAsync(string account, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.Unlock, errand, new AccountOnlyRequest(WireErrand.Of(errand), account), answer => answer is UnlockAnswer, cancellation);

    public Task<AccountAnswer> AddFactorAsync(string account, NewFactor factor, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.AddFactor, errand, new AddFactorRequest(WireErrand.Of(errand), account, factor), IsStart, cancellation);

    public Task<AccountAnswer> ConfirmFactorAsync(string factor, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.ConfirmFactor, errand, new ConfirmFactorRequest(WireErrand.Of(errand), factor), answer => answer is FactorCheck or CodeCheck, cancellation);

    public Task<AccountAnswer> RemoveFactorAsync(string account, string factor, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.RemoveFactor, errand, new RemoveFactorRequest(WireErrand.Of(errand), account, factor), answer => answer is FactorRemoval, cancellation);

    public Task<AccountAnswer> MakeRecoveryCodesAsync(string account, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.MakeRecoveryCodes, errand, new AccountOnlyRequest(WireErrand.Of(errand), account), IsGoodPage, cancellation);

    public Task<AccountAnswer> ChangeContactAsync(string account, ContactKind kind, string value, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.ChangeContact, errand, new ChangeContactRequest(WireErrand.Of(errand), account, kind, value), answer => answer is ContactChange, cancellation);

    public Task<AccountAnswer> MailCardAsync(string account, SummaryCard card, Errand errand, CancellationToken cancellation) =>
        AskAsync(ApiPaths.MailCard, errand, new MailCardRequest(WireErrand.Of(errand), account, card), answer => answer is CardMailed or CodeSending.TooSoon or CodeSending.TooOften, cancellation);

    private bool IsGoodPage(AccountAnswer answer) => answer is PageReady ready && calls.MayOpen(ready.Page.Address);

    private bool IsStart(AccountAnswer answer) =>
        answer is CodeSending.TooSoon or CodeSending.TooOften || (answer is FactorStarted started && (started.Page is null || calls.MayOpen(started.Page.Address)));

    private async Task<AccountAnswer> AskAsync(string operation, Errand errand, AccountRequest call, Func<AccountAnswer, bool> belongs, CancellationToken cancellation)
    {
        var answer = await calls.PostAsync<AccountAnswer>(operation, errand.Key, call, cancellation);
        if (answer is not null && answer is not Refusal && !belongs(answer))
        {
            Log.CallFailed(log, operation, "the answer does not belong to the call");
            answer = null;
        }

        return answer ?? new Refusal.Unavailable();
    }
}
