using Bot.Delivery.Mail;
using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace Bot.Delivery.Targets;

/// <summary>Brings tickets to their receivers: what may leave, to whom, and not to one that is down or wants no more.</summary>
internal sealed class TicketDelivery
{
    private readonly Dictionary<string, Route> _routes;
    private readonly ClosedTargets _closed;
    private readonly ILogger<TicketDelivery> _log;

    public TicketDelivery(
        IOptions<TicketOptions> options, OutboundClients clients, MailSender mail, ClosedTargets closed, TimeProvider clock, ILogger<TicketDelivery> log)
    {
        _closed = closed;
        _log = log;
        _routes = options.Value.Targets.ToDictionary(
            target => target.Name,
            target => new Route(target, new FieldList(target), Receiver(target, clients, mail, clock), TargetBreaker.Create(target.Name, clock, log)));
    }

    internal IReadOnlyList<string> Names => [.. _routes.Keys];

    internal async Task<DeliveryOutcome> DeliverAsync(ClaimedSend send, CancellationToken cancellation)
    {
        // The setting may come back, so a target that is gone is a reason to wait.
        if (!_routes.TryGetValue(send.Target, out var route))
        {
            return new DeliveryOutcome.Failed("This target is not configured any more.");
        }

        if (await _closed.IsClosedAsync(route.Target, cancellation))
        {
            return new DeliveryOutcome.Impossible("The receiver is gone (410).");
        }

        try
        {
            return await route.Breaker.ExecuteAsync(async cancel => await TryAsync(route, send, cancel), cancellation);
        }
        catch (BrokenCircuitException broken)
        {
            return new DeliveryOutcome.Held("The receiver fails too often, and is left alone.", OutboxSchedule.Spread(broken.RetryAfter ?? TargetBreaker.WhileProbing));
        }
    }

    private async Task<DeliveryOutcome> TryAsync(Route route, ClaimedSend send, CancellationToken cancellation)
    {
        try
        {
            return await route.Receiver.DeliverAsync(new AllowedTicket(route.Fields.Filter(send.Payload!)), send, cancellation);
        }
        catch (CallFailedException gone) when (gone.IsGone && route.Target.KindOf == TicketTargetKind.Webhook)
        {
            await _closed.CloseAsync(route.Target, cancellation);
            Log.TargetClosed(_log, send.Target);
            return new DeliveryOutcome.Impossible(gone.Message);
        }
        catch (CallFailedException failed)
        {
            return new DeliveryOutcome.Failed(failed.Message) { NotBefore = failed.NotBefore, IsReceiverDown = failed.IsReceiverDown };
        }
        catch (OperationCanceledException)
        {
            return new DeliveryOutcome.Failed("The receiver did not answer in time.") { IsReceiverDown = true };
        }
    }

    private static ITicketTarget Receiver(TicketTarget target, OutboundClients clients, MailSender mail, TimeProvider clock)
    {
        TargetCalls Calls(TimeSpan searchDelay = default) => new(target, clients, clock) { SearchDelay = searchDelay };

        return target.KindOf switch
        {
            TicketTargetKind.File => new FileTarget(target),
            TicketTargetKind.Webhook => new Webhook(target, Calls(), clock),
            TicketTargetKind.ServiceNow => new ServiceNow(target, Calls()),
            TicketTargetKind.Zendesk => new Zendesk(target, Calls()),
            TicketTargetKind.Freshdesk => new Freshdesk(target, Calls()),
            // These two search by an index that is behind by some seconds.
            TicketTargetKind.JiraServiceManagement => new JiraServiceManagement(target, Calls(TimeSpan.FromSeconds(15))),
            TicketTargetKind.Salesforce => new Salesforce(target, Calls()),
            TicketTargetKind.Zammad => new Zammad(target, Calls(TimeSpan.FromSeconds(15))),
            TicketTargetKind.Email => new MailTarget(target, mail),
        };
    }

    /// <summary>One receiver, what may go there, and the breaker before it.</summary>
    private sealed record Route(TicketTarget Target, FieldList Fields, ITicketTarget Receiver, Polly.ResiliencePipeline<DeliveryOutcome> Breaker);
}
