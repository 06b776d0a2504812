using Bot.Storage;
using Engine.Conversations;
using Engine.Handover;
using FluentAssertions;
using Xunit;

namespace Tests.Storage;

/// <summary>What becomes of conversations that were left alone, on every provider.</summary>
public abstract class LongRestContract : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private protected LongRestContract(TestDatabase database) => _database = database;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_day_nothing_that_was_told_of_the_person_is_left_in_the_state()
    {
        await using var storage = await _database.OpenAsync();
        var told = Told(TestTurns.Turn(null, "m1"));
        await storage.Store.TrySaveAsync(told, Now);

        storage.Clock.Advance(TimeSpan.FromHours(23));
        var early = await storage.Get<LongRests>().LetGoAsync(Now);
        storage.Clock.Advance(TimeSpan.FromHours(2));
        var late = await storage.Get<LongRests>().LetGoAsync(Now);
        var again = await storage.Get<LongRests>().LetGoAsync(Now);

        (early.Changed, late.Changed, again.Changed).Should().Be((0, 1, 0));
        var left = (await storage.Store.LoadAsync(told.After.Key, Now))!;
        left.Talk.Slots.Keys.Should().Equal(Items.Browser);
        left.Talk.Problems.Should().ContainSingle().Which.Topic.Should().Be("account-locked");
        left.Past.Should().BeEmpty();
        (await storage.Store.TrySaveAsync(TestTurns.Turn(left, "m2"), Now)).Should().Be(SaveOutcome.Saved, "it goes on as any other");
    }

    [Fact]
    public async Task A_chat_that_an_agent_has_keeps_what_was_told()
    {
        await using var storage = await _database.OpenAsync();
        var told = Told(TestTurns.Turn(null, "m1"));
        await storage.Store.TrySaveAsync(told with { After = told.After with { Owner = Owner.Agent } }, Now);
        storage.Clock.Advance(TimeSpan.FromDays(3));

        (await storage.Get<LongRests>().LetGoAsync(Now)).Changed.Should().Be(0);

        (await storage.Store.LoadAsync(told.After.Key, Now))!.Talk.Given(Items.FullName).Should().Be("Jo Doe");
    }

    [Fact]
    public async Task A_turn_that_comes_meanwhile_wins()
    {
        await using var storage = await _database.OpenAsync();
        var told = Told(TestTurns.Turn(null, "m1"));
        await storage.Store.TrySaveAsync(told, Now);
        var meanwhile = TestTurns.Turn(told.After, "m2");

        var rewritten = await storage.Store.RewriteAsync(
            told.After.Key,
            state =>
            {
                storage.Store.TrySaveAsync(meanwhile, Now).GetAwaiter().GetResult();
                return state with { Talk = new Talk() };
            },
            Now);

        rewritten.Should().BeFalse();
        (await storage.Store.LoadAsync(told.After.Key, Now)).Should().BeEquivalentTo(meanwhile.After);
    }

    [Fact]
    public async Task One_that_cannot_be_read_keeps_no_other_from_being_cleared()
    {
        await using var storage = await _database.OpenAsync();
        var broken = TestTurns.Key("broken");
        await storage.Store.TrySaveAsync(Told(TestTurns.Turn(null, "m1", key: broken)), Now);
        await storage.Store.TrySaveAsync(Told(TestTurns.Turn(null, "m1")), Now);
        await storage.Get<IAssistantDatabase>().WriteAsync(
            async (connection, cancel) => await connection.ChangeAsync("""UPDATE "Conversations" SET "State" = @state WHERE "Id" = 'broken'""", cancel, ("state", new byte[60])), Now);
        storage.Clock.Advance(TimeSpan.FromDays(2));

        (await storage.Get<LongRests>().LetGoAsync(Now)).Should().Be((1, 1));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static FinishedTurn Told(FinishedTurn turn)
    {
        var talk = new Talk
        {
            Stack = [new Frame("checklist", "ask-date-of-birth")],
            Slots = new Dictionary<string, Slot>
            {
                [Items.FullName] = new(SlotState.Given, "Jo Doe", Provenance.Typed, TestTurns.Start),
                [Items.Browser] = new(SlotState.Given, "Chrome", Provenance.Detected, TestTurns.Start),
            },
            Problems = [new Problem { Topic = "account-locked" }],
        };
        return turn with { After = turn.After with { Talk = talk, Past = [talk] } };
    }
}
