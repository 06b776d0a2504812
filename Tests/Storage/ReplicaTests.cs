using Bot.Delivery;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Storage;

/// <summary>Two processes on one PostgreSQL.</summary>
public sealed class ReplicaTests(PostgresServer server) : IAsyncDisposable
{
    private readonly PostgresTestDatabase _database = new(server);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_socket_here_hears_of_a_turn_there()
    {
        await using var here = await _database.OpenAsync();
        await using var there = await _database.OpenAsync();
        using var subscription = here.Saved.Subscribe(TestTurns.Key());

        await there.Store.TrySaveAsync(TestTurns.Turn(null, "m1"), Now);
        await subscription.WaitAsync(Now);

        (await here.Store.ReadTranscriptAsync(TestTurns.Key(), 0, 10, Now)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Turns_here_and_there_go_on_from_each_other()
    {
        await using var here = await _database.OpenAsync();
        await using var there = await _database.OpenAsync();
        var first = TestTurns.Turn(null, "m1");
        await here.Store.TrySaveAsync(first, Now);

        var seen = await there.Store.LoadAsync(first.After.Key, Now);
        await there.Store.TrySaveAsync(TestTurns.Turn(seen, "m2"), Now);

        (await here.Store.LoadAsync(first.After.Key, Now))!.Version.Should().Be(2);
        (await here.Store.TrySaveAsync(TestTurns.Turn(first.After, "m3"), Now)).Should().Be(SaveOutcome.Overtaken);
        (await here.Store.TrySaveAsync(TestTurns.Turn(first.After, "m2"), Now)).Should().Be(SaveOutcome.AlreadyAnswered);
    }

    [Fact]
    public async Task Two_senders_share_the_outbox_and_each_ticket_goes_once()
    {
        (string, string)[] targets = [("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Path", Path.Combine(_database.Folder, "tickets"))];
        await using var here = await _database.OpenAsync(targets);
        await using var there = await _database.OpenAsync(targets);
        foreach (var n in Enumerable.Range(0, 12))
        {
            await here.Store.TrySaveAsync(TestTurns.Turn(null, "m1", key: TestTurns.Key($"talk-{n}"), tickets: TestTurns.Ticket($"key-{n}", $"KP-{n}")), Now);
        }

        var sent = await Task.WhenAll(SendAllAsync(here), SendAllAsync(there));

        sent.Sum().Should().Be(12);
        Directory.GetFiles(Path.Combine(_database.Folder, "tickets"), "*.json").Should().HaveCount(12);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task<int> SendAllAsync(TestStorage storage)
    {
        var all = 0;
        for (int sent; (sent = await storage.Get<OutboxSender>().SendDueAsync(Now)) > 0;)
        {
            all += sent;
        }

        return all;
    }
}
