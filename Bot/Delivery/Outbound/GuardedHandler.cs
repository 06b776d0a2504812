namespace Bot.Delivery.Outbound;

/// <summary>Lets only what the guard allows out, and no more of an answer in than the destination may send.</summary>
internal sealed class GuardedHandler(OutboundGuard guard, Destination destination) : DelegatingHandler
{
    /// <summary>Set on a request of which only the status matters: its answer is not read at all.</summary>
    internal static readonly HttpRequestOptionsKey<bool> StatusOnly = new("Outbound.StatusOnly");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri ?? throw new InvalidOperationException("A request has no address.");
        if (guard.FaultOf(address, destination) is { } fault)
        {
            throw new OutboundRefusedException(fault);
        }

        // It would choose the certificate that is asked for, and the site behind a shared server.
        if (request.Headers.Host is not null)
        {
            throw new OutboundRefusedException(OutboundFault.ForeignHostHeader);
        }

        var response = await CallAsync(request, cancellationToken);
        try
        {
            await LimitAsync(request, response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> CallAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await base.SendAsync(request, cancellation);
        }
        catch (HttpRequestException fault) when (fault.InnerException is OutboundRefusedException refused)
        {
            throw new OutboundRefusedException(refused.Fault);
        }
    }

    private async Task LimitAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = request.Options.TryGetValue(StatusOnly, out var statusOnly) && statusOnly ? [] : await ReadAsync(response, cancellation);
        var limited = new ByteArrayContent(body);
        limited.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = limited;
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        // What comes out of this stream is unpacked already, so a bomb ends here, too.
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[destination.ResponseBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length <= destination.ResponseBytes
            ? buffer[..length]
            : throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "The answer is too large.", null, response.StatusCode);
    }
}
