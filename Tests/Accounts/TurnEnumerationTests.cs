using System.Diagnostics;
using FluentAssertions;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

/// <summary>Whole turns of the chat for names that are known, unknown, locked and no names at all: neither what is said nor how long it takes tells them apart.</summary>
public sealed class TurnEnumerationTests(ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>The first ones are compiled while they run.</summary>
    private const int WarmUp = 10;

    private const int Rounds = 100;

    /// <summary>
    /// How often a turn for a known member takes longer than one for another kind, of all 10,000 pairs (the area under the curve, or Mann-Whitney's U over n x m). Nothing to
    /// tell is a half, with a standard error of 0.041; the bound is five of them. The kinds take turns, so that whatever else the machine does falls on all alike, and ranks do
    /// not care how long the longest took. Work for one kind only, such as hashing a password or sending a mail, would bring it near 1.
    /// </summary>
    private const double Bound = 0.21;

    /// <summary>Odd letters are read a little longer, before any account is asked for: that tells only what was typed.</summary>
    private const double BoundForOddLetters = 0.4;

    private static readonly (string Kind, string Name)[] Kinds = [("known", "member1@example.org"), ("unknown", "nobody@example.org"), ("locked", "member2@example.org"), ("malformed", "0'or+1=1--@example.org")];

    private readonly SqliteTestDatabase _database = new();

    [Fact]
    public async Task Four_hundred_turns_in_turn_are_the_same_to_the_byte_and_by_rank_to_the_clock()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);
        var (times, said) = (Kinds.ToDictionary(kind => kind.Kind, _ => new List<double>()), Kinds.ToDictionary(kind => kind.Kind, _ => new List<string>()));
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            for (var place = 0; place < Kinds.Length; place++)
            {
                var (kind, name) = Kinds[(place + round) % Kinds.Length];
                var assistant = new Assistant(accounts.Accounts);
                await assistant.JoinedAsync();
                await assistant.HearsAsync("I forgot my password");
                var began = Stopwatch.GetTimestamp();
                var lines = new List<string>();
                foreach (var line in new[] { name, "by email", "00000000" })
                {
                    lines.AddRange((await assistant.HearsAsync(line)).Select(entry => $"{entry.Reply?.Wording} {entry.Text}"));
                }

                if (round >= WarmUp)
                {
                    times[kind].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    said[kind].Add(string.Join('\n', lines).Replace(name, "NAME", StringComparison.OrdinalIgnoreCase));
                }
            }

            // A day and more, so that the limits of each are open again.
            accounts.Clock.Advance(TimeSpan.FromHours(25));
        }

        foreach (var (kind, _) in Kinds)
        {
            said[kind].Should().Equal(said["known"], kind);
            var above = Above(times["known"], times[kind]);
            output.WriteLine($"{kind}: median {times[kind].Order().ElementAt(Rounds / 2):F2} ms; a known member takes longer in {above:P1} of pairs");
            var bound = kind == "malformed" ? BoundForOddLetters : Bound;
            above.Should().BeInRange(0.5 - bound, 0.5 + bound, kind);
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static double Above(List<double> one, List<double> other) =>
        one.Sum(value => other.Sum(than => value > than ? 1 : value < than ? 0 : 0.5)) / ((double)one.Count * other.Count);
}
