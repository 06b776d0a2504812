using Bot.Delivery;
using FluentAssertions;
using Xunit;

namespace Tests.Delivery;

public sealed class OutboxScheduleTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 300)]
    [InlineData(9, 86_400)]
    public void Waits_longer_each_time_give_or_take_a_fifth(int attempts, int seconds) =>
        OutboxSchedule.WaitAfter(attempts)!.Value.TotalSeconds.Should().BeInRange(seconds * 0.8, seconds * 1.2);

    [Fact]
    public void Ends_after_ten_attempts() => OutboxSchedule.WaitAfter(10).Should().BeNull();
}
