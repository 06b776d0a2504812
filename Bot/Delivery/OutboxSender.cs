using System.Collections.Concurrent;
using Bot.Storage.Model;
using Microsoft.Extensions.Options;

namespace Bot.Delivery;

/// <summary>Sends what turns have queued: at least once, in the order of each lane, over crashes and restarts.</summary>
internal sealed class OutboxSender(
    Outbox outbox, OutboxSignal signal, IOptions<TicketOptions> tickets, TimeProvider clock, ILogger<OutboxSender> log) : BackgroundService
{
    private const int MostAtOnce = 8;

    /// <summary>How long a receiver may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Well above that, so that a claim runs out only when the sender has died.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>Retries that fall due, and other senders' expired claims, are noticed this late at most.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, Task> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await StartDueAsync(stoppingToken) == 0)
                {
                    await signal.WaitAsync(LookEvery, clock, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                // Whatever it was, the next look may find the database well again; a sender that died would be noticed by nobody.
                Log.OutboxUnavailable(log, fault.GetType().Name);
                await Task.Delay(LookEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // What is under way ends within its patience; what has not begun waits in the table for the next start.
        await Task.WhenAll(_running.Values);
    }

    /// <summary>Sends what is due now, and waits for the outcome.</summary>
    internal async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var started = await StartDueAsync(cancellation);
        await Task.WhenAll(_running.Values);
        return started;
    }

    private async Task<int> StartDueAsync(CancellationToken cancellation)
    {
        var free = MostAtOnce - _running.Count;
        var claimed = free > 0 ? await outbox.ClaimAsync(free, Claim, cancellation) : [];
        foreach (var send in claimed)
        {
            // Not cancelled on shutdown: a send under way is finished, or the receiver might have it and we not know.
            var task = Task.Run(() => SendAsync(send), CancellationToken.None);
            _running[send.RowId] = task;
            _ = task.ContinueWith(_ => Free(send), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return claimed.Count;
    }

    private void Free(ClaimedSend send)
    {
        // The next of its lane may go now.
        _running.TryRemove(send.RowId, out _);
        signal.Wake();
    }

    private async Task SendAsync(ClaimedSend send)
    {
        try
        {
            var isMine = await RecordAsync(send, await DeliverAsync(send));
            if (!isMine)
            {
                Log.ClaimLost(log, send.RowId, send.Target);
            }
        }
        catch (Exception fault)
        {
            // The outcome could not be written: the claim runs out, and it is sent again with the same key.
            Log.OutboxUnavailable(log, fault.GetType().Name);
        }
    }

    private async Task<DeliveryOutcome> DeliverAsync(ClaimedSend send)
    {
        if (send.Payload is null)
        {
            return new DeliveryOutcome.Impossible("What was to be sent was erased, or does not open.");
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            return send.Kind switch
            {
                OutboxKind.Ticket => await DeliverTicketAsync(send, patience.Token),
                OutboxKind.Reply => throw new InvalidOperationException("Replies have a sender of their own."),
            };
        }
        catch (OperationCanceledException)
        {
            return new DeliveryOutcome.Failed("The receiver did not answer in time.");
        }
        catch (Exception fault)
        {
            return new DeliveryOutcome.Failed($"The send failed: {fault.GetType().Name}");
        }
    }

    private async Task<DeliveryOutcome> DeliverTicketAsync(ClaimedSend send, CancellationToken cancellation)
    {
        // The setting may come back, so a target that is gone is a reason to wait.
        var target = tickets.Value.Targets.FirstOrDefault(target => target.Name == send.Target);
        return target is null
            ? new DeliveryOutcome.Failed("This target is not configured any more.")
            : Enum.Parse<TicketTargetKind>(target.Kind, ignoreCase: true) switch
            {
                TicketTargetKind.File => await FileTarget.DeliverAsync(target, send, cancellation),
            };
    }

    private async Task<bool> RecordAsync(ClaimedSend send, DeliveryOutcome outcome)
    {
        switch (outcome)
        {
            case DeliveryOutcome.Delivered:
                return await outbox.DeliveredAsync(send, CancellationToken.None);
            case DeliveryOutcome.Failed(var reason) when OutboxSchedule.WaitAfter(send.Attempt) is { } wait:
                Log.SendFailed(log, send.RowId, send.Target, send.Attempt, reason);
                return await outbox.TryAgainAsync(send, clock.GetUtcNow() + wait, reason, CancellationToken.None);
            case DeliveryOutcome.Failed(var reason):
                Log.SendGivenUp(log, send.RowId, send.Target, send.Attempt, reason);
                return await outbox.GiveUpAsync(send, reason, CancellationToken.None);
            case DeliveryOutcome.Impossible(var reason):
                Log.SendGivenUp(log, send.RowId, send.Target, send.Attempt, reason);
                return await outbox.GiveUpAsync(send, reason, CancellationToken.None);
            default:
                throw new InvalidOperationException($"{outcome.GetType().Name} is not known here.");
        }
    }
}
