using Bot.Delivery.Mail;

namespace Bot.Delivery.Targets;

/// <summary>Mails the ticket to a mailbox of the plan. A mail whose receipt was lost is sent again with the same message id, by which mailboxes know a repetition.</summary>
internal sealed class MailTarget(TicketTarget target, MailSender sender) : ITicketTarget
{
    public Task<DeliveryOutcome> DeliverAsync(AllowedTicket ticket, ClaimedSend send, CancellationToken cancellation)
    {
        var brief = TicketBrief.Of(ticket);
        return sender.SendAsync(new OutgoingMail(send.IdempotencyKey, target.To, brief.Subject, brief.Plain(), brief.Html()) { IsUrgent = ticket.IsUrgent }, cancellation);
    }
}
