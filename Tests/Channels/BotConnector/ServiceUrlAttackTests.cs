using System.Net;
using System.Text.Json.Nodes;
using Bot.Delivery.Outbound;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>Tokens that are good in every way, of a service that wants its answers sent where they must not go. None is taken, and nobody is called.</summary>
public sealed class ServiceUrlAttackTests(ServiceUrlAttackTests.Attacked attacked) : IClassFixture<ServiceUrlAttackTests.Attacked>
{
    private const string Port = "{port}";

    public static TheoryData<string> Addresses =>
    [
        $"http://127.0.0.1:{Port}/teams/", $"https://127.0.0.1:{Port}/teams/", $"http://localhost:{Port}/", $"http://LOCALHOST:{Port}/", $"http://[::1]:{Port}/",
        $"http://[::ffff:127.0.0.1]:{Port}/", $"http://0.0.0.0:{Port}/", $"http://127.1:{Port}/", $"http://2130706433:{Port}/", $"http://0x7f000001:{Port}/", $"http://0177.0.0.1:{Port}/",
        $"https://smba.trafficmanager.net:{Port}/amer/", $"http://smba.trafficmanager.net:{Port}/amer/", "http://smba.trafficmanager.net/amer/",
        $"https://smba.trafficmanager.net@127.0.0.1:{Port}/", "https://user@smba.trafficmanager.net/", "https://user:secret@smba.trafficmanager.net/amer/",
        "https://smba.trafficmanager.net.evil.example/", "https://evil.example/smba.trafficmanager.net/", "https://evil-smba.trafficmanager.net/", "https://other.trafficmanager.net/",
        "https://botframework.com/", "https://evilbotframework.com/", "https://botframework.com.evil.example/", "https://x.botframework.com.evil.example/",
        "https://smba.trafficmanager.net./amer/", "https://smbа.trafficmanager.net/", "https://smba。trafficmanager。net。evil.example/", "https://xn--smb-8cd.trafficmanager.net/",
        "https://smba%2etrafficmanager%2enet.evil.example/", "https://smba.trafficmanager.net\\@evil.example/", $"https://smba.trafficmanager.net/amer/#@127.0.0.1:{Port}/",
        $"https://smba.trafficmanager.net/amer/?next=http://127.0.0.1:{Port}/", "https://169.254.169.254/metadata/identity/", "http://169.254.169.254/latest/", "https://168.63.129.16/",
        "https://10.0.0.1/", "https://192.168.1.1/", "https://[fd00::1]/", "https://[fe80::1]/", "https://metadata.google.internal/",
        "file:///etc/passwd", "ftp://smba.trafficmanager.net/", "gopher://smba.trafficmanager.net/", "javascript:alert(1)", "//smba.trafficmanager.net/", "smba.trafficmanager.net",
        "https:///amer/", "https://", "teams/", "https://smba.trafficmanager.net/\r\nHost: evil.example/",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Is_not_taken(string address)
    {
        await using var canary = Canary.Anywhere();
        var teams = attacked.Teams;
        var serviceUrl = address.Replace(Port, $"{canary.Port}", StringComparison.Ordinal);
        var activity = TeamsServer.With(teams.Message("answer me there", conversation: "a:attacked"), message => message["serviceUrl"] = serviceUrl);

        using var answer = await teams.PostAsync(activity, teams.Authority.ChannelToken(claims => claims["serviceurl"] = serviceUrl));

        ((int)answer.StatusCode).Should().BeInRange(400, 403);
        (await teams.ConversationAsync("a:attacked")).Should().BeNull();
        (await canary.CountAsync()).Should().Be(0);
        teams.Authority.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.5")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    public async Task A_good_name_that_leads_to_a_private_address_is_never_connected_to(string leadsTo)
    {
        ResolveHost resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(leadsTo)]);
        await using var teams = await TeamsServer.StartAsync(services => services.AddSingleton(resolve));
        await using var canary = Canary.At(443) ?? Canary.Anywhere();
        const string ServiceUrl = "https://smba.trafficmanager.net/amer/";

        using var answer = await teams.PostAsync(
            TeamsServer.With(teams.Message("hello"), message => message["serviceUrl"] = ServiceUrl), teams.Authority.ChannelToken(claims => claims["serviceurl"] = ServiceUrl));
        await teams.DeliveredAsync();

        answer.StatusCode.Should().Be(HttpStatusCode.OK, "the token vouches for the name, and names are looked up when they are called");
        (await canary.CountAsync()).Should().Be(0);
        (await teams.OutboxAsync()).Should().NotBeEmpty().And.OnlyContain(row => row.Reason!.Contains("NotPublic"));
    }

    [Fact]
    public async Task A_parent_bot_is_answered_only_where_it_was_said_to_live()
    {
        await using var teams = await TeamsServer.StartAsync(("BotConnector:AllowedCallers:0", Authority.Parent));
        await using var canary = Canary.Anywhere();

        using var answer = await teams.PostAsync(
            TeamsServer.With(teams.Message("hello"), message => message["serviceUrl"] = $"http://127.0.0.1:{canary.Port}/api/skills"), teams.Authority.ParentToken());

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await canary.CountAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("channelId")]
    [InlineData("serviceUrl")]
    [InlineData("conversation")]
    [InlineData("from")]
    [InlineData("type")]
    public async Task A_missing_field_spares_no_check(string field)
    {
        var teams = attacked.Teams;

        foreach (var spoil in new Action<JsonObject>[] { activity => activity.Remove(field), activity => activity[field] = null, activity => Empty(activity, field) })
        {
            using var answer = await teams.PostAsync(TeamsServer.With(teams.Message("hello", conversation: "a:attacked"), spoil));

            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }

        (await teams.ConversationAsync("a:attacked")).Should().BeNull();
    }

    private static void Empty(JsonObject activity, string field) => activity[field] = activity[field] is JsonObject ? new JsonObject { ["id"] = " " } : JsonValue.Create("");

    /// <summary>One server for all attacks.</summary>
    public sealed class Attacked : IAsyncLifetime
    {
        internal TeamsServer Teams { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Teams = await TeamsServer.StartAsync();

        public ValueTask DisposeAsync() => Teams.DisposeAsync();
    }
}
