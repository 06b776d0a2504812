using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using CsCheck;
using Engine.Conversations;
using Engine.Members;
using FluentAssertions;
using OtpNet;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

public sealed class ClockDriftTests : IAsyncDisposable
{
    private readonly InMemoryTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>Codes of another step than the accepted ones, read from a phone whose clock is off by any number of seconds.</summary>
    [Fact]
    public void Two_codes_tell_any_offset_of_twenty_minutes_to_within_thirty_seconds() =>
        Gen.Select(Gen.Byte.Array[20], Gen.Int[-1170, 1170], Gen.Long[1_700_000_000, 1_900_000_000], Gen.Int[30, 90]).Sample(
            (secret, offset, unix, later) =>
            {
                var (first, second) = (DateTimeOffset.FromUnixTimeSeconds(unix), DateTimeOffset.FromUnixTimeSeconds(unix + later));
                var one = ClockDrift.Find(secret, Shown(secret, first.AddSeconds(offset)), first)!.Value;
                var two = ClockDrift.Find(secret, Shown(secret, second.AddSeconds(offset)), second)!.Value;

                // Of eighty codes two can happen to be alike; then the two do not agree, and one more is asked for.
                return ClockDrift.Agree(one, two) is not { } ahead || Math.Abs(ahead.TotalSeconds - offset) <= 30;
            },
            iter: 2_000);

    /// <summary>Of how many offsets the two codes agree at all: a rule that never agreed would pass the test above.</summary>
    [Fact]
    public void Nearly_all_offsets_are_measured()
    {
        var secret = Base32Encoding.ToBytes(SandboxSeed.AppKey);
        var offsets = Enumerable.Range(-39, 79).Select(step => step * 30).ToList();

        var measured = offsets.Count(offset => ClockDrift.Agree(
            ClockDrift.Find(secret, Shown(secret, Assistant.Start.AddSeconds(offset)), Assistant.Start)!.Value,
            ClockDrift.Find(secret, Shown(secret, Assistant.Start.AddSeconds(offset + 40)), Assistant.Start.AddSeconds(40))!.Value) is { } ahead && Math.Abs(ahead.TotalSeconds - offset) <= 30);

        measured.Should().BeGreaterThanOrEqualTo(offsets.Count - 1);
    }

    /// <summary>A pair of random codes: the first hits one of 81 steps of a million codes, the second one of a few beside it. Counted over all second codes for each first one that hits.</summary>
    [Fact]
    public void Two_random_codes_pass_for_a_clock_that_is_off_less_than_once_in_a_million()
    {
        var secret = Base32Encoding.ToBytes(SandboxSeed.AppKey);
        var later = Assistant.Start.AddSeconds(40);
        var codes = Enumerable.Range(0, 1_000_000 / 50).Select(place => $"{place * 50:D6}");
        var secondDrifts = Enumerable.Range(-45, 91).Select(step => Shown(secret, later.AddSeconds(step * 30))).Distinct()
            .Select(code => ClockDrift.Find(secret, code, later)).OfType<Drift>().ToList();
        var firstDrifts = Enumerable.Range(-45, 91).Select(step => Shown(secret, Assistant.Start.AddSeconds(step * 30))).Distinct()
            .Select(code => ClockDrift.Find(secret, code, Assistant.Start)).OfType<Drift>().ToList();

        var pairs = firstDrifts.Sum(first => secondDrifts.Count(second => ClockDrift.Agree(first, second) is not null));

        (pairs / 1e12).Should().BeLessThan(1e-6).And.BeGreaterThan(0);
        codes.Count(code => ClockDrift.Find(secret, code, Assistant.Start) is not null).Should().BeLessThan(20, "of twenty thousand codes one or two hit by chance");
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(7)]
    [InlineData(19)]
    public async Task A_phone_whose_clock_is_off_is_told_so_and_its_codes_are_never_accepted(int minutes)
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var (account, proof) = await ProvenAsync(accounts);
        var (factor, key) = await BegunAsync(accounts, account, proof);
        var off = TimeSpan.FromMinutes(minutes);

        (await ConfirmAsync(accounts, factor, accounts.CodeOf(key, off), proof)).Should().BeOfType<FactorCheck.OneMoreCode>();
        (await ConfirmAsync(accounts, factor, accounts.CodeOf(key, off), proof)).Should().BeOfType<FactorCheck.OneMoreCode>("the same code once more shows nothing new");
        accounts.Clock.Advance(TimeSpan.FromSeconds(40));
        var answer = await ConfirmAsync(accounts, factor, accounts.CodeOf(key, off), proof);

        answer.Should().BeOfType<FactorCheck.ClockOff>().Which.Ahead.Should().BeCloseTo(off, TimeSpan.FromSeconds(30));
        (await accounts.CountAsync("AccountFactors", "\"State\" = 1 AND \"Account\" = '00000000-0000-4000-8000-000000000001'")).Should().Be(0);
        accounts.Clock.Advance(TimeSpan.FromSeconds(40));
        (await ConfirmAsync(accounts, factor, accounts.CodeOf(key, TimeSpan.Zero), proof)).Should().BeOfType<FactorCheck.Confirmed>().Which.Notices.Should().Be(2);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static string Shown(byte[] secret, DateTimeOffset at) => new Totp(secret).ComputeTotp(at.UtcDateTime);

    private static Task<AccountAnswer> ConfirmAsync(TestAccounts accounts, string factor, string code, Proof proof) =>
        accounts.Accounts.ConfirmFactorAsync(factor, accounts.Errand(code, proofs: [proof]), Now);

    private static async Task<(string Account, Proof Proof)> ProvenAsync(TestAccounts accounts)
    {
        var account = await accounts.FindAsync("member1");

        return (account, await accounts.ProvenAsync(account));
    }

    private static async Task<(string Factor, string Key)> BegunAsync(TestAccounts accounts, string account, Proof proof)
    {
        var begun = (FactorStarted)await accounts.Accounts.AddFactorAsync(account, new NewFactor(FactorKind.App), accounts.Errand(proofs: [proof]), Now);
        var key = await accounts.Get<Bot.Storage.IAssistantDatabase>().ReadAsync(
            (connection, cancel) => accounts.Get<SandboxFactors>().KeyAsync(connection, "00000000-0000-4000-8000-000000000001", begun.Factor, cancel), Now);

        return (begun.Factor, key!);
    }
}
