using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Delivery.Webhooks;

namespace Bot.Delivery.Targets;

/// <summary>Posts the neutral record, signed as Standard Webhooks has it. The id is the same in every attempt, by which the receiver knows a repetition.</summary>
internal sealed class Webhook(TicketTarget target, TargetCalls calls, TimeProvider clock) : ITicketTarget
{
    private const int MostBytes = 20 * 1024;

    /// <summary>What goes first when a record is too large: long, and to be found on the desk.</summary>
    private static readonly string[] Dispensable = ["steps", "ruledOut", "redactions", "checklist", "environment", "error"];

    private readonly WebhookSignature _signature = WebhookSignature.Read(target.Secret)!;

    public async Task<DeliveryOutcome> DeliverAsync(AllowedTicket ticket, ClaimedSend send, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = send.IdempotencyKey.Replace('.', '_');
        var body = BodyOf(ticket);
        await calls.PostAsync(
            body,
            headers =>
            {
                headers.Add(WebhookSignature.IdHeader, id);
                headers.Add(WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
                headers.Add(WebhookSignature.SignatureHeader, _signature.Sign(id, now, body));
            },
            cancellation);

        return new DeliveryOutcome.Delivered();
    }

    private static byte[] BodyOf(AllowedTicket ticket)
    {
        var data = ticket.Record.DeepClone().AsObject();
        var message = new JsonObject { ["type"] = "ticket.created", ["timestamp"] = data["createdUtc"]?.DeepClone(), ["data"] = data };
        var body = JsonSerializer.SerializeToUtf8Bytes((JsonNode)message);
        foreach (var part in Dispensable.TakeWhile(_ => body.Length > MostBytes))
        {
            data.Remove(part);
            data["cut"] = true;
            body = JsonSerializer.SerializeToUtf8Bytes((JsonNode)message);
        }

        return body;
    }
}
