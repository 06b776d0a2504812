using System.Net;
using Bot.Delivery.Outbound;

namespace Bot.Channels.BotConnector;

/// <summary>What follows from an attempt to reply; matched in <see cref="ReplySender"/>. A reason names the fault, never what was said.</summary>
internal abstract record ReplyOutcome
{
    private ReplyOutcome()
    {
    }

    /// <summary>It is there, under that id if the channel gave one.</summary>
    internal sealed record Delivered(string? Id) : ReplyOutcome;

    /// <summary>There is nothing left to do: what was to be changed is gone, was never said, or was said too long ago to be known.</summary>
    internal sealed record Moot : ReplyOutcome;

    /// <summary>It is surely not there, and may get there later.</summary>
    internal sealed record Later(string Reason, TimeSpan? Wait = null) : ReplyOutcome;

    /// <summary>It may be there or not. Saying it twice could be worse than not at all, so nobody says it again.</summary>
    internal sealed record Uncertain(string Reason) : ReplyOutcome;

    /// <summary>This one will never get there.</summary>
    internal sealed record Impossible(string Reason) : ReplyOutcome;

    /// <summary>Nothing will get there any more: the member has blocked or removed the bot.</summary>
    internal sealed record Unreachable(string Reason) : ReplyOutcome;

    /// <summary>Teams' list: 412, 429, 502 and 504 are tried again. 408 and the other 5xx may come after the message was taken, so only what may be done twice is.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="canRepeat">Doing it twice is as doing it once.</param>
    internal static ReplyOutcome Of(ConnectorResult result, bool canRepeat)
    {
        var reason = result.Fault is null ? $"The channel answered {(int)result.Status}." : $"The channel answered {(int)result.Status} {result.Fault}.";

        return result.Status switch
        {
            _ when result.IsSuccess => new Delivered(result.Id),
            HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => new Later(reason, result.RetryAfter),
            HttpStatusCode.Forbidden or HttpStatusCode.NotFound => new Unreachable(reason),
            HttpStatusCode.Unauthorized => new Later(reason),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => canRepeat ? new Later(reason, result.RetryAfter) : new Uncertain(reason),
            _ => new Impossible(reason),
        };
    }

    internal static ReplyOutcome Of(Exception fault, bool canRepeat) => fault switch
    {
        ConnectorUnreachableException { WasSent: true } when !canRepeat => new Uncertain(fault.Message),
        ConnectorUnreachableException or TokenRefusedException or OperationCanceledException => new Later(fault.Message),
        OutboundRefusedException { Fault: OutboundFault.Unresolved } or HttpRequestException { StatusCode: null } and not OutboundRefusedException => new Later(fault.Message),
        OutboundRefusedException => new Impossible(fault.Message),
        _ => new Later($"The send failed: {fault.GetType().Name}"),
    };
}
