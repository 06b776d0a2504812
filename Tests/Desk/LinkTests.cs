using System.Net;
using System.Text.RegularExpressions;
using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

public sealed partial class LinkTests
{
    private const string Password = "a few words in a row";

    [Fact]
    public async Task The_first_link_makes_an_administrator_once()
    {
        using var server = DirectLineServer.Start();
        var link = $"/desk/link/{await FirstLinkAsync(server)}";
        using var somebody = new DeskVisitor(server);

        using var looked = await somebody.GetAsync(link);
        var secret = await BeginAsync(somebody, link, "boss");
        using var confirmed = await somebody.PostAsync($"{link}/confirm", ("code", CodeOf(server, secret)));
        using var again = await somebody.GetAsync(link);

        (looked.StatusCode, confirmed.StatusCode, again.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.SeeOther, HttpStatusCode.NotFound));
        (await server.Of<AgentAccounts>().ListAsync(CancellationToken.None)).Should().ContainSingle().Which.Role.Should().Be(AgentRole.Administrator);
    }

    [Fact]
    public async Task It_runs_out_and_is_worth_nothing_once_there_is_somebody()
    {
        using var server = DirectLineServer.Start();
        var old = await FirstLinkAsync(server);
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        using var somebody = new DeskVisitor(server);
        using var tooLate = await somebody.GetAsync($"/desk/link/{old}");

        var second = await server.Of<OneTimeLinks>().CreateAsync(LinkKind.FirstRun, null, AgentRole.Administrator, CancellationToken.None);
        var secret = await BeginAsync(somebody, $"/desk/link/{second}", "thief");
        using var boss = await DeskVisitor.InvitedAsync(server, AgentRole.Administrator, "boss");
        using var overtaken = await somebody.PostAsync($"/desk/link/{second}/confirm", ("code", CodeOf(server, secret)));

        (tooLate.StatusCode, overtaken.StatusCode).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        (await server.Of<AgentAccounts>().ListAsync(CancellationToken.None)).Should().ContainSingle();
    }

    [Fact]
    public async Task Nobody_is_made_before_the_app_has_shown_a_code()
    {
        using var server = DirectLineServer.Start();
        var link = $"/desk/link/{await FirstLinkAsync(server)}";
        using var somebody = new DeskVisitor(server);

        await BeginAsync(somebody, link, "boss");
        var codes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => somebody.PostAsync($"{link}/confirm", ("code", "abcdef"))));
        var secret = await BeginAsync(somebody, link, "boss");
        using var confirmed = await somebody.PostAsync($"{link}/confirm", ("code", CodeOf(server, secret)));

        codes.Select(answer => answer.StatusCode).Should().NotContain(HttpStatusCode.SeeOther);
        codes.Count(answer => answer.StatusCode != HttpStatusCode.NotFound).Should().Be(5, "five wrong codes void the key, also when all are sent at once");
        confirmed.StatusCode.Should().Be(HttpStatusCode.SeeOther, "a link that was not finished can be begun again");
    }

    [Fact]
    public async Task A_phone_with_a_wrong_clock_is_told_how_wrong()
    {
        using var server = DirectLineServer.Start();
        var link = $"/desk/link/{await FirstLinkAsync(server)}";
        using var somebody = new DeskVisitor(server);
        var secret = await BeginAsync(somebody, link, "boss");

        using var answer = await somebody.PostAsync($"{link}/confirm", ("code", new Totp(secret).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime.AddMinutes(-4))));

        (await answer.Content.ReadAsStringAsync()).Should().Contain("clock is about 4 minute(s) behind");
    }

    [Theory]
    [InlineData("short", "short", "At least")]
    [InlineData("a few words in a row", "a few other words", "not the same")]
    [InlineData("boss and a few words", "boss and a few words", "sign-in name")]
    [InlineData("password1234", "password1234", "tried first")]
    [InlineData("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "tried first")]
    public async Task A_password_that_is_easily_guessed_is_not_taken(string password, string again, string said)
    {
        using var server = DirectLineServer.Start();
        var link = $"/desk/link/{await FirstLinkAsync(server)}";
        using var somebody = new DeskVisitor(server);

        using var answer = await somebody.PostAsync(link, ("name", "boss"), ("shown-name", "Boss"), ("password", password), ("again", again));

        (await answer.Content.ReadAsStringAsync()).Should().Contain(said).And.NotContain("data:image");
    }

    [Fact]
    public async Task The_log_of_a_first_start_holds_the_link_and_the_log_of_the_next_start_none()
    {
        await using var server = await RunningServer.StartAsync();
        var link = new Uri(await UntilAsync(server, LinkPattern()));
        using var client = server.Client();
        client.DefaultRequestHeaders.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));

        using var begun = await client.PostAsync(link.AbsolutePath, Form(("name", "boss"), ("shown-name", "Boss"), ("password", Password), ("again", Password)));
        var secret = SecretOn(await begun.Content.ReadAsStringAsync());
        using var confirmed = await client.PostAsync($"{link.AbsolutePath}/confirm", Form(("code", new Totp(secret).ComputeTotp())));
        (await confirmed.Content.ReadAsStringAsync()).Should().Contain("All set");
        await server.KillAsync();
        await server.StartAgainAsync();
        using var used = await client.GetAsync(link.AbsolutePath);

        used.StatusCode.Should().Be(HttpStatusCode.NotFound);
        LinkPattern().Count(server.Output).Should().Be(1);
    }

    /// <summary>As the program makes it at its first start; it has done so by itself already, and a newer one voids the older.</summary>
    private static async Task<string> FirstLinkAsync(DirectLineServer server)
    {
        while (!await server.Of<AgentsDatabase>().ReadAsync(context => context.Links.AnyAsync(), CancellationToken.None))
        {
            await Task.Delay(10);
        }

        return await server.Of<OneTimeLinks>().CreateAsync(LinkKind.FirstRun, null, AgentRole.Administrator, CancellationToken.None);
    }

    private static async Task<byte[]> BeginAsync(DeskVisitor somebody, string link, string name)
    {
        using var answer = await somebody.PostAsync(link, ("name", name), ("shown-name", name), ("password", Password), ("again", Password));
        return SecretOn(await answer.Content.ReadAsStringAsync());
    }

    private static byte[] SecretOn(string page) => Base32Encoding.ToBytes(KeyPattern().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));

    private static string CodeOf(DirectLineServer server, byte[] secret) => new Totp(secret).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime);

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>The link is written just after the server takes requests.</summary>
    private static async Task<string> UntilAsync(RunningServer server, Regex pattern)
    {
        for (var waited = 0; waited < 200 && !pattern.IsMatch(server.Output); waited++)
        {
            await Task.Delay(50);
        }

        return pattern.Match(server.Output).Value;
    }

    [GeneratedRegex("class=\"key\"[^>]*>([A-Z2-7 ]+)<")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"http://\S+/desk/link/[\w-]{20,}")]
    private static partial Regex LinkPattern();
}
