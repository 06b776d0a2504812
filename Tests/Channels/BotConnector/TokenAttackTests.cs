using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>Every way we know to be taken for the channel service, or for a parent bot, without being it. None is let in, and nobody is called.</summary>
public sealed class TokenAttackTests(TokenAttackTests.Attacked attacked) : IClassFixture<TokenAttackTests.Attacked>
{
    /// <summary>What a test row carries is its name; the attack is looked up by it.</summary>
    private static readonly Dictionary<string, Func<Authority, Canary, string?>> Attacks = new()
    {
        ["no header"] = (_, _) => null,
        ["empty header"] = (_, _) => "",
        ["scheme alone"] = (_, _) => "Bearer",
        ["empty bearer"] = (_, _) => "Bearer ",
        ["scheme in small letters"] = (a, _) => $"bearer {a.ChannelToken()}",
        ["another scheme"] = (a, _) => $"Basic {a.ChannelToken()}",
        ["no scheme"] = (a, _) => a.ChannelToken(),
        ["three parts"] = (a, _) => $"Bearer {a.ChannelToken()} more",
        ["two spaces"] = (a, _) => $"Bearer  {a.ChannelToken()}",
        ["two tokens"] = (a, _) => $"Bearer {a.ChannelToken()}, Bearer {a.ChannelToken()}",
        ["no token"] = (_, _) => "Bearer abc.def.ghi",
        ["dots alone"] = (_, _) => "Bearer ..",
        ["two segments"] = (a, _) => $"Bearer {Cut(a.ChannelToken(), 2)}",
        ["five segments, as if encrypted"] = (a, _) => $"Bearer {a.ChannelToken()}.AAAA.BBBB",
        ["longer than 16 KB"] = (a, _) => $"Bearer {a.ChannelToken(claims => claims["filler"] = new string('x', 14_000))}",

        ["other audience"] = (a, _) => Bearer(a.ChannelToken(claims => claims["aud"] = "ffffffff-0000-4000-8000-000000000000")),
        ["no audience"] = (a, _) => Bearer(a.ChannelToken(claims => claims.Remove("aud"))),
        ["empty audience"] = (a, _) => Bearer(a.ChannelToken(claims => claims["aud"] = "")),
        ["audience in capitals"] = (a, _) => Bearer(a.ChannelToken(claims => claims["aud"] = Authority.AppId.ToUpperInvariant())),
        ["ours among other audiences"] = (a, _) => Bearer(a.ChannelToken(claims => claims["aud"] = new JsonArray("someone-else", Authority.AppId))),
        ["audience of the service"] = (a, _) => Bearer(a.ChannelToken(claims => claims["aud"] = Authority.Issuer)),

        ["other issuer"] = (a, _) => Bearer(a.ChannelToken(claims => claims["iss"] = "https://evil.example")),
        ["no issuer"] = (a, _) => Bearer(a.ChannelToken(claims => claims.Remove("iss"))),
        ["issuer with a slash"] = (a, _) => Bearer(a.ChannelToken(claims => claims["iss"] = Authority.Issuer + "/")),
        ["issuer in capitals"] = (a, _) => Bearer(a.ChannelToken(claims => claims["iss"] = Authority.Issuer.ToUpperInvariant())),
        ["issuer over http"] = (a, _) => Bearer(a.ChannelToken(claims => claims["iss"] = "http://api.botframework.com")),
        ["issuer of the government cloud"] = (a, _) => Bearer(a.ChannelToken(claims => claims["iss"] = "https://api.botframework.us")),
        ["issuer as a list"] = (a, _) => Bearer(a.ChannelToken(claims => claims["iss"] = new JsonArray(Authority.Issuer))),
        ["the channel's key under Entra's issuer"] = (a, _) => Bearer(a.ParentToken(key: a.ChannelKey)),
        ["Entra's key under the channel's issuer"] = (a, _) => Bearer(a.ChannelToken(key: a.EntraKey)),

        ["unknown key"] = (a, _) => Bearer(a.ChannelToken(key: a.StrangersKey)),
        ["foreign key under a known name"] = (a, _) => Bearer(a.ChannelToken(header: header => header["kid"] = a.ChannelKey.Kid, key: a.StrangersKey)),
        ["no key name"] = (a, _) => Bearer(a.ChannelToken(header: header => header.Remove("kid"))),
        ["empty key name"] = (a, _) => Bearer(a.ChannelToken(header: header => header["kid"] = "")),
        ["key name as a path"] = (a, _) => Bearer(a.ChannelToken(header: header => header["kid"] = "../../../etc/passwd")),
        ["key named in other letters"] = (a, _) => Bearer(a.ChannelToken(header: header => header["kid"] = a.ChannelKey.Kid.ToUpperInvariant())),
        ["brings its own key"] = (a, _) => Bearer(a.ChannelToken(header: header => header["jwk"] = a.StrangersKey.Public(["msteams"]), key: a.StrangersKey)),
        ["names its own key set"] = (a, canary) => Bearer(a.ChannelToken(header: header => header["jku"] = $"http://127.0.0.1:{canary.Port}/keys", key: a.StrangersKey)),
        ["names its own certificate"] = (a, canary) => Bearer(a.ChannelToken(header: header => header["x5u"] = $"http://127.0.0.1:{canary.Port}/cert", key: a.StrangersKey)),
        ["a known key, and its own key set"] = (a, canary) => Bearer(a.ChannelToken(header: header =>
        {
            header["kid"] = a.ChannelKey.Kid;
            header["jku"] = $"http://127.0.0.1:{canary.Port}/keys";
        }, key: a.StrangersKey)),

        ["spoiled signature"] = (a, _) => Bearer(a.ChannelToken()[..^6] + "AAAAAA"),
        ["empty signature"] = (a, _) => Bearer(Cut(a.ChannelToken(), 2) + "."),
        ["another token's signature"] = (a, _) => Bearer(Cut(a.ChannelToken(), 2) + "." + a.ChannelToken(claims => claims["x"] = 1).Split('.')[2]),
        ["claims changed after signing"] = (a, _) => Bearer(Spliced(a.ChannelToken(claims => claims["serviceurl"] = "https://evil.example/"), a.ChannelToken())),
        ["algorithm none"] = (a, _) => Bearer(a.ChannelToken(header: header => header["alg"] = "none")),
        ["algorithm None"] = (a, _) => Bearer(a.ChannelToken(header: header => header["alg"] = "None")),
        ["algorithm nOnE"] = (a, _) => Bearer(a.ChannelToken(header: header => header["alg"] = "nOnE")),
        ["public key as shared secret"] = (a, _) => Bearer(a.ChannelToken(header: header => header["alg"] = "HS256")),
        ["RS512"] = (a, _) => Bearer(a.ChannelToken(header: header => header["alg"] = "RS512")),
        ["PS256"] = (a, _) => Bearer(a.ChannelToken(header: header => header["alg"] = "PS256")),
        ["ES256"] = (a, _) => Bearer(a.ChannelToken(header: header => header["alg"] = "ES256")),
        ["no algorithm"] = (a, _) => Bearer(a.ChannelToken(header: header => header.Remove("alg"))),
        ["unknown type"] = (a, _) => Bearer(a.ChannelToken(header: header => header["typ"] = "dpop+jwt")),
        ["critical extension"] = (a, _) => Bearer(a.ChannelToken(header: header =>
        {
            header["crit"] = new JsonArray("b64");
            header["b64"] = true;
        })),

        ["expired six minutes ago"] = (a, _) => Bearer(a.ChannelToken(claims => claims["exp"] = a.Seconds(-360))),
        ["expired just at the skew"] = (a, _) => Bearer(a.ChannelToken(claims => claims["exp"] = a.Seconds(-300))),
        ["valid in six minutes"] = (a, _) => Bearer(a.ChannelToken(claims => claims["nbf"] = a.Seconds(360))),
        ["no end"] = (a, _) => Bearer(a.ChannelToken(claims => claims.Remove("exp"))),
        ["end as a word"] = (a, _) => Bearer(a.ChannelToken(claims => claims["exp"] = "never")),
        ["end before all time"] = (a, _) => Bearer(a.ChannelToken(claims => claims["exp"] = -1)),
        ["ends before it begins"] = (a, _) => Bearer(a.ChannelToken(claims =>
        {
            claims["nbf"] = a.Seconds(-60);
            claims["exp"] = a.Seconds(-400);
        })),

        ["no serviceurl"] = (a, _) => Bearer(a.ChannelToken(claims => claims.Remove("serviceurl"))),
        ["empty serviceurl"] = (a, _) => Bearer(a.ChannelToken(claims => claims["serviceurl"] = "")),
        ["serviceurl as a list"] = (a, _) => Bearer(a.ChannelToken(claims => claims["serviceurl"] = new JsonArray(a.ServiceUrl, "https://evil.example/"))),
        ["serviceurl of another host"] = (a, canary) => Bearer(a.ChannelToken(claims => claims["serviceurl"] = $"http://127.0.0.1:{canary.Port}/teams/")),
        ["serviceurl without its slash"] = (a, _) => Bearer(a.ChannelToken(claims => claims["serviceurl"] = a.ServiceUrl.TrimEnd('/'))),
        ["serviceurl named otherwise"] = (a, _) => Bearer(a.ChannelToken(claims =>
        {
            claims.Remove("serviceurl");
            claims["serviceUrl"] = a.ServiceUrl;
        })),

        ["Emulator, first version"] = (a, _) => Bearer(a.ParentToken(claims => claims["appid"] = Authority.AppId)),
        ["Emulator, second version"] = (a, _) => Bearer(a.ParentToken(claims =>
        {
            claims["ver"] = "2.0";
            claims["azp"] = Authority.AppId;
            claims["iss"] = $"https://login.microsoftonline.com/{Authority.MicrosoftTenant}/v2.0";
        })),
        ["bot that is not on the list"] = (a, _) => Bearer(a.ParentToken(claims => claims["appid"] = "00000000-dead-4000-8000-000000000000")),
        ["bot without a version"] = (a, _) => Bearer(a.ParentToken(claims => claims.Remove("ver"))),
        ["bot of version 3"] = (a, _) => Bearer(a.ParentToken(claims => claims["ver"] = "3.0")),
        ["bot of an empty version"] = (a, _) => Bearer(a.ParentToken(claims => claims["ver"] = "")),
        ["bot named by the other version's claim"] = (a, _) => Bearer(a.ParentToken(claims =>
        {
            claims.Remove("appid");
            claims["azp"] = Authority.Parent;
        })),
        ["nameless bot"] = (a, _) => Bearer(a.ParentToken(claims => claims.Remove("appid"))),
        ["bot of an unknown tenant"] = (a, _) => Bearer(a.ParentToken(claims =>
        {
            claims["iss"] = "https://sts.windows.net/99999999-0000-4000-8000-000000000000/";
            claims["tid"] = "99999999-0000-4000-8000-000000000000";
        })),
        ["bot whose tenant differs from its issuer"] = (a, _) => Bearer(a.ParentToken(claims => claims["tid"] = "99999999-0000-4000-8000-000000000000")),
        ["bot that names no tenant"] = (a, _) => Bearer(a.ParentToken(claims => claims.Remove("tid"))),
        ["issuer that only begins like Entra's"] = (a, _) => Bearer(a.ParentToken(claims => claims["iss"] = "https://sts.windows.net/")),
        ["issuer with a tenant in a tenant"] = (a, _) => Bearer(a.ParentToken(claims => claims["iss"] = $"https://sts.windows.net/evil/{Authority.MicrosoftTenant}/")),
        ["bot made out to the service"] = (a, _) => Bearer(a.ParentToken(claims => claims["aud"] = Authority.Issuer)),
        ["bot made out to itself"] = (a, _) => Bearer(a.ParentToken(claims => claims["aud"] = Authority.Parent)),
        ["bot, expired"] = (a, _) => Bearer(a.ParentToken(claims => claims["exp"] = a.Seconds(-400))),
        ["bot, signed by a stranger"] = (a, _) => Bearer(a.ParentToken(header: header => header["kid"] = a.EntraKey.Kid, key: a.StrangersKey)),
        ["bot, algorithm none"] = (a, _) => Bearer(a.ParentToken(header: header => header["alg"] = "none")),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_not_let_in(string attack)
    {
        await using var canary = Canary.Anywhere();
        var teams = attacked.Teams;

        using var answer = await teams.PostRawAsync(teams.Message("let me in", conversation: "a:attacked").ToJsonString(), Attacks[attack](teams.Authority, canary));

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.RequestHeaderFieldsTooLarge);
        (await teams.ConversationAsync("a:attacked")).Should().BeNull();
        (await canary.CountAsync()).Should().Be(0);
        teams.Authority.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_without_the_attack_is_let_in()
    {
        await using var teams = await TeamsServer.StartAsync(("BotConnector:AllowedCallers:0", Authority.Parent));

        using var channel = await teams.PostAsync(teams.Message("hello"));
        using var parent = await teams.PostAsync(teams.Message("hello"), teams.Authority.ParentToken());

        channel.StatusCode.Should().Be(HttpStatusCode.OK);
        parent.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static string Bearer(string token) => $"Bearer {token}";

    private static string Cut(string token, int segments) => string.Join('.', token.Split('.')[..segments]);

    private static string Spliced(string claims, string signed) => $"{signed.Split('.')[0]}.{claims.Split('.')[1]}.{signed.Split('.')[2]}";

    /// <summary>One server for all attacks.</summary>
    public sealed class Attacked : IAsyncLifetime
    {
        internal TeamsServer Teams { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Teams = await TeamsServer.StartAsync(("BotConnector:AllowedCallers:0", Authority.Parent));

        public ValueTask DisposeAsync() => Teams.DisposeAsync();
    }
}
