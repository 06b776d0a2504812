using Bot.Operations;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Tests.Operations;

public sealed class PaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_burst_passes_at_once_and_what_follows_waits_its_turn()
    {
        var pace = new Pace(3, Second, _clock);

        var waits = Enumerable.Range(0, 5).Select(_ => pace.Take("a", TimeSpan.FromSeconds(5), out var isTaken)).ToList();

        waits.Should().Equal(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, Second, 2 * Second);
    }

    [Fact]
    public void Who_would_wait_too_long_is_refused_and_pays_nothing_for_it()
    {
        var pace = new Pace(1, Second, _clock);
        pace.Take("a", TimeSpan.Zero, out _);

        var wait = pace.Take("a", TimeSpan.Zero, out var isTaken);
        _clock.Advance(Second);
        pace.Take("a", TimeSpan.Zero, out var isTakenLater);

        (wait, isTaken, isTakenLater).Should().Be((Second, false, true));
    }

    [Fact]
    public void Everybody_has_a_pace_of_their_own()
    {
        var pace = new Pace(1, Second, _clock);
        pace.Take("a", TimeSpan.Zero, out _);

        pace.Take("b", TimeSpan.Zero, out var isTaken);

        isTaken.Should().BeTrue();
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_the_burst()
    {
        var pace = new Pace(10, Second, _clock);

        var taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => { pace.Take("a", TimeSpan.Zero, out var isTaken); return isTaken; })));

        taken.Count(isTaken => isTaken).Should().Be(10);
    }

    [Fact]
    public void Those_who_stayed_away_are_forgotten_however_many_come()
    {
        var pace = new Pace(1, Second, _clock);

        for (var visitor = 0; visitor < 200_000; visitor++)
        {
            pace.Take($"visitor {visitor}", TimeSpan.Zero, out _);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        pace.Kept.Should().BeLessThan(100_000);
    }
}
