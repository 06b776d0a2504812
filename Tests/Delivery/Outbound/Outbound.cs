using System.Net;
using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;

namespace Tests.Delivery.Outbound;

/// <summary>The guard and its clients, with a resolver of the test's own.</summary>
internal static class Outbound
{
    internal static readonly Destination Hooks = new("hooks", ["hooks.example.org", ".plan.example.org"]);

    internal static OutboundGuard Guard(Func<string, string[]> resolve, params string[] trusted) => new(
        Options.Create(new OutboundOptions { TrustedOrigins = [.. trusted] }),
        (host, _) => Task.FromResult(resolve(host).Select(address => IPAddress.Parse(address)).ToArray()));

    internal static OutboundClients Clients(Func<string, string[]> resolve, params string[] trusted) => Clients(Guard(resolve, trusted));

    internal static OutboundClients Clients(OutboundGuard guard) => new(guard, Options.Create(new OutboundOptions()));

    /// <summary>For tests of what happens once a call went out: loopback is trusted, at that origin only.</summary>
    internal static OutboundClients Trusting(string origin) => Clients(_ => [], origin);
}
