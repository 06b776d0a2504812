using System.Net;
using Bot.Channels.BotConnector;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

public sealed class ClosedEndpointTests
{
    [Fact]
    public async Task Without_a_registration_nobody_is_let_in_and_the_answer_says_why()
    {
        await using var server = DirectLineServer.Start();
        using var caller = server.Caller("any.token.here");

        using var answer = await caller.PostAsync("/api/messages", new StringContent("{}"));

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("BotConnector:AppId");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    public async Task Takes_posts_only(string method)
    {
        await using var server = DirectLineServer.Start();
        using var caller = server.Caller();

        using var answer = await caller.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/messages"));

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    public static TheoryData<string, BotConnectorOptionsRow> Faults => new()
    {
        { "AppId", new(options => options.AppId = "my bot") },
        { "ClientSecret", new(options => options.ClientSecret = " ") },
        { "MetadataAddress", new(options => options.MetadataAddress = "login.botframework.com") },
        { "TokenEndpoint", new(options => options.TokenEndpoint = "/token") },
        { "AllowedCallers", new(options => options.AllowedCallers.Add("*")) },
        { "AllowedCallers", new(options => options.AllowedCallers.Add(Authority.AppId)) },
        { "AllowedTenants", new(options => options.AllowedTenants.Add("*")) },
        { "ServiceHosts", new(options => options.ServiceHosts.Add("https://bots.example.org")) },
        { "AppId", new(options => options.AppId = "") },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void A_wrong_setting_is_named(string setting, BotConnectorOptionsRow row)
    {
        var options = new BotConnectorOptions { AppId = Authority.AppId, ClientSecret = Authority.Secret };
        row.Change(options);

        var result = new BotConnectorOptions.Check().Validate(null, options);

        result.Failures.Should().ContainSingle().Which.Should().Contain($"BotConnector:{setting}");
    }

    [Fact]
    public void No_setting_turns_a_check_off() =>
        typeof(BotConnectorOptions).GetProperties().Should().NotContain(property => property.PropertyType == typeof(bool));

    /// <summary>What is wrong in one row.</summary>
    public sealed class BotConnectorOptionsRow
    {
        internal BotConnectorOptionsRow(Action<BotConnectorOptions> change) => Change = change;

        internal Action<BotConnectorOptions> Change { get; }
    }
}
