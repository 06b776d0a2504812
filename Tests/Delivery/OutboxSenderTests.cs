using Bot.Delivery;
using FluentAssertions;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery;

public sealed class OutboxSenderTests : IAsyncDisposable
{
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_database.Folder, "tickets");

    [Fact]
    public async Task Sends_as_soon_as_a_turn_was_saved_and_ends_when_told_to()
    {
        await using var storage = await OpenAsync();
        var sender = storage.Get<OutboxSender>();
        await sender.StartAsync(Now);
        Directory.CreateDirectory(Folder);
        using var watcher = new FileSystemWatcher(Folder, "*.json");

        var written = Task.Run(() => watcher.WaitForChanged(WatcherChangeTypes.All, 10_000), Now);
        await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: [TestTurns.Ticket("a", "KP-A"), TestTurns.Ticket("b", "KP-B")]), Now);
        await written;
        await sender.StopAsync(Now);

        Directory.GetFiles(Folder, "*.json").Should().NotBeEmpty();
        Directory.GetFiles(Folder, "*.unfinished").Should().BeEmpty();
    }

    [Fact]
    public async Task Goes_on_after_a_restart_with_what_was_left()
    {
        await using (var before = await OpenAsync())
        {
            await before.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket()), Now);
            await before.Get<Outbox>().ClaimAsync(1, TimeSpan.FromMinutes(1), Now);
        }

        await using var after = await OpenAsync();
        after.Clock.Advance(TimeSpan.FromMinutes(2));
        await after.Get<OutboxSender>().SendDueAsync(Now);

        Directory.GetFiles(Folder, "*.json").Should().ContainSingle();
    }

    [Fact]
    public async Task A_target_that_is_not_configured_any_more_may_come_back()
    {
        await using (var before = await OpenAsync())
        {
            await before.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket()), Now);
        }

        await using (var without = await _database.OpenAsync())
        {
            (await without.Get<OutboxSender>().SendDueAsync(Now)).Should().Be(1);
        }

        await using var after = await OpenAsync();
        after.Clock.Advance(TimeSpan.FromMinutes(1));
        await after.Get<OutboxSender>().SendDueAsync(Now);
        Directory.GetFiles(Folder, "*.json").Should().ContainSingle();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<TestStorage> OpenAsync() => _database.OpenAsync(("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Path", Folder));
}
