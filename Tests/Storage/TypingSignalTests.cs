using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Xunit;

namespace Tests.Storage;

public sealed class TypingSignalTests
{
    [Fact]
    public async Task However_often_a_side_says_that_it_types_it_is_told_every_two_seconds_and_each_side_by_itself()
    {
        await using var database = new InMemoryTestDatabase();
        await using var storage = await database.OpenAsync();
        var signal = storage.Get<TypingSignal>();
        var (mine, another) = (TestTurns.Key("talk-1"), TestTurns.Key("talk-2"));

        var flood = Enumerable.Range(0, 1_000).Count(_ => signal.Tell(mine, Speaker.Agent));
        var others = (signal.Tell(mine, Speaker.Member), signal.Tell(another, Speaker.Agent));
        storage.Clock.Advance(TypingSignal.Every);
        var later = signal.Tell(mine, Speaker.Agent);

        (flood, others, later).Should().Be((1, (true, true), true));
    }

    [Fact]
    public async Task What_many_conversations_told_is_not_kept()
    {
        await using var database = new InMemoryTestDatabase();
        await using var storage = await database.OpenAsync();
        var signal = storage.Get<TypingSignal>();

        for (var talk = 0; talk < 5_000; talk++)
        {
            signal.Tell(TestTurns.Key($"talk-{talk}"), Speaker.Member);
            storage.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        signal.Kept.Should().BeLessThanOrEqualTo(1_001);
    }
}
