using Bot.Storage;

namespace Bot.Operations;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can also keep what it is told.</summary>
internal sealed partial class HealthEndpoints(StorageProbe storage, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<HealthEndpoints> log) : IDisposable
{
    /// <summary>The probe writes to the disk, and anybody may ask.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _probing = new(1, 1);
    private DateTimeOffset _checkedAt;
    private bool _isReady;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", (HttpContext http) => SayAsync(http, isWell: true));
        routes.MapGet("/health/ready", async (HttpContext http, HealthEndpoints health) => await SayAsync(http, await health.IsReadyAsync(http.RequestAborted)));
    }

    public void Dispose() => _probing.Dispose();

    private static Task SayAsync(HttpContext http, bool isWell)
    {
        http.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/plain";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(isWell ? "ok" : "not ready", http.RequestAborted);
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }

        await _probing.WaitAsync(cancellation);
        try
        {
            if (clock.GetUtcNow() - _checkedAt > KeptFor)
            {
                _isReady = await ProbeAsync(cancellation);
                _checkedAt = clock.GetUtcNow();
            }

            return _isReady;
        }
        finally
        {
            _probing.Release();
        }
    }

    private async Task<bool> ProbeAsync(CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            await storage.CheckAsync(either.Token);
            return true;
        }
        catch (Exception fault) when (fault is StorageUnavailableException or OperationCanceledException)
        {
            LogNotReady(fault.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: {Reason}")]
    private partial void LogNotReady(string reason);
}
