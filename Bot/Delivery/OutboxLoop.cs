using System.Collections.Concurrent;
using Bot.Storage.Model;

namespace Bot.Delivery;

/// <summary>
/// Sends one kind of what turns have queued: at least once, in the order of each lane, over crashes and restarts. Each part of it has places of its own, so that a
/// slow receiver holds up nobody else.
/// </summary>
internal abstract class OutboxLoop(OutboxKind kind, Outbox outbox, OutboxSignal signal, TimeProvider clock) : BackgroundService
{
    private const int MostAtOnce = 8;

    /// <summary>Well above what any attempt may take, so that a claim runs out only when the sender has died.</summary>
    protected static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>By the attempt and not by its row: the next attempt of the same row may have begun before this one is struck off.</summary>
    private readonly ConcurrentDictionary<Task, string> _running = new();

    protected Outbox Outbox => outbox;

    protected TimeProvider Clock => clock;

    /// <summary>Retries that fall due, and other senders' expired claims, are noticed this late at most.</summary>
    protected abstract TimeSpan LookEvery { get; }

    /// <summary>The outbox cut into parts that don't wait for each other.</summary>
    protected abstract ValueTask<IReadOnlyList<Receivers>> FindPartsAsync(CancellationToken cancellation);

    /// <summary>One attempt, with its outcome written down.</summary>
    protected abstract Task SendAsync(ClaimedSend send);

    protected abstract void SayUnavailable(Exception fault);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await StartDueAsync(stoppingToken) == 0)
                {
                    await signal.WaitAsync(kind, LookEvery, clock, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                // Whatever it was, the next look may find the database well again; a sender that died would be noticed by nobody.
                SayUnavailable(fault);
                await Task.Delay(LookEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // What is under way ends within its patience; what has not begun waits in the table for the next start.
        await WaitForRunningAsync();
    }

    /// <summary>Sends what is due now, and waits for the outcome.</summary>
    internal async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var started = await StartDueAsync(cancellation);
        await WaitForRunningAsync();
        return started;
    }

    private Task WaitForRunningAsync() => Task.WhenAll(_running.Keys);

    private async Task<int> StartDueAsync(CancellationToken cancellation)
    {
        var started = 0;
        foreach (var part in await FindPartsAsync(cancellation))
        {
            var free = MostAtOnce - _running.Values.Count(running => running == part.Name);
            var claimed = free > 0 ? await outbox.ClaimAsync(kind, part, free, Claim, cancellation) : [];
            foreach (var send in claimed)
            {
                Start(part.Name, send);
            }

            started += claimed.Count;
        }

        return started;
    }

    private void Start(string part, ClaimedSend send)
    {
        // Not cancelled on shutdown: a send under way is finished, or the receiver might have it and we not know.
        var task = Task.Run(() => TryAsync(send), CancellationToken.None);
        _running[task] = part;
        _ = task.ContinueWith(Free, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Free(Task attempt)
    {
        // The next of its lane may go now.
        _running.TryRemove(attempt, out _);
        signal.Wake(kind);
    }

    private async Task TryAsync(ClaimedSend send)
    {
        try
        {
            await SendAsync(send);
        }
        catch (Exception fault)
        {
            // The outcome could not be written: the claim runs out, and it is sent again with the same key.
            SayUnavailable(fault);
        }
    }
}
