using Bot.Activities;
using Bot.Channels.BotConnector;
using Bot.Delivery;
using Bot.Delivery.Callbacks;
using Bot.Delivery.Targets;
using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;
using Engine.Handover;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery;

public sealed class SqliteOutboxTests() : OutboxContract(new SqliteTestDatabase());

public sealed class InMemoryOutboxTests() : OutboxContract(new InMemoryTestDatabase());

public sealed class PostgresOutboxTests(PostgresServer server) : OutboxContract(new PostgresTestDatabase(server));

/// <summary>What the outbox and its sender promise, on every provider.</summary>
public abstract class OutboxContract : IAsyncDisposable
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);
    private readonly TestDatabase _database;

    private protected OutboxContract(TestDatabase database) => _database = database;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_database.Folder, "tickets");

    [Fact]
    public async Task Writes_a_ticket_to_its_folder_and_calls_it_delivered()
    {
        await using var storage = await OpenWithTicketsAsync(1);

        (await SendDueAsync(storage)).Should().Be(1);

        var json = await File.ReadAllBytesAsync(Directory.GetFiles(Folder).Should().ContainSingle().Which, Now);
        Engine.Conversations.ConversationJson.ReadTicket(json).Number.Should().Be("KP-1");
        (await storage.Tickets.FindTicketAsync("KP-1", Now))!.Status.Should().Be(TicketStatus.Delivered);
        (await RowsAsync(storage)).Should().ContainSingle().Which.Payload.Should().BeNull();
    }

    [Fact]
    public async Task Two_claimers_never_get_the_same()
    {
        await using var storage = await OpenWithTicketsAsync(20, lanes: 20);
        var outbox = storage.Get<Outbox>();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => outbox.ClaimAsync(5, Claim, Now), Now)));

        claims.SelectMany(claimed => claimed).Select(send => send.RowId).Should().OnlyHaveUniqueItems().And.HaveCount(20);
    }

    [Fact]
    public async Task Holds_back_what_comes_later_in_a_lane()
    {
        await using var storage = await OpenWithTicketsAsync(3);
        var outbox = storage.Get<Outbox>();

        var first = await outbox.ClaimAsync(10, Claim, Now);
        (await outbox.ClaimAsync(10, Claim, Now)).Should().BeEmpty();
        await outbox.TryAgainAsync(first[0], TestTurns.Start.AddMinutes(5), "busy", Now);
        (await outbox.ClaimAsync(10, Claim, Now)).Should().BeEmpty();
        await outbox.GiveUpAsync(first[0], "gone", Now);

        (await outbox.ClaimAsync(10, Claim, Now)).Should().ContainSingle().Which.Subject.Should().Be("key-2");
    }

    [Fact]
    public async Task Takes_up_the_work_of_a_sender_that_died()
    {
        await using var storage = await OpenWithTicketsAsync(1);
        var outbox = storage.Get<Outbox>();
        var lost = (await outbox.ClaimAsync(1, Claim, Now))[0];

        storage.Clock.Advance(Claim);
        var taken = (await outbox.ClaimAsync(1, Claim, Now)).Should().ContainSingle().Subject;

        taken.Attempt.Should().Be(2);
        taken.IdempotencyKey.Should().Be(lost.IdempotencyKey);
    }

    [Fact]
    public async Task Does_not_believe_a_sender_whose_claim_was_taken_over()
    {
        await using var storage = await OpenWithTicketsAsync(1);
        var outbox = storage.Get<Outbox>();
        var late = (await outbox.ClaimAsync(1, Claim, Now))[0];
        storage.Clock.Advance(Claim);
        var taken = (await outbox.ClaimAsync(1, Claim, Now))[0];

        (await outbox.TryAgainAsync(late, TestTurns.Start.AddDays(1), "late", Now)).Should().BeFalse();
        (await outbox.GiveUpAsync(late, "late", Now)).Should().BeFalse();
        (await outbox.DeliveredAsync(late, Now)).Should().BeFalse();

        (await outbox.DeliveredAsync(taken, Now)).Should().BeTrue();
        (await outbox.DeliveredAsync(taken, Now)).Should().BeFalse();
    }

    [Fact]
    public async Task Tries_again_when_the_folder_cannot_be_written()
    {
        await using var storage = await OpenWithTicketsAsync(1);
        await File.WriteAllTextAsync(Folder, "a file where the folder should be", Now);
        await SendDueAsync(storage);
        (await RowsAsync(storage)).Should().ContainSingle().Which.Reason.Should().NotBeNullOrEmpty();
        File.Delete(Folder);

        (await SendDueAsync(storage)).Should().Be(0, "it is not due yet");
        storage.Clock.Advance(TimeSpan.FromSeconds(7));
        await SendDueAsync(storage);

        Directory.GetFiles(Folder).Should().ContainSingle();
    }

    [Fact]
    public async Task Gives_up_after_the_last_attempt_and_says_why()
    {
        await using var storage = await OpenWithTicketsAsync(1);
        await File.WriteAllTextAsync(Folder, "a file where the folder should be", Now);

        for (var attempt = 0; attempt < 12; attempt++)
        {
            await SendDueAsync(storage);
            storage.Clock.Advance(TimeSpan.FromHours(30));
        }

        var row = (await RowsAsync(storage)).Should().ContainSingle().Subject;
        row.State.Should().Be(OutboxState.Dead);
        row.Attempt.Should().Be(10);
        row.Reason.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Gives_up_what_was_erased()
    {
        await using var storage = await OpenWithTicketsAsync(1);
        await using (var rows = storage.Rows())
        {
            await rows.DataKeys.ExecuteDeleteAsync(Now);
        }

        await SendDueAsync(storage);

        (await RowsAsync(storage)).Should().ContainSingle().Which.State.Should().Be(OutboxState.Dead);
    }

    [Fact]
    public async Task Sends_to_every_target_and_keeps_a_broken_one_from_holding_up_the_other()
    {
        var blocked = Path.Combine(_database.Folder, "blocked");
        await File.WriteAllTextAsync(blocked, "a file where the folder should be", Now);
        await using var storage = await OpenWithTicketsAsync(
            1, settings: [("Tickets:Targets:1:Kind", "File"), ("Tickets:Targets:1:Name", "second"), ("Tickets:Targets:1:Path", blocked)]);

        await SendDueAsync(storage);

        Directory.GetFiles(Folder).Should().ContainSingle();
        (await storage.Tickets.FindTicketAsync("KP-1", Now))!.Status.Should().Be(TicketStatus.Filed);
        (await RowsAsync(storage)).Select(row => row.State).Should().BeEquivalentTo([OutboxState.Done, OutboxState.Due]);
    }

    [Fact]
    public async Task What_receivers_tell_of_a_ticket_comes_with_its_conversation()
    {
        await using var storage = await _database.OpenAsync();
        var turn = TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket());
        await storage.Store.TrySaveAsync(turn with { After = turn.After with { Tickets = [new FiledTicket("KP-7K3M-9Q2X", TestTurns.Start, "account-locked")] } }, Now);
        var callbacks = storage.Get<Bot.Delivery.Callbacks.Callbacks>();
        Task<bool> TellAsync(string id, TicketProgress progress) => callbacks.TakeAsync("system", id, new Callback("KP-7K3M-9Q2X", "INC1", progress, storage.Clock.GetUtcNow()), Now);

        (await TellAsync("first", TicketProgress.InProgress)).Should().BeTrue();
        storage.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellAsync("second", TicketProgress.Solved);
        storage.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellAsync("first", TicketProgress.InProgress);
        (await callbacks.TakeAsync("system", "third", new Callback("KP-0000-0000", "INC2", TicketProgress.Solved, TestTurns.Start), Now)).Should().BeFalse();

        (await storage.Store.LoadAsync(TestTurns.Key(), Now))!.News.Should().ContainSingle().Which.Should()
            .Be(new TicketNews("KP-7K3M-9Q2X", "INC1", TicketProgress.Solved, TestTurns.Start.AddMinutes(1)));
    }

    [Fact]
    public async Task A_number_told_at_delivery_stays_beside_what_a_callback_told_before()
    {
        await using var storage = await OpenWithTicketsAsync(1);
        var send = (await storage.Get<Outbox>().ClaimAsync(1, Claim, Now))[0];
        await storage.Get<Bot.Delivery.Callbacks.Callbacks>().TakeAsync("file", "first", new Callback("KP-1", "INC1", TicketProgress.InProgress, TestTurns.Start), Now);

        await storage.Get<Outbox>().DeliveredAsync(send, Now, outside: new OutsideTicket("a1", "INC0001"));

        await using var rows = storage.Rows();
        (await rows.OutsideTickets.SingleAsync(Now)).Should().BeEquivalentTo(new { OutsideId = "a1", Number = "INC0001", Progress = TicketProgress.InProgress });
    }

    [Fact]
    public async Task A_receiver_that_is_gone_stays_gone_until_it_is_opened_or_moves()
    {
        await using var storage = await _database.OpenAsync();
        var closed = storage.Get<ClosedTargets>();
        var target = new TicketTarget { Kind = "Webhook", Name = "hook", Url = "https://hooks.example.org/a" };
        var moved = new TicketTarget { Kind = "Webhook", Name = "hook", Url = "https://hooks.example.org/b" };

        await closed.CloseAsync(target, Now);
        await closed.CloseAsync(target, Now);

        (await closed.IsClosedAsync(target, Now), await closed.IsClosedAsync(moved, Now)).Should().Be((true, false));
        await closed.OpenAsync("hook", Now);
        (await closed.IsClosedAsync(target, Now)).Should().BeFalse();
    }

    [Fact]
    public async Task What_was_held_back_has_used_no_attempt_and_dead_letters_can_be_sent_again()
    {
        await using var storage = await OpenWithTicketsAsync(1);
        var outbox = storage.Get<Outbox>();
        await outbox.HoldAsync((await outbox.ClaimAsync(1, Claim, Now))[0], TestTurns.Start, "left alone", Now);
        (await RowsAsync(storage)).Should().ContainSingle().Which.Attempt.Should().Be(0);
        await outbox.GiveUpAsync((await outbox.ClaimAsync(1, Claim, Now))[0], "gone", Now);

        (await storage.Get<DeadLetters>().ReviveAsync("file", Now)).Should().Be(1);
        await SendDueAsync(storage);
        storage.Clock.Advance(TimeSpan.FromDays(8));
        (await storage.Get<DeadLetters>().EraseAsync(30, Now)).Should().Be(1, "what was delivered is remembered for a week");

        Directory.GetFiles(Folder).Should().ContainSingle();
    }

    [Fact]
    public async Task Rings_once_for_each_state_of_a_ticket_and_only_for_its_own_sender()
    {
        await using var storage = await OpenWithTicketsAsync(1);
        foreach (var progress in (string[])["InProgress", "InProgress", "Solved"])
        {
            await storage.Get<IAssistantDatabase>().WriteAsync(
                async (connection, cancel) =>
                {
                    await Reminders.QueueTicketMovedAsync(connection, "key-1", progress, TestTurns.Start, cancel);
                    return true;
                },
                Now);
        }

        var rung = await storage.Get<Outbox>().ClaimAsync(OutboxKind.Reminder, Receivers.AllBut([]), 10, Claim, Now);
        var tickets = await storage.Get<Outbox>().ClaimAsync(10, Claim, Now);

        rung.Select(send => (send.Target, send.Conversation, send.Payload)).Should().Equal(Enumerable.Repeat((nameof(Occasion.TicketMoved), TestTurns.Key("talk-0"), (byte[]?)null), 2));
        tickets.Should().ContainSingle();
    }

    [Fact]
    public async Task Rings_at_the_time_that_was_wished_where_the_member_can_be_written_to()
    {
        await using var storage = await _database.OpenAsync();
        var at = storage.Clock.GetUtcNow().AddMinutes(15);
        var reference = new ChannelReference("https://smba.example/", "https://api.botframework.com", "other", "28:bot", "29:ada", new ConversationAccount("reached")).Write();
        foreach (var (talk, address) in new[] { ("reached", new ReplyAddress(reference)), ("blocked", new ReplyAddress(reference, "The bot was removed.")), ("fetches", null) })
        {
            var turn = TestTurns.Turn(null, "m1", key: new ConversationKey("other", talk));
            await storage.Store.TrySaveAsync(turn with { After = turn.After with { ReplyAddress = address, Talk = new Talk { RemindAt = at } } }, Now);
        }

        var early = await storage.Get<Outbox>().ClaimAsync(OutboxKind.Reminder, Receivers.AllBut([]), 10, Claim, Now);
        storage.Clock.Advance(TimeSpan.FromMinutes(15));
        var due = await storage.Get<Outbox>().ClaimAsync(OutboxKind.Reminder, Receivers.AllBut([]), 10, Claim, Now);

        early.Should().BeEmpty();
        due.Should().ContainSingle().Which.Conversation.Id.Should().Be("reached");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _database.DisposeAsync();
    }

    private static Task<int> SendDueAsync(TestStorage storage) => storage.Get<OutboxSender>().SendDueAsync(Now);

    private static async Task<List<OutboxRow>> RowsAsync(TestStorage storage)
    {
        await using var rows = storage.Rows();
        return await rows.Outbox.AsNoTracking().ToListAsync(Now);
    }

    private async Task<TestStorage> OpenWithTicketsAsync(int count, int lanes = 1, params (string Key, string Value)[] settings)
    {
        var storage = await _database.OpenAsync([("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Path", Folder), .. settings]);
        foreach (var lane in Enumerable.Range(0, lanes))
        {
            var tickets = Enumerable.Range(1, count).Where(n => n % lanes == lane).Select(n => TestTurns.Ticket($"key-{n}", $"KP-{n}"));
            await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", key: TestTurns.Key($"talk-{lane}"), tickets: [.. tickets]), Now);
        }

        return storage;
    }
}
