using System.Diagnostics;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Tests.Shape;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>Microsoft's own botbuilder, as a parent bot and as the judge of what we send, talks with the real program. <c>Tests/Clients/check.mjs</c> has the claims.</summary>
public sealed class BotbuilderTests
{
    private static readonly string Clients = RepositoryFolder.Of("Tests", "Clients");

    [Fact]
    public async Task Botbuilder_takes_the_assistant_for_one_of_its_own()
    {
        if (!Directory.Exists(Path.Combine(Clients, "node_modules")))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1", "Tests/Clients has no node_modules; test.sh installs them.");
        }

        var port = RunningServer.FreePort();
        var authority = $"http://127.0.0.1:{port}";
        await using var server = await RunningServer.StartAsync(
            ("BotConnector__AppId", Authority.AppId),
            ("BotConnector__ClientSecret", Authority.Secret),
            ("BotConnector__MetadataAddress", $"{authority}/channel/metadata"),
            ("BotConnector__EntraMetadataAddress", $"{authority}/entra/metadata"),
            ("BotConnector__TokenEndpoint", $"{authority}/token"),
            ("BotConnector__AllowedCallers__0", Authority.Parent),
            ("Outbound__TrustedOrigins__0", authority));

        var (code, output) = await RunAsync(server, port);

        code.Should().Be(0, output);
        output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)).Should().Be(13, output);
    }

    private static async Task<(int Code, string Output)> RunAsync(RunningServer server, int port)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Clients, "check.mjs"), $"{port}"]) { WorkingDirectory = Clients, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASSISTANT"] = server.Address.ToString().TrimEnd('/');
        using var check = Process.Start(start)!;
        var errors = check.StandardError.ReadToEndAsync();
        var output = await check.StandardOutput.ReadToEndAsync();
        await check.WaitForExitAsync();

        return (check.ExitCode, output + await errors);
    }
}
