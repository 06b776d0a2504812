using System.Net;
using Microsoft.Extensions.Options;

namespace Bot.Delivery.Outbound;

/// <summary>Finds the addresses of a host; the system's resolver, or a test's own.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellation);

/// <summary>
/// Decides whom we call. Public https on port 443, to a host that is registered for the destination, and nobody else; but the exact origins of
/// <c>Outbound:TrustedOrigins</c> may be called as they are.
/// </summary>
internal sealed class OutboundGuard(IOptions<OutboundOptions> options, ResolveHost resolve)
{
    private const int HttpsPort = 443;

    /// <summary>Read when first needed: other settings are checked with the guard, and must not trip over a fault in these.</summary>
    private readonly Lazy<HashSet<Origin>> _trusted = new(() => [.. options.Value.TrustedOrigins.Select(Origin.Read).OfType<Origin>()]);

    /// <summary>What is wrong with the address itself; null when nothing is. Its host is looked up only when it is called, see <see cref="ResolveAsync"/>.</summary>
    internal OutboundFault? FaultOf(Uri address, Destination destination)
    {
        if (address.UserInfo.Length > 0)
        {
            return OutboundFault.UserInfo;
        }

        if (_trusted.Value.Contains(Origin.Of(address)))
        {
            return null;
        }

        var host = Origin.HostOf(address);
        return address switch
        {
            { Scheme: not "https" } => OutboundFault.NotHttps,
            { Port: not HttpsPort } => OutboundFault.WrongPort,
            _ when address.HostNameType != UriHostNameType.Dns || IPAddress.TryParse(host, out _) => OutboundFault.HostIsNumeric,
            _ when host.EndsWith('.') => OutboundFault.HostEndsWithDot,
            _ when !destination.Owns(host) => OutboundFault.HostNotRegistered,
            _ => null,
        };
    }

    /// <summary>The addresses to connect to. Whoever calls must use these and not look again: the next answer may be another one (DNS rebinding).</summary>
    /// <exception cref="OutboundRefusedException">One of them is not public, or there is none.</exception>
    internal async Task<IPAddress[]> ResolveAsync(Uri address, CancellationToken cancellation)
    {
        var found = await FindAsync(address, cancellation);
        if (found.Length == 0)
        {
            throw new OutboundRefusedException(OutboundFault.Unresolved);
        }

        // One private address among public ones is no mishap but a try to get in.
        if (!_trusted.Value.Contains(Origin.Of(address)) && !Array.TrueForAll(found, PublicAddress.IsPublic))
        {
            throw new OutboundRefusedException(OutboundFault.NotPublic);
        }

        return found;
    }

    private async Task<IPAddress[]> FindAsync(Uri address, CancellationToken cancellation)
    {
        var host = Origin.HostOf(address);
        if (IPAddress.TryParse(host, out var itself))
        {
            return [itself];
        }

        try
        {
            return await resolve(host, cancellation);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return [];
        }
    }
}
