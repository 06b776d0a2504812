using Bot.Delivery.Messages;
using Bot.Storage;
using Engine.Members;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

public sealed class SqliteAccountTests() : AccountContract(new SqliteTestDatabase());

public sealed class InMemoryAccountTests() : AccountContract(new InMemoryTestDatabase());

public sealed class PostgresAccountTests(PostgresServer server) : AccountContract(new PostgresTestDatabase(server));

/// <summary>The rules of codes, on every provider: what many do at the same moment, and what outlives a restart.</summary>
public abstract class AccountContract : IAsyncDisposable
{
    private const int Many = 50;
    private readonly TestDatabase _database;

    private protected AccountContract(TestDatabase database) => _database = database;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_code_sent_in_fifty_times_at_once_is_accepted_once()
    {
        await using var accounts = await OpenAsync();
        var sent = await accounts.SentAsync(await accounts.FindAsync("member1"));
        var code = await accounts.NewestCodeAsync();

        var answers = await AtOnceAsync(_ => accounts.VerifyAsync(sent.Challenge, code));

        answers.OfType<CodeCheck.Right>().Should().ContainSingle();
        (await accounts.CountAsync("AccountProofs")).Should().Be(1);
    }

    [Fact]
    public async Task Of_fifty_wrong_guesses_at_once_no_more_than_five_are_looked_at()
    {
        await using var accounts = await OpenAsync();
        var sent = await accounts.SentAsync(await accounts.FindAsync("member1"));
        var code = await accounts.NewestCodeAsync();
        var guesses = Enumerable.Range(0, Many).Select(guess => $"{guess:D8}").Select(guess => guess == code ? "99999999" : guess).ToList();

        var answers = await AtOnceAsync(place => accounts.VerifyAsync(sent.Challenge, guesses[place]));

        answers.OfType<CodeCheck.Right>().Should().BeEmpty();
        (await accounts.CountAsync("AccountOccasions", "\"Subject\" LIKE 'wrong|%'")).Should().BeInRange(1, 5);
        (await accounts.CountAsync("AccountChallenges", "\"Tries\" > 5")).Should().Be(0);
    }

    [Fact]
    public async Task Two_replicas_accept_a_code_once_between_them()
    {
        Assert.SkipWhen(_database is InMemoryTestDatabase, "A database in memory has one process.");
        await using var one = await OpenAsync();
        await using var other = await TestAccounts.OpenAsync(_database, one.Clock);
        var sent = await one.SentAsync(await one.FindAsync("member1"));
        var code = await one.NewestCodeAsync();

        var answers = await AtOnceAsync(place => (place % 2 == 0 ? one : other).VerifyAsync(sent.Challenge, code));

        answers.OfType<CodeCheck.Right>().Should().ContainSingle();
        (await one.CountAsync("AccountProofs")).Should().Be(1);
    }

    [Fact]
    public async Task Two_replicas_send_a_text_once_between_them()
    {
        Assert.SkipWhen(_database is InMemoryTestDatabase, "A database in memory has one process.");
        await using var gateway = await Receiver.StartAsync((_, response) =>
        {
            response.StatusCode = 201;
            return Task.CompletedTask;
        });
        (string, string)[] settings =
        [
            ("Sms:AccountSid", "AC00000000000000000000000000000001"), ("Sms:Secret", "gateway-s3cret"), ("Sms:From", "+15105550199"), ("Sms:BaseUrl", gateway.Origin), ("Outbound:TrustedOrigins:0", gateway.Origin),
        ];
        await using var one = await TestAccounts.OpenAsync(_database, more: settings);
        await using var other = await TestAccounts.OpenAsync(_database, one.Clock, more: settings);
        await one.SentAsync(await one.FindAsync("member4"), CodeChannel.Text);
        var keys = await one.CountAsync("DataKeys");

        var started = await Task.WhenAll(new[] { one, other }.Select(replica => replica.Get<MessageSender>().SendDueAsync(Now)));

        started.Sum().Should().Be(1);
        gateway.Requests.Should().ContainSingle();
        (await one.CountAsync("DataKeys")).Should().Be(keys - 1);
    }

    [Fact]
    public async Task The_same_app_code_sent_in_fifty_times_at_once_is_accepted_once_and_never_again()
    {
        await using var accounts = await OpenAsync();
        var account = await accounts.FindAsync("member3");
        var code = accounts.AppCode();

        var answers = await AtOnceAsync(_ => accounts.VerifyAppAsync(account, code));

        answers.OfType<CodeCheck.Right>().Should().ContainSingle();
        accounts.Clock.Advance(TimeSpan.FromMinutes(61));
        (await accounts.VerifyAppAsync(account, code)).Should().BeOfType<CodeCheck.Wrong>();
    }

