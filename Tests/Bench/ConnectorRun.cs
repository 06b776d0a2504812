using System.Globalization;
using System.Security.Cryptography;
using Bench.Measures;
using Bench.Sides;
using Bot.Channels.BotConnector;
using Bot.Delivery.Outbound;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Bench;

/// <summary>The Bot Connector's figures: <c>dotnet run -c Release --project Tests/Bench -- connector</c>.</summary>
internal static class ConnectorRun
{
    private const int Checks = 2_000;

    internal static async Task<int> RunAsync(bool isShort)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var plan = isShort ? Plan.Short : Plan.Whole;
        await using var authority = await ConnectorAuthority.StartAsync();
        Report.Machine(Disk.FsyncMilliseconds());
        Report.TokenCheck(await CheckAsync(authority, fresh: true), await CheckAsync(authority, fresh: false));
        using var turn = Side.Turn(authority.Settings);
        await turn.WaitUntilListeningAsync();
        Report.Connector(await new ConnectorTurns(turn, authority, plan).MeasureAsync(), plan);

        return 0;
    }

    /// <summary>Microseconds for one token alone, on one thread.</summary>
    private static async Task<double> CheckAsync(ConnectorAuthority authority, bool fresh)
    {
        var outbound = Options.Create(new OutboundOptions { TrustedOrigins = [authority.Origin] });
        using var clients = new OutboundClients(new OutboundGuard(outbound, System.Net.Dns.GetHostAddressesAsync), outbound);
        var options = Options.Create(new BotConnectorOptions { AppId = ConnectorAuthority.AppId, ClientSecret = "x", MetadataAddress = $"{authority.Origin}/metadata" });
        using var tokens = new ConnectorTokens(clients, options, TimeProvider.System, NullLogger<ConnectorTokens>.Instance);
        var texts = Enumerable.Range(0, Checks).Select(number => authority.Token(fresh ? RandomNumberGenerator.GetInt32(int.MaxValue) + number : 0)).ToList();
        foreach (var text in texts.Take(Checks / 4))
        {
            await tokens.ReadAsync(text, CancellationToken.None);
        }

        var began = TimeProvider.System.GetTimestamp();
        foreach (var text in texts.Skip(Checks / 4))
        {
            if ((await tokens.ReadAsync(text, CancellationToken.None)).Caller is null)
            {
                throw new InvalidOperationException("A good token was refused.");
            }
        }

        return TimeProvider.System.GetElapsedTime(began).TotalMicroseconds / (Checks - (Checks / 4));
    }
}
