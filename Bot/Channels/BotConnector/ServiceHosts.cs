using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;

namespace Bot.Channels.BotConnector;

/// <summary>Where answers, and with them the bot's token, may go: to Microsoft's channel services, and to the hosts of parent bots that were configured.</summary>
internal sealed class ServiceHosts(OutboundGuard guard, IOptions<BotConnectorOptions> options)
{
    /// <summary>Each exactly where possible: below these suffixes only Microsoft has hosts.</summary>
    private static readonly string[] Microsofts =
    [
        "smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us",
        ".botframework.com", ".botframework.azure.us",
    ];

    internal Destination Destination { get; } = new("bot connector", [.. Microsofts, .. options.Value.ServiceHosts]) { AttemptTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>What somebody else might read otherwise than we do, such as a backslash, is no address.</summary>
    internal OutboundFault? FaultOf(string serviceUrl) =>
        !Uri.IsWellFormedUriString(serviceUrl, UriKind.Absolute) || !Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address) ? OutboundFault.NotHttps
            : address is not { Query.Length: 0, Fragment.Length: 0 } ? OutboundFault.HostNotRegistered
            : guard.FaultOf(address, Destination);
}
