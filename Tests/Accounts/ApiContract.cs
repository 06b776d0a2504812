using Engine.Conversations;
using Engine.Members;
using Engine.Replies;
using FluentAssertions;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

/// <summary>What accounts answer, wherever they are. Each test has a demo member of its own, so that they may share a server.</summary>
public abstract class ApiContract
{
    private const string Conversation = "test/c1";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private protected abstract IMemberAccounts Accounts { get; }

    private protected abstract Task<IReadOnlyList<string>> MessagesAsync();

    private protected abstract string AppCode();

    [Fact]
    public void What_the_plan_offers_is_known() => Accounts.Capabilities.Should().BeEquivalentTo(new Capabilities
    {
        CanVerify = true,
        CodeChannels = [CodeChannel.Email, CodeChannel.Text, CodeChannel.Voice],
        CanSendUserName = true,
        CanReset = true,
        CanUnlock = true,
        NewFactors = [FactorKind.App, FactorKind.Text, FactorKind.Voice],
        CanMakeRecoveryCodes = true,
        CanChangeContacts = true,
        CanMailCard = true,
    });

    [Fact]
    public async Task A_member_proves_who_they_are_and_gets_a_page_a_factor_and_a_new_address()
    {
        var account = await FindAsync("member1");
        var sent = (await SendAsync(account, CodeChannel.Email)).Should().BeOfType<CodeSending.Sent>().Subject;
        var code = await NewestCodeAsync();

        (await Accounts.VerifyCodeAsync(sent.Challenge, Errand("it is 12 or so"), Now)).Should().Be(new CodeCheck.Unreadable(8));
        (await Accounts.VerifyCodeAsync(sent.Challenge, Errand(code == "00000001" ? "00000002" : "00000001"), Now)).Should().Be(new CodeCheck.Wrong(4));
        var proof = (await Accounts.VerifyCodeAsync(sent.Challenge, Errand($"my code is {code[..4]} {code[4..]}, thanks"), Now)).Should().BeOfType<CodeCheck.Right>().Subject.Proof;
        var seen = (await Accounts.LookAtAsync(account, Errand(null, proof), Now)).Should().BeOfType<AccountSeen>().Subject;
        var page = (await Accounts.StartResetAsync(account, Errand(null, proof), Now)).Should().BeOfType<PageReady>().Subject.Page;
        var begun = (await Accounts.AddFactorAsync(account, new NewFactor(FactorKind.App), Errand(null, proof), Now)).Should().BeOfType<FactorStarted>().Subject;

        proof.Method.Should().Be(ProofMethod.Email);
        seen.Contacts.Should().HaveCount(2).And.NotContain(contact => contact.Masked.Contains("member1", StringComparison.Ordinal));
        page.Address.AbsolutePath.Should().StartWith("/portal/once/");
        (await Accounts.CheckPageAsync(page.Id, Errand(null, proof), Now)).Should().BeOfType<PageAnswer.StillOpen>();
        (await Accounts.ConfirmFactorAsync(begun.Factor, Errand("no code yet 12", proof), Now)).Should().Be(new CodeCheck.Unreadable(6));
        (await Accounts.ConfirmFactorAsync("never-begun", Errand("123456", proof), Now)).Should().BeOfType<FactorCheck.Gone>();
        (await Accounts.ChangeContactAsync(account, ContactKind.Email, "not an address", Errand(null, proof), Now)).Should().BeOfType<ContactChange.NotValid>();
        (await Accounts.ChangeContactAsync(account, ContactKind.Email, "new.address@example.org", Errand(null, proof), Now)).Should().BeOfType<ContactChange.Accepted>()
            .Which.Notices.Should().BePositive();
    }

    [Fact]
    public async Task A_locked_member_is_let_in_and_told_of_it_once_however_often_the_call_comes()
    {
        var account = await FindAsync("member2");
        var proof = await ProvenAsync(account, CodeChannel.Email);
        var errand = Errand(null, proof);

        var first = await Accounts.UnlockAsync(account, errand, Now);
        var told = (await MessagesAsync()).Count;
        var again = await Accounts.UnlockAsync(account, errand, Now);

        first.Should().BeOfType<UnlockAnswer.Unlocked>().Which.Notices.Should().Be(2);
        again.Should().Be(first);
        (await MessagesAsync()).Should().HaveCount(told);
        (await Accounts.UnlockAsync(account, Errand(null, proof), Now)).Should().BeOfType<UnlockAnswer.WasNotLocked>();
    }

    [Fact]
    public async Task An_app_and_a_mail_are_two_methods_and_the_last_factor_stays()
    {
        var account = await FindAsync("member3");
        var mail = await ProvenAsync(account, CodeChannel.Email);

        (await Accounts.MakeRecoveryCodesAsync(account, Errand(null, mail), Now)).Should().Be(new Refusal.NeedsProof(ProofNeed.TwoMethods));
        var app = (await Accounts.VerifyFactorAsync(account, FactorKind.App, Errand(AppCode()), Now)).Should().BeOfType<CodeCheck.Right>().Subject.Proof;
        (await Accounts.MakeRecoveryCodesAsync(account, Errand(null, mail, app), Now)).Should().BeOfType<PageReady>();
        (await Accounts.VerifyFactorAsync(account, FactorKind.RecoveryCodes, Errand("AB1D-EFGH-JKMN-PQRS"), Now)).Should().BeOfType<CodeCheck.Wrong>();
        var factor = ((AccountSeen)await Accounts.LookAtAsync(account, Errand(null, app), Now)).Factors.Should().ContainSingle().Subject;
        factor.Kind.Should().Be(FactorKind.App);
        (await Accounts.RemoveFactorAsync(account, factor.Id, Errand(null, mail, app), Now)).Should().BeOfType<FactorRemoval.LastOne>();
    }

