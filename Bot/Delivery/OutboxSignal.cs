using System.Threading.Channels;
using Bot.Storage.Model;

namespace Bot.Delivery;

/// <summary>Wakes a sender when there is something new to send, so that it need not look all the time.</summary>
internal sealed class OutboxSignal
{
    /// <summary>One for each kind of send: each has a sender of its own.</summary>
    private readonly Channel<bool>[] _wakes = [.. Enum.GetValues<OutboxKind>().Select(_ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }))];

    internal void Wake(OutboxKind kind = OutboxKind.Ticket) => _wakes[(int)kind].Writer.TryWrite(true);

    /// <summary>Returns at the next wake-up, or after that time.</summary>
    internal async Task WaitAsync(OutboxKind kind, TimeSpan atMost, TimeProvider clock, CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            await _wakes[(int)kind].Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is up: look anyway.
        }
    }
}
