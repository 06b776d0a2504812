using System.Collections.Immutable;
using System.Threading.Channels;

namespace Bot.Storage;

/// <summary>Wakes whoever shows the desk's queue when it may look different now. A hint, as with <see cref="SavedTurns"/>: what is new stands in the database.</summary>
internal sealed class DeskSignal
{
    private ImmutableArray<Subscription> _subscriptions = [];

    /// <summary>Dispose it to hear no more. Subscribe first and look then.</summary>
    internal Subscription Subscribe()
    {
        var subscription = new Subscription(this);
        ImmutableInterlocked.Update(ref _subscriptions, all => all.Add(subscription));
        return subscription;
    }

    internal void Wake()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Wake();
        }
    }

    /// <summary>One waiter's place. Several wake-ups between two waits count as one.</summary>
    internal sealed class Subscription(DeskSignal signal) : IDisposable
    {
        private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        internal async Task WaitAsync(CancellationToken cancellation) => await _wakes.Reader.ReadAsync(cancellation);

        public void Dispose() => ImmutableInterlocked.Update(ref signal._subscriptions, all => all.Remove(this));

        internal void Wake() => _wakes.Writer.TryWrite(true);
    }
}
