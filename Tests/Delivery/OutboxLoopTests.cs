using Bot.Delivery;
using Bot.Storage.Model;
using FluentAssertions;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery;

public sealed class OutboxLoopTests : IAsyncDisposable
{
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_attempt_of_a_row_keeps_its_place_when_the_one_before_ends_late()
    {
        await using var storage = await _database.OpenAsync(("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Path", Path.Combine(_database.Folder, "tickets")));
        var signal = new OutboxSignal();
        using var sender = new HeldSender(storage.Get<Outbox>(), signal, storage.Clock);
        await QueueAsync(storage, 0, 1);
        var first = sender.SendDueAsync(Now);
        await sender.Begun.WaitAsync(Now);
        var again = sender.SendDueAsync(Now);
        await sender.Begun.WaitAsync(Now);

        sender.First.SetResult();
        await signal.WaitAsync(OutboxKind.Ticket, TimeSpan.FromMinutes(1), TimeProvider.System, Now);
        await QueueAsync(storage, 1, 9);
        var others = sender.SendDueAsync(Now);
        for (var begun = 0; begun < 7; begun++)
        {
            await sender.Begun.WaitAsync(Now);
        }

        sender.Others.SetResult();
        (await others).Should().Be(7, "eight are under way at once at the most, and one was");
        (await first, await again).Should().Be((1, 1));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task QueueAsync(TestStorage storage, int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", key: TestTurns.Key($"talk-{number}"), tickets: TestTurns.Ticket($"key-{number}", $"KP-{number}")), Now);
        }
    }

    /// <summary>Writes down of its first attempt that it is tried again at once, and lets none end before it is told to.</summary>
    private sealed class HeldSender(Outbox outbox, OutboxSignal signal, TimeProvider clock) : OutboxLoop(OutboxKind.Ticket, outbox, signal, clock)
    {
        private int _begun;

        internal SemaphoreSlim Begun { get; } = new(0);

        internal TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Others { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override TimeSpan LookEvery => TimeSpan.FromSeconds(5);

        public override void Dispose()
        {
            Begun.Dispose();
            base.Dispose();
        }

        protected override ValueTask<IReadOnlyList<Receivers>> FindPartsAsync(CancellationToken cancellation) => new([Receivers.AllBut([])]);

        protected override async Task SendAsync(ClaimedSend send)
        {
            var isFirst = Interlocked.Increment(ref _begun) == 1;
            if (isFirst)
            {
                await Outbox.TryAgainAsync(send, Clock.GetUtcNow(), "again", CancellationToken.None);
            }

            Begun.Release();
            await (isFirst ? First : Others).Task;
        }

        protected override void SayUnavailable(Exception fault) => throw fault;
    }
}
