using Bot.Operations;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Tests.Issues;

/// <summary>A machine that had been up for 15 minutes counted its clock over the edge of a 64-bit number, and the first chat of the day was refused as too many.</summary>
public class PaceOnAMachineThatRunsForLongTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(100_000_000)]
    public void The_first_request_is_let_in(int secondsUp)
    {
        var pace = new Pace(burst: 10, TimeSpan.FromSeconds(6), new NanosecondClock(TimeSpan.FromSeconds(secondsUp)));

        pace.Take("somebody", TimeSpan.Zero, out var isTaken);

        isTaken.Should().BeTrue();
    }

    [Fact]
    public void More_than_the_burst_is_refused_until_time_has_passed()
    {
        var clock = new FakeTimeProvider();
        var pace = new Pace(burst: 2, TimeSpan.FromSeconds(6), clock);
        pace.Take("somebody", TimeSpan.Zero, out _);
        pace.Take("somebody", TimeSpan.Zero, out _);

        pace.Take("somebody", TimeSpan.Zero, out var third).Should().Be(TimeSpan.FromSeconds(6));
        clock.Advance(TimeSpan.FromSeconds(6));
        pace.Take("somebody", TimeSpan.Zero, out var later);

        (third, later).Should().Be((false, true));
    }

    /// <summary>Counts nanoseconds since the machine started, as Linux does.</summary>
    private sealed class NanosecondClock(TimeSpan up) : TimeProvider
    {
        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => up.Ticks * 100;
    }
}
