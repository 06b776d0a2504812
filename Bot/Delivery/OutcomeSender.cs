using Bot.Operations;
using Bot.Storage.Model;

namespace Bot.Delivery;

/// <summary>Sends what ends in a <see cref="DeliveryOutcome"/>, and writes it down.</summary>
internal abstract class OutcomeSender(OutboxKind kind, Outbox outbox, OutboxSignal signal, TimeProvider clock, ILogger log) : OutboxLoop(kind, outbox, signal, clock)
{
    /// <summary>How long a receiver may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    protected override TimeSpan LookEvery => TimeSpan.FromSeconds(5);

    protected abstract Task<DeliveryOutcome> DeliverAsync(ClaimedSend send, CancellationToken cancellation);

    /// <summary>When it is tried again; null when that was the last time.</summary>
    protected abstract TimeSpan? WaitAfter(ClaimedSend send, DeliveryOutcome.Failed failed);

    protected override async Task SendAsync(ClaimedSend send)
    {
        var isMine = await RecordAsync(send, await TryAsync(send));
        if (!isMine)
        {
            Log.ClaimLost(log, send.RowId, send.Target);
        }
    }

    protected override void SayUnavailable(Exception fault) => Log.OutboxUnavailable(log, fault.GetType().Name);

    private async Task<DeliveryOutcome> TryAsync(ClaimedSend send)
    {
        if (send.Payload is null)
        {
            return new DeliveryOutcome.Impossible("What was to be sent was erased, or does not open.");
        }

        using var patience = new CancellationTokenSource(Patience, Clock);
        try
        {
            return await DeliverAsync(send, patience.Token);
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
        var now = Clock.GetUtcNow();
        switch (outcome)
        {
            case DeliveryOutcome.Delivered(var outside):
                Telemetry.Delivery(send.Target, "delivered");
                return await Outbox.DeliveredAsync(send, CancellationToken.None, outside: outside);
            case DeliveryOutcome.Failed { Reason: var reason } failed when WaitAfter(send, failed) is { } wait:
                Log.SendFailed(log, send.RowId, send.Target, send.Attempt, reason);
                Telemetry.Delivery(send.Target, "failed");
                return await Outbox.TryAgainAsync(send, now + wait, reason, CancellationToken.None);
            case DeliveryOutcome.Held(var reason, var time) when now - send.CreatedAt < OutboxSchedule.Overall:
                Telemetry.Delivery(send.Target, "held");
                return await Outbox.HoldAsync(send, now + time, reason, CancellationToken.None);
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

    private Task<bool> GiveUpAsync(ClaimedSend send, string reason)
    {
        Log.SendGivenUp(log, send.RowId, send.Target, send.Attempt, reason);
        Telemetry.Delivery(send.Target, "dead");
        return Outbox.GiveUpAsync(send, reason, CancellationToken.None);
    }
}
