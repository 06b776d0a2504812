using Bot.Delivery.Targets;
using Bot.Delivery.Webhooks;
using Bot.Operations;
using Microsoft.Extensions.Options;

namespace Bot.Delivery.Callbacks;

/// <summary>Where ticket systems tell how far a ticket is: <c>POST /api/tickets/{target}/status</c>, signed as Standard Webhooks has it.</summary>
internal sealed class CallbackEndpoint(IOptions<TicketOptions> options, Callbacks callbacks, TimeProvider clock)
{
    private const int MostBytes = 20 * 1024;
    private const int LongestId = 256;

    /// <summary>One answer for a target that is not there, has no secret, or another one: who has no secret learns nothing.</summary>
    private static readonly Refusal NotSigned = new(StatusCodes.Status401Unauthorized, "Unauthorized", "Sign the message with the target's CallbackSecret, as Standard Webhooks has it.");
    private static readonly Refusal NoTicket = new(StatusCodes.Status404NotFound, "TicketNotFound", "There is no such ticket.");
    private static readonly Refusal NotRead = new(
        StatusCodes.Status400BadRequest, "BadArgument", "Send { \"timestamp\", \"data\": { \"key\" or \"number\", \"outsideNumber\", \"status\": arrived, in_progress, waiting_for_member or solved } }.");

    private readonly Dictionary<string, WebhookSignature> _signatures = options.Value.Targets.Where(target => target.CallbackSecret.Length > 0)
        .ToDictionary(target => target.Name, target => WebhookSignature.Read(target.CallbackSecret)!, StringComparer.Ordinal);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/tickets/{target}/status", http => http.RequestServices.GetRequiredService<CallbackEndpoint>().HandleAsync(http));

    private async Task HandleAsync(HttpContext http)
    {
        if (await ReadAsync(http) is not { } body)
        {
            await Refusal.TooLarge.SendAsync(http);
            return;
        }

        var target = (string)http.Request.RouteValues["target"]!;
        var id = http.Request.Headers[WebhookSignature.IdHeader].ToString();
        if (id.Length > LongestId || !_signatures.TryGetValue(target, out var signature) || !signature.IsGenuine(
            id, http.Request.Headers[WebhookSignature.TimestampHeader].ToString(), http.Request.Headers[WebhookSignature.SignatureHeader].ToString(), body, clock.GetUtcNow()))
        {
            await NotSigned.SendAsync(http);
            return;
        }

        if (Callback.Read(body, clock.GetUtcNow()) is not { } callback)
        {
            await NotRead.SendAsync(http);
            return;
        }

        if (!await callbacks.TakeAsync(target, id, callback, http.RequestAborted))
        {
            await NoTicket.SendAsync(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        var buffer = new byte[MostBytes + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
        return length <= MostBytes ? buffer[..length] : null;
    }
}
