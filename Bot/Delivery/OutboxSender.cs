using Bot.Delivery.Targets;
using Bot.Storage.Model;

namespace Bot.Delivery;

/// <summary>Brings tickets to their receivers.</summary>
internal sealed class OutboxSender(Outbox outbox, OutboxSignal signal, TicketDelivery tickets, TimeProvider clock, ILogger<OutboxSender> log)
    : OutcomeSender(OutboxKind.Ticket, outbox, signal, clock, log)
{
    private readonly Receivers[] _parts = [.. tickets.Names.Select(Receivers.Only), Receivers.AllBut(tickets.Names)];

    protected override ValueTask<IReadOnlyList<Receivers>> FindPartsAsync(CancellationToken cancellation) => new(_parts);

    protected override Task<DeliveryOutcome> DeliverAsync(ClaimedSend send, CancellationToken cancellation) => tickets.DeliverAsync(send, cancellation);

    protected override TimeSpan? WaitAfter(ClaimedSend send, DeliveryOutcome.Failed failed) => OutboxSchedule.WaitAfter(send.Attempt, failed.NotBefore);
}
