using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Engine.Conversations;
using Engine.Members;
using FluentAssertions;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

public sealed class ContactChangeTests : IAsyncDisposable
{
    private const string NewEmail = "new.address@example.org";
    private readonly InMemoryTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Through_recovery_a_change_waits_a_day_and_every_address_is_told()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member1");
        var proof = await accounts.ProvenAsync(account);

        var answer = await ChangeAsync(accounts, account, proof);

        answer.Should().Be(new ContactChange.Accepted(accounts.Clock.GetUtcNow().AddHours(24), accounts.Clock.GetUtcNow().AddHours(72)) { Notices = 3 });
        (await NoticesAsync(accounts)).Select(message => message.To).Should().BeEquivalentTo("member1@example.org", "+15105550101", NewEmail);
        await DueAsync(accounts, TimeSpan.FromHours(23));
        (await EmailAsync(accounts)).Should().Be(0);
        await DueAsync(accounts, TimeSpan.FromHours(2));
        (await EmailAsync(accounts)).Should().Be(1);
    }

    [Fact]
    public async Task Proven_by_a_factor_that_was_there_it_is_in_force_at_once()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member3");
        var email = await accounts.ProvenAsync(account);
        var app = ((CodeCheck.Right)await accounts.VerifyAppAsync(account, accounts.AppCode())).Proof;

        (await ChangeAsync(accounts, account, email)).Should().Be(new Refusal.NeedsProof(ProofNeed.TwoMethods));
        (await ChangeAsync(accounts, account, email, app)).Should().BeOfType<ContactChange.Accepted>().Which.From.Should().Be(accounts.Clock.GetUtcNow());

        (await EmailAsync(accounts)).Should().Be(1);
    }

    [Fact]
    public async Task The_link_in_the_notice_takes_it_back_for_three_days_and_once()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member1");
        await ChangeAsync(accounts, account, await accounts.ProvenAsync(account));
        var undo = (await NoticesAsync(accounts))[0].Text.Split("/portal/undo/")[1].Trim();
        await DueAsync(accounts, TimeSpan.FromHours(25));

        (await accounts.Get<SandboxContacts>().UndoAsync("no-such-link", Now)).Should().BeFalse();
        (await accounts.Get<SandboxContacts>().UndoAsync(undo, Now)).Should().BeTrue();
        (await accounts.Get<SandboxContacts>().UndoAsync(undo, Now)).Should().BeFalse();

        (await EmailAsync(accounts)).Should().Be(0);
        (await accounts.CountAsync("SandboxMembers", "\"Email\" = 'member1@example.org'")).Should().Be(1);
    }

    [Fact]
    public async Task Taking_the_first_back_takes_back_what_was_changed_after_it()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member1");
        await ChangeAsync(accounts, account, await accounts.ProvenAsync(account));
        var first = UndoIn((await NoticesAsync(accounts))[0].Text);
        await DueAsync(accounts, TimeSpan.FromHours(25));
        (await accounts.Accounts.ChangeContactAsync(
            account, ContactKind.Email, "another.address@example.org", accounts.Errand(proofs: [await accounts.ProvenAsync(account)]), Now)).Should().BeOfType<ContactChange.Accepted>();
        var second = (await NoticesAsync(accounts)).Select(message => UndoIn(message.Text)).First(undo => undo != first);

        (await accounts.Get<SandboxContacts>().UndoAsync(first, Now)).Should().BeTrue();
        (await accounts.Get<SandboxContacts>().UndoAsync(second, Now)).Should().BeFalse("it would bring the strange address back");
        await DueAsync(accounts, TimeSpan.FromHours(25));

        (await accounts.CountAsync("SandboxMembers", "\"Email\" = 'member1@example.org'")).Should().Be(1);
    }

    [Fact]
    public async Task After_three_days_it_cannot_be_taken_back_any_more()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member1");
        await ChangeAsync(accounts, account, await accounts.ProvenAsync(account));
        var undo = (await NoticesAsync(accounts))[0].Text.Split("/portal/undo/")[1].Trim();

        await DueAsync(accounts, TimeSpan.FromHours(72));

        (await accounts.Get<SandboxContacts>().UndoAsync(undo, Now)).Should().BeFalse();
        (await EmailAsync(accounts)).Should().Be(1);
    }

    [Fact]
    public async Task A_change_is_forgotten_a_day_after_it_could_last_be_taken_back()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member1");
        await ChangeAsync(accounts, account, await accounts.ProvenAsync(account));
        await DueAsync(accounts, TimeSpan.FromHours(95));
        await accounts.Get<AnswerBook>().ForgetAsync(Now);
        (await accounts.CountAsync("AccountContactChanges")).Should().Be(1);

        accounts.Clock.Advance(TimeSpan.FromHours(2));
        await accounts.Get<AnswerBook>().ForgetAsync(Now);

        (await accounts.CountAsync("AccountContactChanges")).Should().Be(0);
        (await EmailAsync(accounts)).Should().Be(1, "the change itself stays");
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("a@b")]
    [InlineData("\"Eve\" <eve@example.org>")]
    public async Task What_cannot_be_an_address_is_not_taken(string typed)
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member1");

        (await accounts.Accounts.ChangeContactAsync(account, ContactKind.Email, typed, accounts.Errand(proofs: [await accounts.ProvenAsync(account)]), Now)).Should().BeOfType<ContactChange.NotValid>();
    }

    [Fact]
    public async Task A_proof_of_another_conversation_or_of_another_account_opens_nothing()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var (mine, others) = (await accounts.FindAsync("member1"), await accounts.FindAsync("member5"));
        var proof = await accounts.ProvenAsync(mine);
        var elsewhere = await accounts.FindAsync("member1", "test/other");

        (await ChangeAsync(accounts, others, proof)).Should().Be(new Refusal.NeedsProof(ProofNeed.One));
        (await accounts.Accounts.StartResetAsync(elsewhere, accounts.Errand(conversation: "test/other", proofs: [proof]), Now)).Should().Be(new Refusal.NeedsProof(ProofNeed.One));
        (await accounts.Accounts.StartResetAsync(mine, accounts.Errand(conversation: "test/other", proofs: [proof]), Now)).Should().BeOfType<Refusal.NotPossible>("the handle is sealed for its conversation");
        (await accounts.Accounts.StartResetAsync(mine, accounts.Errand(proofs: [proof with { Id = "made-up" }]), Now)).Should().Be(new Refusal.NeedsProof(ProofNeed.One));
        (await accounts.Accounts.StartResetAsync(mine, accounts.Errand(proofs: [proof]), Now)).Should().BeOfType<PageReady>();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static Task<AccountAnswer> ChangeAsync(TestAccounts accounts, string account, params Proof[] proofs) =>
        accounts.Accounts.ChangeContactAsync(account, ContactKind.Email, NewEmail, accounts.Errand(proofs: proofs), Now);

    private static string UndoIn(string notice) => notice.Split("/portal/undo/")[1].Trim();

    private static async Task DueAsync(TestAccounts accounts, TimeSpan later)
    {
        accounts.Clock.Advance(later);
        await accounts.Get<SandboxContacts>().ApplyDueAsync(Now);
    }

    private static Task<long> EmailAsync(TestAccounts accounts) => accounts.CountAsync("SandboxMembers", $"\"Email\" = '{NewEmail}'");

    private static async Task<IReadOnlyList<SentMessage>> NoticesAsync(TestAccounts accounts) =>
        [.. (await accounts.Get<SandboxInbox>().ListAsync(Now)).Where(message => message.Text.Contains("/portal/undo/", StringComparison.Ordinal))];
}