    [Fact]
    public async Task A_saved_code_sent_in_many_times_at_once_is_accepted_once()
    {
        await using var accounts = await OpenAsync();
        var account = await accounts.FindAsync("member1");
        var made = await accounts.Get<IAssistantDatabase>().WriteAsync(
            (connection, cancel) => accounts.Get<Bot.Accounts.Rules.SavedCodes>().MakeAsync(connection, "00000000-0000-4000-8000-000000000001", cancel), Now);

        var answers = await AtOnceAsync(_ => accounts.Accounts.VerifyFactorAsync(account, FactorKind.RecoveryCodes, accounts.Errand($"my code: {made[3].ToLowerInvariant()}"), Now));

        made.Should().HaveCount(10).And.OnlyHaveUniqueItems();
        answers.OfType<CodeCheck.Right>().Should().ContainSingle();
        (await accounts.CountAsync("AccountRecoveryCodes", "\"UsedAt\" IS NULL")).Should().Be(9);
    }

    [Fact]
    public async Task Of_the_last_two_factors_one_stays_however_they_are_taken_away()
    {
        await using var accounts = await OpenAsync();
        var account = await accounts.FindAsync("member3");
        var proof = ((CodeCheck.Right)await accounts.VerifyAppAsync(account, accounts.AppCode())).Proof;
        var other = await accounts.ProvenAsync(account);
        accounts.Clock.Advance(TimeSpan.FromSeconds(61));
        var begun = (FactorStarted)await accounts.Accounts.AddFactorAsync(account, new NewFactor(FactorKind.Text), accounts.Errand(proofs: [proof, other]), Now);
        (await accounts.Accounts.ConfirmFactorAsync(begun.Factor, accounts.Errand(await accounts.NewestCodeAsync(), proofs: [proof, other]), Now)).Should().BeOfType<FactorCheck.Confirmed>();
        string[] both = ["demo-member3", begun.Factor];

        var answers = await AtOnceAsync(place => accounts.Accounts.RemoveFactorAsync(account, both[place % 2], accounts.Errand(proofs: [proof, other]), Now));

        answers.OfType<FactorRemoval.Removed>().Should().ContainSingle();
        (await accounts.CountAsync("AccountFactors", "\"Account\" = '00000000-0000-4000-8000-000000000003' AND \"State\" = 1")).Should().Be(1);
    }

    [Fact]
    public async Task The_same_call_made_many_times_at_once_is_done_once_and_answered_alike()
    {
        await using var accounts = await OpenAsync();
        var account = await accounts.FindAsync("member1");
        var errand = accounts.Errand();

        var answers = await AtOnceAsync(_ => accounts.Accounts.SendCodeAsync(account, CodeChannel.Email, CodePurpose.Recovery, errand, Now));

        answers.Distinct().Should().ContainSingle().Which.Should().BeOfType<CodeSending.Sent>();
        (await accounts.CountAsync("SandboxMessages")).Should().Be(1);
    }

    [Fact]
    public async Task What_is_counted_survives_a_new_code_another_conversation_and_a_restart()
    {
        await using var accounts = await OpenAsync();
        var first = await accounts.SentAsync(await accounts.FindAsync("member1"));
        foreach (var guess in new[] { "00000001", "00000002", "00000003" })
        {
            await accounts.VerifyAsync(first.Challenge, guess);
        }

        accounts.Clock.Advance(TimeSpan.FromSeconds(61));
        var second = await accounts.SentAsync(await accounts.FindAsync("member1", "teams/c2"), conversation: "teams/c2");
        var code = await accounts.NewestCodeAsync();

        (await accounts.VerifyAsync(second.Challenge, "00000004", "teams/c2")).Should().Be(new CodeCheck.Wrong(4));
        (await accounts.VerifyAsync(second.Challenge, code, "teams/c2")).Should().Be(new CodeCheck.Wait(accounts.Clock.GetUtcNow().AddSeconds(30)));
        if (_database is not InMemoryTestDatabase)
        {
            await using var restarted = await TestAccounts.OpenAsync(_database, accounts.Clock);
            (await restarted.VerifyAsync(second.Challenge, code, "teams/c2")).Should().BeOfType<CodeCheck.Wait>();
            accounts.Clock.Advance(TimeSpan.FromSeconds(31));
            (await restarted.VerifyAsync(second.Challenge, code, "teams/c2")).Should().BeOfType<CodeCheck.Right>();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task<TestAccounts> OpenAsync() => TestAccounts.OpenAsync(_database);

    private static async Task<IReadOnlyList<AccountAnswer>> AtOnceAsync(Func<int, Task<AccountAnswer>> call)
    {
        using var start = new SemaphoreSlim(0);
        var calls = Enumerable.Range(0, Many).Select(place => Task.Run(
            async () =>
            {
                await start.WaitAsync(Now);
                return await call(place);
            },
            Now)).ToList();
        start.Release(Many);

        return await Task.WhenAll(calls);
    }
}
