using System.Text.Json;
using Bot.Delivery.Mail;
using Bot.Delivery.Targets;
using Bot.Storage.Model;
using Polly;
using Polly.CircuitBreaker;

namespace Bot.Delivery.Messages;

/// <summary>Brings members their mails and texts. What is over goes nowhere, however it came to be late.</summary>
internal sealed class MessageSender(Outbox outbox, OutboxSignal signal, MailSender mail, TextGateway texts, TimeProvider clock, ILogger<MessageSender> log)
    : OutcomeSender(OutboxKind.Message, outbox, signal, clock, log)
{
    /// <summary>Stands with a text while it is on its way: whoever finds it there does not know whether it arrived.</summary>
    private const string UnderWay = "It was on its way when its sender stopped; texts are not sent twice.";

    /// <summary>A mail server that is down for long is not asked more often than this about the same message.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    private static readonly Receivers[] Parts = [Receivers.Only(MessageQueue.MailTarget), Receivers.Only(MessageQueue.TextTarget)];

    private readonly Dictionary<string, ResiliencePipeline<DeliveryOutcome>> _breakers =
        Parts.ToDictionary(part => part.Name, part => TargetBreaker.Create(part.Name, clock, log));

    protected override ValueTask<IReadOnlyList<Receivers>> FindPartsAsync(CancellationToken cancellation) => new(Parts);

    /// <summary>It has an end of its own, which is looked at before each attempt.</summary>
    protected override TimeSpan? WaitAfter(ClaimedSend send, DeliveryOutcome.Failed failed)
    {
        var wait = OutboxSchedule.Doubled(send.Attempt, LongestWait);

        return wait > failed.NotBefore ? wait : failed.NotBefore;
    }

    protected override async Task<DeliveryOutcome> DeliverAsync(ClaimedSend send, CancellationToken cancellation)
    {
        var message = JsonSerializer.Deserialize<MemberMessage>(send.Payload!)!;
        if (message.To.Length == 0)
        {
            return new DeliveryOutcome.Delivered();
        }

        if (Clock.GetUtcNow() >= message.ExpiresAt)
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

        return await Outbox.NoteAsync(send, UnderWay, CancellationToken.None)
            ? await texts.SendAsync(message, cancellation)
            : new DeliveryOutcome.Failed("Another sender has it.");
    }
}
