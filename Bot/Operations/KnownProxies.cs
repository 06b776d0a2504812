using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Bot.Operations;

/// <summary>Believes a proxy of ours, and nobody else, about who the client is and how it called us.</summary>
internal sealed class KnownProxies(IOptions<LimitsOptions> limits) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions options)
    {
        // Cleared, because loopback is trusted by default: whoever shares the machine could then be anybody.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardedHeaders = limits.Value.KnownProxies.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.ForwardLimit = null;
        foreach (var network in limits.Value.KnownProxies.Select(NetworkOf))
        {
            options.KnownIPNetworks.Add(network);
        }
    }

    internal static bool Includes(LimitsOptions limits, IPAddress address) =>
        limits.KnownProxies.Count > 0 && limits.KnownProxies.Any(proxy => NetworkOf(proxy).Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private static IPNetwork NetworkOf(string proxy) =>
        IPAddress.TryParse(proxy, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : IPNetwork.Parse(proxy);
}
