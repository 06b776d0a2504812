namespace Bot.Delivery.Targets;

/// <summary>A receiver of tickets.</summary>
internal interface ITicketTarget
{
    /// <summary>One attempt. However often it is made with one ticket, the receiver ends up with that ticket once.</summary>
    /// <exception cref="CallFailedException">It did not work this time.</exception>
    Task<DeliveryOutcome> DeliverAsync(AllowedTicket ticket, ClaimedSend send, CancellationToken cancellation);
}
