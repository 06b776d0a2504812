using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Tests.Storage;

/// <summary>What every provider promises. The same claims run on SQLite in a file, SQLite in memory and a real PostgreSQL.</summary>
public abstract class StorageContract : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private protected StorageContract(TestDatabase database) => _database = database;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_back_what_was_saved()
    {
        await using var storage = await OpenAsync();
        var turn = TestTurns.Turn(null, "m1");

        var outcome = await storage.Store.TrySaveAsync(turn, Now);

        outcome.Should().Be(SaveOutcome.Saved);
        (await storage.Store.LoadAsync(turn.After.Key, Now)).Should().BeEquivalentTo(turn.After);
        (await storage.Store.ReadTranscriptAsync(turn.After.Key, 0, 100, Now)).Should().BeEquivalentTo(turn.Entries);
    }

    [Fact]
    public async Task Knows_nothing_of_a_conversation_that_never_was()
    {
        await using var storage = await OpenAsync();

        (await storage.Store.LoadAsync(TestTurns.Key("nobody"), Now)).Should().BeNull();
        (await storage.Store.ExistsAsync(TestTurns.Key("nobody"), Now)).Should().BeFalse();
        (await storage.Store.ReadTranscriptAsync(TestTurns.Key("nobody"), 0, 10, Now)).Should().BeEmpty();
    }

    [Fact]
    public async Task Reads_the_transcript_from_a_watermark_on()
    {
        await using var storage = await OpenAsync();
        var first = TestTurns.Turn(null, "m1");
        var second = TestTurns.Turn(first.After, "m2");
        await SaveAsync(storage, first, second);

        var entries = await storage.Store.ReadTranscriptAsync(first.After.Key, 2, 1, Now);

        entries.Should().ContainSingle().Which.MessageId.Should().Be("m2");
        (await storage.Store.FindSequenceAsync(first.After.Key, "m2", Now)).Should().Be(3);
        (await storage.Store.FindSequenceAsync(first.After.Key, "m9", Now)).Should().BeNull();
    }

    [Fact]
    public async Task Writes_nothing_of_a_turn_that_was_overtaken()
    {
        await using var storage = await OpenAsync();
        var first = TestTurns.Turn(null, "m1");
        await SaveAsync(storage, first, TestTurns.Turn(first.After, "m2"));

        var outcome = await storage.Store.TrySaveAsync(TestTurns.Turn(first.After, "m3", tickets: TestTurns.Ticket()), Now);

        outcome.Should().Be(SaveOutcome.Overtaken);
        (await storage.Store.ReadTranscriptAsync(first.After.Key, 0, 100, Now)).Should().HaveCount(4);
        (await storage.Tickets.ListTicketsAsync(new TicketFilter(), Now)).Should().BeEmpty();
    }

    [Fact]
    public async Task Answers_a_message_id_once()
    {
        await using var storage = await OpenAsync();
        var first = TestTurns.Turn(null, "m1");
        await SaveAsync(storage, first);

        (await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1"), Now)).Should().Be(SaveOutcome.AlreadyAnswered);
        (await storage.Store.TrySaveAsync(TestTurns.Turn(first.After, "m1"), Now)).Should().Be(SaveOutcome.AlreadyAnswered);

        (await storage.Store.LoadAsync(first.After.Key, Now))!.Version.Should().Be(1);
        (await storage.Store.ReadTranscriptAsync(first.After.Key, 0, 100, Now)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Two_conversations_may_use_the_same_message_id()
    {
        await using var storage = await OpenAsync();

        await SaveAsync(storage, TestTurns.Turn(null, "m1", key: TestTurns.Key("a")), TestTurns.Turn(null, "m1", key: TestTurns.Key("b")));

        (await storage.Store.ExistsAsync(TestTurns.Key("b"), Now)).Should().BeTrue();
    }

    [Fact]
    public async Task Loses_no_turn_when_many_write_to_one_conversation()
    {
        const int Writers = 8, Turns = 5;
        await using var storage = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(storage, writer, Turns), Now)));

        var entries = await storage.Store.ReadTranscriptAsync(TestTurns.Key(), 0, 1000, Now);
        entries.Select(entry => entry.Sequence).Should().Equal(Enumerable.Range(1, Writers * Turns * 2).Select(n => (long)n));
        entries.Select(entry => entry.MessageId).OfType<string>().Should().OnlyHaveUniqueItems().And.HaveCount(Writers * Turns);
        (await storage.Store.LoadAsync(TestTurns.Key(), Now))!.Version.Should().Be(Writers * Turns);
    }

    [Fact]
    public async Task Files_a_ticket_once_per_key()
    {
        await using var storage = await OpenAsync(("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Path", "unused"));
        var first = TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket());

        await SaveAsync(storage, first, TestTurns.Turn(first.After, "m2", tickets: TestTurns.Ticket(number: "KP-OTHER")));

        (await storage.Tickets.ListTicketsAsync(new TicketFilter(), Now)).Should().ContainSingle().Which.Ticket.Number.Should().Be("KP-7K3M-9Q2X");
        await using var rows = storage.Rows();
        (await rows.Outbox.CountAsync(Now)).Should().Be(1);
        (await storage.Store.LoadAsync(first.After.Key, Now))!.Version.Should().Be(2);
    }

    [Fact]
    public async Task Finds_a_ticket_by_key_number_and_what_the_member_gave()
    {
        await using var storage = await OpenAsync();
        var ticket = TestTurns.Ticket();
        await SaveAsync(storage, TestTurns.Turn(null, "m1", tickets: [ticket, TestTurns.Ticket("kpsi-other", "KP-OTHER", "al@example.org")]));

        (await storage.Tickets.FindTicketAsync(ticket.Key, Now))!.Ticket.Should().BeEquivalentTo(ticket);
        (await storage.Tickets.FindTicketAsync(ticket.Number, Now))!.Ticket.Key.Should().Be(ticket.Key);
        (await storage.Tickets.FindTicketAsync("KP-NONE", Now)).Should().BeNull();
        (await storage.Tickets.ListTicketsAsync(new TicketFilter { Email = " JO@example.org" }, Now)).Should().ContainSingle();
        (await storage.Tickets.ListTicketsAsync(new TicketFilter { Phone = "+1 510 555 0100", MemberNumber = "12345678" }, Now)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Lists_tickets_newest_first_page_by_page()
    {
        await using var storage = await OpenAsync();
        await SaveAsync(storage, TestTurns.Turn(null, "m1", tickets: [.. Enumerable.Range(1, 5).Select(n => TestTurns.Ticket($"key-{n}", $"KP-{n}"))]));

        var page = await storage.Tickets.ListTicketsAsync(new TicketFilter { Limit = 2 }, Now);
        var next = await storage.Tickets.ListTicketsAsync(new TicketFilter { Limit = 2, Before = page[^1].Position }, Now);

        page.Concat(next).Select(found => found.Ticket.Number).Should().Equal("KP-5", "KP-4", "KP-3", "KP-2");
    }

    [Fact]
    public async Task Wakes_who_waits_for_a_conversation()
    {
        await using var storage = await OpenAsync();
        using var subscription = storage.Saved.Subscribe(TestTurns.Key());

        await SaveAsync(storage, TestTurns.Turn(null, "m1"));

        await subscription.WaitAsync(Now);
    }

    [Fact]
    public async Task One_impossible_turn_does_not_take_others_down_with_it()
    {
        await using var storage = await OpenAsync();
        var good = TestTurns.Turn(null, "m1", key: TestTurns.Key("good"));
        var bad = TestTurns.Turn(null, "m1", key: TestTurns.Key("bad"));
        bad = bad with { Entries = [bad.Entries[0], bad.Entries[0] with { MessageId = "m2" }] };

        var saves = new[] { good, bad, TestTurns.Turn(null, "m1", key: TestTurns.Key("also-good")) }.Select(turn => storage.Store.TrySaveAsync(turn, Now)).ToList();

        await FluentActions.Awaiting(() => saves[1]).Should().ThrowAsync<Exception>();
        (await saves[0]).Should().Be(SaveOutcome.Saved);
        (await saves[2]).Should().Be(SaveOutcome.Saved);
        (await storage.Store.ExistsAsync(TestTurns.Key("bad"), Now)).Should().BeFalse();
    }

    [Fact]
    public async Task Is_ready_when_it_takes_a_write()
    {
        await using var storage = await OpenAsync();

        await FluentActions.Awaiting(() => storage.Get<StorageProbe>().CheckAsync(Now)).Should().NotThrowAsync();
    }

    [Fact]
    public async Task Erases_what_was_kept_long_enough_and_nothing_younger()
    {
        await using var storage = await OpenAsync();
        var old = TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket());
        await SaveAsync(storage, old);
        storage.Clock.Advance(TimeSpan.FromDays(91));
        var keysBefore = storage.Rows().DataKeys.Count();

        var (conversations, tickets) = await storage.Get<Retention>().PurgeAsync(Now);

        (conversations, tickets).Should().Be((1, 1));
        (await storage.Store.LoadAsync(old.After.Key, Now)).Should().BeNull();
        (await storage.Tickets.ListTicketsAsync(new TicketFilter(), Now)).Should().BeEmpty();
        storage.Rows().DataKeys.Count().Should().Be(keysBefore - 2);
        (await storage.Get<Retention>().PurgeAsync(Now)).Should().Be((0, 0));
    }

    [Fact]
    public async Task Keeps_what_is_still_in_use()
    {
        await using var storage = await OpenAsync();
        await SaveAsync(storage, TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket()));
        storage.Clock.Advance(TimeSpan.FromDays(89));

        (await storage.Get<Retention>().PurgeAsync(Now)).Should().Be((0, 0));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _database.DisposeAsync();
    }

    private Task<TestStorage> OpenAsync(params (string Key, string Value)[] settings) => _database.OpenAsync(settings);

    private static async Task SaveAsync(TestStorage storage, params FinishedTurn[] turns)
    {
        foreach (var turn in turns)
        {
            (await storage.Store.TrySaveAsync(turn, Now)).Should().Be(SaveOutcome.Saved);
        }
    }

    /// <summary>As a turn handler does: load, think, save; and again when somebody was faster.</summary>
    private static async Task WriteAsync(TestStorage storage, int writer, int turns)
    {
        for (var turn = 0; turn < turns;)
        {
            var before = await storage.Store.LoadAsync(TestTurns.Key(), Now);
            turn += await storage.Store.TrySaveAsync(TestTurns.Turn(before, $"m{writer}-{turn}"), Now) == SaveOutcome.Saved ? 1 : 0;
        }
    }
}
