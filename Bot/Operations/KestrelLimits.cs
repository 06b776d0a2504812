using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Bot.Operations;

/// <summary>Puts the limits on Kestrel, and counts connections by address, which Kestrel does not.</summary>
internal sealed class KestrelLimits(IOptions<LimitsOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    private readonly ConcurrentDictionary<string, int> _open = new();
    private readonly LimitsOptions _limits = options.Value;

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = _limits.BodyBytes;
        options.Limits.MaxRequestHeadersTotalSize = _limits.HeaderBytes;
        options.Limits.MaxRequestHeaderCount = _limits.HeaderCount;
        options.Limits.MaxRequestLineSize = _limits.RequestLineBytes;
        options.Limits.RequestHeadersTimeout = _limits.HeaderTimeout;
        options.Limits.MinRequestBodyDataRate = new MinDataRate(_limits.BodyBytesPerSecond, _limits.BodyGrace);
        options.Limits.MaxConcurrentConnections = _limits.Connections;
        options.Limits.MaxConcurrentUpgradedConnections = _limits.UpgradedConnections;
        options.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => AdmitAsync(connection, next)));
    }

    private async Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || KnownProxies.Includes(_limits, address))
        {
            await next(connection);
            return;
        }

        var client = Convert.ToHexString(ClientSources.Network(address));
        try
        {
            if (_open.AddOrUpdate(client, 1, (_, count) => count + 1) > _limits.ConnectionsPerAddress)
            {
                connection.Abort(new ConnectionAbortedException("Too many connections from one address."));
                return;
            }

            await next(connection);
        }
        finally
        {
            if (_open.AddOrUpdate(client, 0, (_, count) => count - 1) == 0)
            {
                // Only while it is still none: somebody may have connected meanwhile.
                _open.TryRemove(new KeyValuePair<string, int>(client, 0));
            }
        }
    }
}
