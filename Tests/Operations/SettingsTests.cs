using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bot.Channels.DirectLine;
using Bot.Operations;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Tests.Operations;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Limits:BodyBytes", "0", "Limits:BodyBytes")]
    [InlineData("Limits:BodyBytes", "many", "Limits:BodyBytes")]
    [InlineData("Limits:KnownProxies:0", "proxy.local", "proxy.local")]
    [InlineData("Limits:MessagesPerSecond", "-1", "Limits:MessagesPerSecond")]
    [InlineData("DirectLine:AllowedOrigins:0", "https://www.example.org/help", "DirectLine:AllowedOrigins")]
    [InlineData("DirectLine:AllowedOrigins:0", "*", "DirectLine:AllowedOrigins")]
    [InlineData("DirectLine:PublicAddress", "help.example.org", "DirectLine:PublicAddress")]
    [InlineData("DirectLine:TokenLife", "00:10:00", "DirectLine:TokenLife")]
    [InlineData("DirectLine:Secret", "   ", "DirectLine:Secret")]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider")]
    [InlineData("Accounts:Mode", "Nowhere", "Accounts:Mode")]
    [InlineData("Accounts:Mode", "Http", "Accounts:BaseUrl")]
    [InlineData("Accounts:Mode", "Http", "Accounts:Key")]
    [InlineData("Accounts:Key", "too-short", "Accounts:Key")]
    [InlineData("Accounts:PublicAddress", "help.example.org", "Accounts:PublicAddress")]
    [InlineData("Outbound:TrustedOrigins:0", "tickets.internal:8080", "Outbound:TrustedOrigins")]
    [InlineData("Outbound:TrustedOrigins:0", "http://*.internal", "Outbound:TrustedOrigins")]
    [InlineData("Outbound:TrustedOrigins:0", "https://tickets.internal/api", "Outbound:TrustedOrigins")]
    [InlineData("Outbound:TrustedOrigins:0", "https://user@tickets.internal", "Outbound:TrustedOrigins")]
    [InlineData("Outbound:Patience", "0", "Outbound:Patience")]
    [InlineData("Outbound:Patience", "NaN", "Outbound:Patience")]
    public void A_wrong_setting_is_named_in_a_sentence(string key, string value, string named)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        using var services = new ServiceCollection().AddLogging().AddAssistant(configuration).AddOperations(configuration).AddDirectLine(configuration).BuildServiceProvider();

        var fault = services.GetRequiredService<IStartupValidator>().Invoking(validator => validator.Validate()).Should().Throw<Exception>().Which;

        StartFault.SentenceFor(fault).Should().Contain(named).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_with_that_sentence_and_nothing_else()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Bot.dll")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Limits__BodyBytes"] = "0";
        using var process = Process.Start(start)!;

        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        (process.ExitCode, said.Trim()).Should().Be((StartFault.ExitCode, "Limits:BodyBytes must be more than nothing."));
    }

    /// <summary>The database takes the call and never answers, so that the start waits for it.</summary>
    [Theory]
    [InlineData("chat")]
    [InlineData("--urls=http://127.0.0.1:0")]
    public async Task A_program_that_is_stopped_while_it_starts_ends_without_a_word(string argument)
    {
        using var database = new TcpListener(IPAddress.Loopback, 0);
        database.Start();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Bot.dll"), argument]) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["Storage__Provider"] = "Postgres";
        start.Environment["ConnectionStrings__Assistant"] = $"Host=127.0.0.1;Port={((IPEndPoint)database.LocalEndpoint).Port};Database=none;Username=nobody;Timeout=120";
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var call = await database.AcceptTcpClientAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(143, "what it was to do is not done");
        (await said + await complained).Should().NotContain("Exception").And.NotContain("   at ");
    }

    [Fact]
    public void A_fault_of_ours_is_not_dressed_up_as_a_wrong_setting() =>
        StartFault.SentenceFor(new InvalidOperationException("something of ours")).Should().BeNull();
}