    [Fact]
    public async Task A_user_name_is_sent_and_then_not_again_for_a_while()
    {
        var account = await FindAsync("member4");

        (await Accounts.SendUserNameAsync(account, Errand(), Now)).Should().BeOfType<UserNameSent>();
        (await Accounts.SendUserNameAsync(account, Errand(), Now)).Should().BeOfType<CodeSending.TooSoon>();
    }

    [Fact]
    public async Task A_card_is_mailed_to_the_address_on_file_once_it_is_proven_whose_it_is()
    {
        var account = await FindAsync("member8");
        var card = new SummaryCard { Title = "My card", Lines = [new SummaryLine("Safe", "Never tell a code.")] };
        var before = await Accounts.MailCardAsync(account, card, Errand(), Now);
        var proof = await ProvenAsync(account, CodeChannel.Email);
        var errand = Errand(null, proof);

        var mailed = await Accounts.MailCardAsync(account, card, errand, Now);
        var told = await MessagesAsync();
        var repeated = await Accounts.MailCardAsync(account, card, errand, Now);

        before.Should().Be(new Refusal.NeedsProof(ProofNeed.One));
        mailed.Should().Be(new CardMailed("m•••@example.org"));
        told.Should().ContainSingle(text => text.Contains("My card"), "two messages of one moment have no order").Which.Should().Contain("- Safe: Never tell a code.");
        repeated.Should().Be(mailed);
        (await MessagesAsync()).Should().HaveCount(told.Count);
        (await Accounts.MailCardAsync(account, card, Errand(null, proof), Now)).Should().BeOfType<CodeSending.TooSoon>();
    }

    [Fact]
    public async Task Nobody_is_answered_like_somebody()
    {
        var (somebody, nobody) = (await FindAsync("member7"), await FindAsync("no-such-member"));

        var (one, other) = ((CodeSending.Sent)await SendAsync(somebody, CodeChannel.Text), (CodeSending.Sent)await SendAsync(nobody, CodeChannel.Text));

        somebody.Length.Should().Be(nobody.Length);
        (other.Digits, other.Channel, other.Challenge.Length).Should().Be((one.Digits, one.Channel, one.Challenge.Length));
        var right = await NewestCodeAsync();
        (await Accounts.VerifyCodeAsync(one.Challenge, Errand(right == "000001" ? "000002" : "000001"), Now)).Should().Be(new CodeCheck.Wrong(4));
        (await Accounts.VerifyCodeAsync(other.Challenge, Errand("000001"), Now)).Should().Be(new CodeCheck.Wrong(4));
    }

    [Fact]
    public async Task Who_has_proven_nothing_or_in_another_conversation_gets_nothing()
    {
        var account = await FindAsync("member5");
        var proof = await ProvenAsync(account, CodeChannel.Email);
        var elsewhere = Errand(null, proof) with { Conversation = "test/c2" };

        (await Accounts.LookAtAsync(account, Errand(), Now)).Should().Be(new Refusal.NeedsProof(ProofNeed.One));
        (await Accounts.StartResetAsync(account, Errand(), Now)).Should().Be(new Refusal.NeedsProof(ProofNeed.One));
        (await Accounts.StartResetAsync(account, elsewhere, Now)).Should().BeOfType<Refusal.NotPossible>();
        (await Accounts.LookAtAsync(account, elsewhere, Now)).Should().Be(new Refusal.NeedsProof(ProofNeed.One));
    }

    private protected static Errand Errand(string? typed = null, params Proof[] proofs) =>
        new(Conversation, Guid.CreateVersion7().ToString("N")) { Typed = typed is null ? null : TypedCode.In(typed, []), Proofs = proofs };

    private protected async Task<string> FindAsync(string user) =>
        (await Accounts.FindAsync(new Identifier(IdentifierKind.UserName, user), Errand(), Now)).Should().BeOfType<Found>().Subject.Account;

    private Task<AccountAnswer> SendAsync(string account, CodeChannel channel) => Accounts.SendCodeAsync(account, channel, CodePurpose.Recovery, Errand(), Now);

    private async Task<Proof> ProvenAsync(string account, CodeChannel channel)
    {
        var sent = (await SendAsync(account, channel)).Should().BeOfType<CodeSending.Sent>().Subject;

        return (await Accounts.VerifyCodeAsync(sent.Challenge, Errand(await NewestCodeAsync()), Now)).Should().BeOfType<CodeCheck.Right>().Subject.Proof;
    }

    private async Task<string> NewestCodeAsync() => TestAccounts.CodeIn((await MessagesAsync())[0]);
}

/// <summary>The sandbox itself, in this process.</summary>
public sealed class SandboxContractTests : ApiContract, IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private TestAccounts _accounts = null!;

    private protected override IMemberAccounts Accounts => _accounts.Accounts;

    public async ValueTask InitializeAsync() => _accounts = await TestAccounts.OpenAsync(_database);

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected override async Task<IReadOnlyList<string>> MessagesAsync() =>
        [.. (await _accounts.Get<Bot.Accounts.Sandbox.SandboxInbox>().ListAsync(CancellationToken.None)).Select(message => message.Text)];

    private protected override string AppCode() => _accounts.AppCode();
}
