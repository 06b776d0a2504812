using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Bot.Delivery.Outbound;

/// <summary>The one place where HTTP clients come from. Each destination has connections of its own, so that a slow one holds up nobody else.</summary>
internal sealed class OutboundClients(OutboundGuard guard, IOptions<OutboundOptions> options) : IDisposable
{
    private const int ConnectionsPerServer = 8;
    private const int ResponseHeaderKilobytes = 16;

    /// <summary>How long a connection is kept before the host is looked up again.</summary>
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Lazy<HttpClient>> _clients = new(StringComparer.Ordinal);

    /// <summary>The client of that destination, made once. Don't dispose of it.</summary>
    internal HttpClient For(Destination destination) =>
        _clients.GetOrAdd(destination.Name, _ => new Lazy<HttpClient>(() => Create(destination))).Value;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private HttpClient Create(Destination destination) => new(
        new GuardedHandler(guard, destination) { InnerHandler = Connections(destination) })
    {
        Timeout = destination.AttemptTimeout * options.Value.Patience,
    };

    private SocketsHttpHandler Connections(Destination destination) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = destination.ConnectTimeout * options.Value.Patience,
        PooledConnectionLifetime = ConnectionLife,
        MaxConnectionsPerServer = ConnectionsPerServer,
        MaxResponseHeadersLength = ResponseHeaderKilobytes,
        MaxResponseDrainSize = 0,
        // Our trace ids are nobody else's business.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await guard.ResolveAsync(context.InitialRequestMessage.RequestUri!, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
