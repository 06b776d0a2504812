using System.Collections.Concurrent;
using Bot.Delivery.Messages;
using Bot.Delivery.Targets;
using Bot.Operations;
using Bot.Storage.Model;

namespace Bot.Delivery;

/// <summary>
/// Sends what turns and accounts have queued: at least once, in the order of each lane, over crashes and restarts. Each receiver of tickets has senders of its own, and so
/// have mails and texts to members, so that a slow one holds up nobody else.
/// </summary>
internal sealed class OutboxSender(
    Outbox outbox, OutboxSignal signal, TicketDelivery tickets, MessageDelivery messages, TimeProvider clock, ILogger<OutboxSender> log) : BackgroundService
{
    private const int MostAtOnce = 8;

    /// <summary>How long a receiver may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Well above that, so that a claim runs out only when the sender has died.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>Retries that fall due, and other senders' expired claims, are noticed this late at most.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>A mail server that is down for long is not asked more often than this about the same message.</summary>
    private static readonly TimeSpan LongestWaitForMember = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<long, (Part Part, Task Task)> _running = new();

    /// <summary>The outbox cut into parts that don't wait for each other.</summary>
    private readonly Part[] _parts =
    [
        .. tickets.Names.Select(Receivers.Only).Append(Receivers.AllBut(tickets.Names)).Select(receivers => new Part(OutboxKind.Ticket, receivers)),
        .. MessageDelivery.Targets.Select(target => new Part(OutboxKind.Message, Receivers.Only(target))),
    ];

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
        await WaitForRunningAsync();
    }

    /// <summary>Sends what is due now, and waits for the outcome.</summary>
    internal async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var started = await StartDueAsync(cancellation);
        await WaitForRunningAsync();
        return started;
    }

    private Task WaitForRunningAsync() => Task.WhenAll(_running.Values.Select(running => running.Task));

    private async Task<int> StartDueAsync(CancellationToken cancellation)
    {
        var started = 0;
        foreach (var part in _parts)
        {
            var free = MostAtOnce - _running.Values.Count(running => running.Part == part);
            var claimed = free > 0 ? await outbox.ClaimAsync(part.Kind, part.Receivers, free, Claim, cancellation) : [];
            foreach (var send in claimed)
            {
                Start(part, send);
            }

            started += claimed.Count;
        }

        return started;
    }

    private void Start(Part part, ClaimedSend send)
    {
        // Not cancelled on shutdown: a send under way is finished, or the receiver might have it and we not know.
        var task = Task.Run(() => SendAsync(send), CancellationToken.None);
        _running[send.RowId] = (part, task);
        _ = task.ContinueWith(_ => Free(send), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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
                OutboxKind.Ticket => await tickets.DeliverAsync(send, patience.Token),
                OutboxKind.Message => await messages.DeliverAsync(send, patience.Token),
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

    private async Task<bool> RecordAsync(ClaimedSend send, DeliveryOutcome outcome)
    {
        var now = clock.GetUtcNow();
        switch (outcome)
        {
            case DeliveryOutcome.Delivered(var outside):
                Telemetry.Delivery(send.Target, "delivered");
                return await outbox.DeliveredAsync(send, CancellationToken.None, outside: outside);
            case DeliveryOutcome.Failed { Reason: var reason } failed when WaitAfter(send, failed) is { } wait:
                Log.SendFailed(log, send.RowId, send.Target, send.Attempt, reason);
                Telemetry.Delivery(send.Target, "failed");
                return await outbox.TryAgainAsync(send, now + wait, reason, CancellationToken.None);
            case DeliveryOutcome.Held(var reason, var time) when now - send.CreatedAt < OutboxSchedule.Overall:
                Telemetry.Delivery(send.Target, "held");
                return await outbox.HoldAsync(send, now + time, reason, CancellationToken.None);
            case DeliveryOutcome.Failed(var reason):
                return await GiveUpAsync(send, reason);
            case DeliveryOutcome.Held(var reason, _):
                return await GiveUpAsync(send, reason);
            case DeliveryOutcome.Impossible(var reason):
                return await GiveUpAsync(send, reason);
            default:
                throw new InvalidOperationException($"{outcome.GetType().Name} is not known here.");
        }
    }

    /// <summary>What members are sent has an end of its own, which it is asked for at each attempt.</summary>
    private static TimeSpan? WaitAfter(ClaimedSend send, DeliveryOutcome.Failed failed)
    {
        if (send.Kind != OutboxKind.Message)
        {
            return OutboxSchedule.WaitAfter(send.Attempt, failed.NotBefore);
        }

        var wait = OutboxSchedule.Doubled(send.Attempt, LongestWaitForMember);

        return wait > failed.NotBefore ? wait : failed.NotBefore;
    }

    private Task<bool> GiveUpAsync(ClaimedSend send, string reason)
    {
        Log.SendGivenUp(log, send.RowId, send.Target, send.Attempt, reason);
        Telemetry.Delivery(send.Target, "dead");
        return outbox.GiveUpAsync(send, reason, CancellationToken.None);
    }

    /// <summary>What is claimed together.</summary>
    private sealed record Part(OutboxKind Kind, Receivers Receivers);
}
