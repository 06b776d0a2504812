using System.Text.Json;
using Bot.Delivery.Mail;
using Bot.Delivery.Targets;
using Polly;
using Polly.CircuitBreaker;

namespace Bot.Delivery.Messages;

/// <summary>Brings members their mails and texts. What is over goes nowhere, however it came to be late.</summary>
internal sealed class MessageDelivery(Outbox outbox, MailSender mail, TextGateway texts, TimeProvider clock, ILogger<MessageDelivery> log)
{
    /// <summary>Stands with a text while it is on its way: whoever finds it there does not know whether it arrived.</summary>
    private const string UnderWay = "It was on its way when its sender stopped; texts are not sent twice.";

    private readonly Dictionary<string, ResiliencePipeline<DeliveryOutcome>> _breakers =
        Targets.ToDictionary(target => target, target => TargetBreaker.Create(target, clock, log));

    internal static IReadOnlyList<string> Targets { get; } = [MessageQueue.MailTarget, MessageQueue.TextTarget];

    internal async Task<DeliveryOutcome> DeliverAsync(ClaimedSend send, CancellationToken cancellation)
    {
        var message = JsonSerializer.Deserialize<MemberMessage>(send.Payload!)!;
        if (message.To.Length == 0)
        {
            return new DeliveryOutcome.Delivered();
        }

        if (clock.GetUtcNow() >= message.ExpiresAt)
        {
            return new DeliveryOutcome.Impossible("It was over before it could be sent.");
        }

        if (send.Reason == UnderWay)
        {
            return new DeliveryOutcome.Impossible(UnderWay);
        }

        try
        {
            return await _breakers[send.Target].ExecuteAsync(async cancel => await TryAsync(send, message, cancel), cancellation);
        }
        catch (BrokenCircuitException broken)
        {
            return new DeliveryOutcome.Held("The receiver fails too often, and is left alone.", OutboxSchedule.Spread(broken.RetryAfter ?? TargetBreaker.WhileProbing));
        }
    }

    private async Task<DeliveryOutcome> TryAsync(ClaimedSend send, MemberMessage message, CancellationToken cancellation)
    {
        if (message.Way == MessageWay.Mail)
        {
            // A mail whose receipt was lost goes again with the same message id, by which mailboxes know a repetition.
            return await mail.SendAsync(new OutgoingMail(send.IdempotencyKey, message.To, message.Subject, message.Text, message.Html), cancellation);
        }

        return await outbox.NoteAsync(send, UnderWay, CancellationToken.None)
            ? await texts.SendAsync(message, cancellation)
            : new DeliveryOutcome.Failed("Another sender has it.");
    }
}
