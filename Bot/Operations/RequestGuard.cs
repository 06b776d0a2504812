using System.Text.Json;
using System.Threading.RateLimiting;
using Bot.Storage;
using Engine.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Operations;

/// <summary>Stands before every endpoint: harmless headers, no more at once than we can do, and a clean answer whatever breaks behind it.</summary>
internal sealed partial class RequestGuard : IDisposable
{
    private readonly ConcurrencyLimiter _requests;
    private readonly ConcurrencyLimiter _sockets;
    private readonly ILogger<RequestGuard> _log;

    public RequestGuard(IOptions<LimitsOptions> limits, ILogger<RequestGuard> log)
    {
        _requests = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = limits.Value.InFlight,
            QueueLimit = limits.Value.InFlightQueue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

        // Kestrel has the same limit, and answers beyond it as if the fault were ours.
        _sockets = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = limits.Value.UpgradedConnections });
        _log = log;
    }

    internal async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";

        // A server too busy to say that it lives would be restarted for it.
        if (http.Request.Path.StartsWithSegments("/health"))
        {
            await AnswerAsync(http, next);
            return;
        }

        // A socket stays for hours, and takes no place among requests.
        var isSocket = http.WebSockets.IsWebSocketRequest;
        using var permit = isSocket ? _sockets.AttemptAcquire() : await _requests.AcquireAsync(1, http.RequestAborted);
        if (!permit.IsAcquired)
        {
            Telemetry.Refused(isSocket ? "sockets" : "in-flight");
            await Refusal.TooBusy.SendAsync(http);
            return;
        }

        await AnswerAsync(http, next);
    }

    public void Dispose()
    {
        _requests.Dispose();
        _sockets.Dispose();
    }

    private async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
        catch (Exception fault)
        {
            if (http.Response.HasStarted)
            {
                LogBroken(http.Request.Method, fault.GetType().Name);
                http.Abort();
                return;
            }

            await RefusalFor(fault).SendAsync(http);
        }
    }

    private Refusal RefusalFor(Exception fault)
    {
        switch (fault)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Refusal.TooLarge;
            case BadHttpRequestException bad:
                return Refusal.Malformed with { Status = bad.StatusCode };
            case JsonException:
                return Refusal.Malformed;
            case StorageUnavailableException or NewerSchemaException or OperationCanceledException or TimeoutException:
                LogUnavailable(fault.GetType().Name);
                return Refusal.Unavailable;
            default:
                // The type and the place, not the message: it may quote what a member typed.
                LogFault(fault.GetType().FullName ?? "", fault.StackTrace ?? "");
                return Refusal.Fault;
        }
    }

    [LoggerMessage(LogLevel.Error, "A request failed with {Fault}:\n{Place}")]
    private partial void LogFault(string fault, string place);

    [LoggerMessage(LogLevel.Warning, "A request was refused for now: {Fault}")]
    private partial void LogUnavailable(string fault);

    [LoggerMessage(LogLevel.Warning, "An answer to {Method} broke off: {Fault}")]
    private partial void LogBroken(string method, string fault);
}
