using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Accounts.Rules;
using Engine.Conversations;
using Engine.Members;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

public sealed partial class CodeTests(ITestOutputHelper output) : IAsyncDisposable
{
    private readonly InMemoryTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{0}")]
    [InlineData("  {0}\n")]
    [InlineData("my code is {0}, thanks")]
    [InlineData("{1} {2}")]
    [InlineData("{1}-{2}")]
    [InlineData("it says:\t{1}\u00a0{2}.")]
    [InlineData("{3}")]
    [InlineData("{4}")]
    public async Task A_right_code_is_known_however_it_is_written(string form)
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var sent = await accounts.SentAsync(await accounts.FindAsync("member1"));
        var code = await accounts.NewestCodeAsync();
        var (arabic, wide) = (string.Concat(code.Select(digit => (char)('\u0660' + digit - '0'))), string.Concat(code.Select(digit => (char)('\uff10' + digit - '0'))));

        var answer = await accounts.VerifyAsync(sent.Challenge, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, code, code[..4], code[4..], arabic, wide));

        answer.Should().BeOfType<CodeCheck.Right>();
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("123456789")]
    [InlineData("12345678 or 87654321")]
    [InlineData("[\"12345678\",\"87654321\"]")]
    [InlineData("{\"code\":[1,2,3]}")]
    [InlineData("１２３")]
    [InlineData("\ud800 123")]
    [InlineData("123\u0000\u200b\u202e")]
    [InlineData("9999999999999999999999999999999999999999")]
    [InlineData("12345678' OR '1'='1")]
    [InlineData("Ⅷ Ⅷ Ⅷ 123")]
    public async Task An_odd_form_of_a_code_costs_one_try_at_most(string typed)
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var sent = await accounts.SentAsync(await accounts.FindAsync("member1"));

        var answer = await accounts.VerifyAsync(sent.Challenge, typed);

        answer.Should().Match(given => given is CodeCheck.Unreadable || given is CodeCheck.Wrong);
        (await accounts.CountAsync("AccountOccasions", "\"Subject\" LIKE 'wrong|%'")).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Only_the_newest_code_counts_and_an_older_one_is_told_so()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member1");
        var first = await accounts.SentAsync(account);
        var old = await accounts.NewestCodeAsync();
        accounts.Clock.Advance(TimeSpan.FromSeconds(61));
        var second = await accounts.SentAsync(account);

        (await accounts.VerifyAsync(first.Challenge, old)).Should().BeOfType<CodeCheck.Replaced>();
        (await accounts.VerifyAsync(second.Challenge, old)).Should().BeOfType<CodeCheck.Replaced>();
        (await accounts.VerifyAsync(second.Challenge, await accounts.NewestCodeAsync())).Should().BeOfType<CodeCheck.Right>();
    }

    [Fact]
    public async Task A_code_dies_after_ten_minutes_after_five_tries_and_in_another_conversation()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var sent = await accounts.SentAsync(await accounts.FindAsync("member1"));
        var code = await accounts.NewestCodeAsync();

        (await accounts.VerifyAsync(sent.Challenge, code, "test/other")).Should().BeOfType<CodeCheck.Void>();
        for (var guess = 1; guess <= 5; guess++)
        {
            (await accounts.VerifyAsync(sent.Challenge, $"{guess:D8}")).Should().Be(new CodeCheck.Wrong(5 - guess));
            accounts.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        (await accounts.VerifyAsync(sent.Challenge, code)).Should().BeOfType<CodeCheck.Void>();
        var next = await accounts.SentAsync(await accounts.FindAsync("member1"));
        accounts.Clock.Advance(TimeSpan.FromMinutes(10));
        (await accounts.VerifyAsync(next.Challenge, await accounts.NewestCodeAsync())).Should().BeOfType<CodeCheck.Expired>();
    }

    [Fact]
    public async Task A_proof_that_was_never_given_buys_no_tries_and_a_real_one_does()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member3");
        var sent = await accounts.SentAsync(account);
        var forged = new Proof("never-given", account, ProofMethod.App, accounts.Clock.GetUtcNow());
        Task<AccountAnswer> Guess(int guess, params Proof[] proofs) => accounts.VerifyAsync(sent.Challenge, $"{guess:D8}", proofs: proofs);
        await Guess(1);
        await Guess(2);
        await Guess(3, forged);
        await Guess(4, forged);

        var real = (await accounts.VerifyAppAsync(account, accounts.AppCode())).Should().BeOfType<CodeCheck.Right>().Subject.Proof;

        (await Guess(5, forged)).Should().BeOfType<CodeCheck.Wait>();
        (await Guess(5, real)).Should().BeOfType<CodeCheck.Wrong>();
    }

    [Fact]
    public async Task Wrong_codes_wait_longer_and_longer_fill_a_day_and_lock_in_the_end()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member3");
        var (waits, answers) = (new List<double>(), new List<string>());
        for (var looked = 0; looked < 20;)
        {
            var answer = await accounts.VerifyAppAsync(account, "000000");
            switch (answer)
            {
                case CodeCheck.Wait wait:
                    waits.Add(Math.Round((wait.Until - accounts.Clock.GetUtcNow()).TotalMinutes, 1));
                    accounts.Clock.Advance(wait.Until - accounts.Clock.GetUtcNow());
                    break;
                case CodeCheck.DayFull full:
                    answers.Add($"full after {looked}");
                    accounts.Clock.Advance(full.Until - accounts.Clock.GetUtcNow());
                    break;
                default:
                    looked++;
                    break;
            }
        }

        waits.Where(wait => wait >= 1).Take(6).Should().Equal(1, 2, 4, 8, 16, 32);
        answers.Should().Contain("full after 10");
        accounts.Clock.Advance(TimeSpan.FromDays(7));
        (await accounts.VerifyAppAsync(account, accounts.AppCode())).Should().BeOfType<CodeCheck.Locked>();
        (await accounts.CountAsync("SandboxMembers", "\"UserName\" = 'member3' AND (\"LockoutEnd\" IS NOT NULL OR \"AccessFailedCount\" > 0)")).Should().Be(0, "the sign-in is not locked by it");
    }

    [Fact]
    public async Task Codes_are_sent_once_a_minute_three_times_a_quarter_of_an_hour_and_five_times_a_day()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member1");
        Task<AccountAnswer> Ask() => accounts.Accounts.SendCodeAsync(account, CodeChannel.Text, CodePurpose.Recovery, accounts.Errand(), Now);

        (await Ask()).Should().BeOfType<CodeSending.Sent>();
        var soon = (await Ask()).Should().BeOfType<CodeSending.TooSoon>().Subject;
        soon.RetryAt.Should().Be(accounts.Clock.GetUtcNow().AddSeconds(60));
        soon.StillGood!.ExpiresAt.Should().Be(accounts.Clock.GetUtcNow().AddMinutes(10));
        for (var sent = 0; sent < 2; sent++)
        {
            accounts.Clock.Advance(TimeSpan.FromSeconds(61));
            (await Ask()).Should().BeOfType<CodeSending.Sent>();
        }

        accounts.Clock.Advance(TimeSpan.FromSeconds(61));
        (await Ask()).Should().BeOfType<CodeSending.TooOften>();
        for (var sent = 0; sent < 2; sent++)
        {
            accounts.Clock.Advance(TimeSpan.FromMinutes(16));
            (await Ask()).Should().BeOfType<CodeSending.Sent>();
        }

        accounts.Clock.Advance(TimeSpan.FromMinutes(16));
        (await Ask()).Should().BeOfType<CodeSending.TooOften>().Which.RetryAt.Should().BeAfter(accounts.Clock.GetUtcNow().AddHours(20));
    }

    [Fact]
    public async Task From_one_address_twenty_an_hour_are_sent_whoever_they_are_for()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        async Task<AccountAnswer> Ask(string user, string source) => await accounts.Accounts.SendCodeAsync(
            await accounts.FindAsync(user), CodeChannel.Email, CodePurpose.Recovery, accounts.Errand() with { Source = source }, Now);
        for (var sent = 0; sent < 20; sent++)
        {
            (await Ask(sent == 0 ? "member1" : $"nobody-{sent}", "one")).Should().BeOfType<CodeSending.Sent>();
            accounts.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        var began = Assistant.Start;
        (await Ask("member3", "one")).Should().Be(new CodeSending.TooOften(began.AddHours(1)));
        (await Ask("nobody-3", "one")).Should().Be(new CodeSending.TooOften(began.AddHours(1)), "an account that is not there tells no more");
        (await Ask("member3", "another")).Should().BeOfType<CodeSending.Sent>();
        accounts.Clock.Advance(began.AddHours(1) - accounts.Clock.GetUtcNow());
        (await Ask("member4", "one")).Should().BeOfType<CodeSending.Sent>();
        (await Ask("member5", "one")).Should().BeOfType<CodeSending.TooOften>();
        accounts.Clock.Advance(TimeSpan.FromHours(2));
        await accounts.Get<AnswerBook>().ForgetAsync(Now);
        (await accounts.CountAsync("AccountCounters", "\"Account\" LIKE 'source|%'")).Should().Be(0, "an address is not kept for longer than it counts");
    }

    [Fact]
    public async Task Counters_without_a_wrong_try_are_tidied_away_and_wrong_tries_stay_counted()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var sent = await accounts.SentAsync(await accounts.FindAsync("member1"));
        await accounts.VerifyAsync(sent.Challenge, "00000001");
        for (var place = 0; place < 5; place++)
        {
            await accounts.SentAsync(await accounts.FindAsync($"nobody-{place}"));
        }

        var before = await accounts.CountAsync("AccountCounters");
        accounts.Clock.Advance(TimeSpan.FromDays(2));
        await accounts.Get<AnswerBook>().ForgetAsync(Now);

        before.Should().Be(7);
        (await accounts.CountAsync("AccountCounters")).Should().Be(1);
        (await accounts.CountAsync("AccountCounters", "\"WrongInARow\" = 1")).Should().Be(1);
    }

    [Fact]
    public async Task Ten_times_the_usual_sends_are_an_alarm_once_until_it_is_over()
    {
        var logs = new LogBook();
        await using var accounts = await TestAccounts.OpenAsync(_database, logs: logs);
        var alarm = accounts.Get<SendAlarm>();
        for (var hour = 0; hour < 23; hour++)
        {
            await SendAsync(accounts, hour, hour % 2 == 0 ? 6 : 4);
            accounts.Clock.Advance(TimeSpan.FromHours(1));
        }

        await SendAsync(accounts, 50, 50);
        var few = await alarm.LookAsync(Now);
        await SendAsync(accounts, 60, 20);

        var looks = new[] { few, await alarm.LookAsync(Now), await alarm.LookAsync(Now) };
        accounts.Clock.Advance(TimeSpan.FromMinutes(61));
        (await alarm.LookAsync(Now)).Should().BeFalse();
        looks.Should().Equal(false, true, true);
        logs.Lines.Count(line => line.Contains("may be trying many accounts", StringComparison.Ordinal)).Should().Be(1);
    }

    private static async Task SendAsync(TestAccounts accounts, int round, int times)
    {
        for (var sent = 0; sent < times; sent++)
        {
            await accounts.SentAsync(await accounts.FindAsync($"nobody-{round}-{sent}"));
        }
    }

    [Fact]
    public async Task A_code_of_a_later_step_is_refused_and_one_of_the_step_before_taken()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync("member3");

        (await accounts.VerifyAppAsync(account, accounts.AppCode(1))).Should().BeOfType<CodeCheck.Wrong>();
        (await accounts.VerifyAppAsync(account, accounts.AppCode(-2))).Should().BeOfType<CodeCheck.Wrong>();
        (await accounts.VerifyAppAsync(account, accounts.AppCode(-1))).Should().BeOfType<CodeCheck.Right>();
    }

    /// <summary>Four hundred tries, mixed, of names that are known, unknown, locked and no names at all: what comes back is the same to the byte, but for the random ids.</summary>
    [Fact]
    public async Task Whether_an_account_is_there_cannot_be_seen_from_what_is_answered()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        string[] kinds = ["member", "unknown", "locked", "malformed"];
        var (answers, times) = (kinds.ToDictionary(kind => kind, _ => new HashSet<string>()), kinds.ToDictionary(kind => kind, _ => new List<double>()));
        for (var round = 0; round < 100; round++)
        {
            foreach (var kind in kinds)
            {
                var name = kind switch { "member" => "member1", "locked" => "member2", "unknown" => "nobody", _ => "';--\u0000\ud83d" };
                var began = Stopwatch.GetTimestamp();
                var conversation = $"test/{kind}-{round}";
                var found = (Found)await accounts.Accounts.FindAsync(new Identifier(IdentifierKind.UserName, name), accounts.Errand(conversation: conversation), Now);
                var sent = await accounts.Accounts.SendCodeAsync(found.Account, CodeChannel.Email, CodePurpose.Recovery, accounts.Errand(conversation: conversation), Now);
                var checkedAnswer = sent is CodeSending.Sent { Challenge: var challenge } ? await accounts.VerifyAsync(challenge, "00000000", conversation) : null;
                var unproven = await accounts.Accounts.StartResetAsync(found.Account, accounts.Errand(conversation: conversation), Now);
                times[kind].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                answers[kind].Add(Bytes(found.Account.Length, sent, checkedAnswer, unproven));
            }

            // Days later the limits of each are open again, so that every branch of them is compared as well.
            accounts.Clock.Advance(TimeSpan.FromMinutes(round % 4 == 3 ? 60 * 25 : 2));
        }

        answers["member"].Should().BeEquivalentTo(answers["unknown"]).And.BeEquivalentTo(answers["locked"]).And.BeEquivalentTo(answers["malformed"]);
        foreach (var kind in kinds)
        {
            var (shift, t) = Welch(times["member"], times[kind]);
            output.WriteLine($"{kind}: median {Median(times[kind]):F2} ms, mean {times[kind].Average():F2} ms, against member {shift:F2} ms, Welch's t {t:F2} (|t| under 4.5 does not tell them apart)");
        }
    }

    /// <summary>Who asks for a code by mail, and then for one by text, must not see by the second answer whether there is an account, or a phone in it.</summary>
    [Theory]
    [InlineData("member1")]
    [InlineData("member5")]
    [InlineData("nobody")]
    public async Task A_second_way_is_answered_alike_whether_there_is_an_account_or_not(string user)
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var account = await accounts.FindAsync(user);

        await accounts.SentAsync(account, CodeChannel.Email);
        await accounts.SentAsync(account, CodeChannel.Text);
        var call = await accounts.Accounts.SendCodeAsync(account, CodeChannel.Voice, CodePurpose.Recovery, accounts.Errand(), Now);

        call.Should().BeOfType<CodeSending.TooSoon>("a text and a call reach the same phone");
    }

    private static string Bytes(int length, params AccountAnswer?[] answers) => length + string.Concat(answers.Select(answer => answer is null ? "-" : Varying().Replace(JsonSerializer.Serialize(answer), "*")));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static (double Shift, double T) Welch(List<double> one, List<double> other)
    {
        var (a, b) = (one.Average(), other.Average());
        var error = Math.Sqrt((one.Sum(value => (value - a) * (value - a)) / (one.Count - 1) / one.Count) + (other.Sum(value => (value - b) * (value - b)) / (other.Count - 1) / other.Count));

        return (b - a, error == 0 ? 0 : (b - a) / error);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Random ids and the moments that follow the clock.</summary>
    [GeneratedRegex("\"(Challenge|[A-Za-z]+At|Until)\":\"[^\"]+\"")]
    private static partial Regex Varying();
}
