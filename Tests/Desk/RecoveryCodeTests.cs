using System.Net;
using System.Text.RegularExpressions;
using Bot.Commands;
using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Bot.Storage.Auditing;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Desk;

/// <summary>The phone is gone, and perhaps nobody else is there: the ways back to the desk.</summary>
public sealed partial class RecoveryCodeTests
{
    private const string NewPassword = "another four good words";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_in_place_of_the_apps_leads_to_a_new_app_and_to_nothing_else()
    {
        using var server = DirectLineServer.Start();
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        var codes = await MakeAsync(server, boss);

        using var answer = await boss.SignInAsync(DeskVisitor.Password, codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        var address = answer.Headers.Location!.OriginalString;
        var link = address["/desk/link/".Length..];
        var secret = await server.Of<OneTimeLinks>().BeginAsync(link, "boss", "boss", server.Of<Passwords>().Hash(NewPassword), Now);
        var done = await server.Of<OneTimeLinks>().ConfirmAsync(link, new OtpNet.Totp(secret).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime), Now);

        codes.Should().HaveCount(10).And.OnlyHaveUniqueItems().And.OnlyContain(code => CodePattern().IsMatch(code));
        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        answer.Headers.Contains("Set-Cookie").Should().BeFalse("a code from paper opens no sign-in by itself");
        done.Should().BeOfType<Enrolled.Done>().Which.Agent.Id.Should().Be(boss.Id);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var newApp = await boss.SignInAsync(NewPassword, new OtpNet.Totp(secret).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime));
        using var oldCode = await boss.SignInAsync(NewPassword, codes[1]);
        (newApp.Headers.Location!.OriginalString, oldCode.StatusCode).Should().Be(("/desk", HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Each_is_good_once_and_only_with_the_password()
    {
        using var server = DirectLineServer.Start();
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        var codes = await MakeAsync(server, boss);

        using var wrong = await boss.SignInAsync("some other password", codes[0]);
        using var unknown = await boss.SignInAsync(DeskVisitor.Password, "0123-4567-89AB-CDEF");
        (await server.Of<RecoveryCodes>().CountAsync(boss.Id, Now)).Should().Be(10, "a wrong password uses none up");
        using var first = await boss.SignInAsync(DeskVisitor.Password, codes[0]);
        using var again = await boss.SignInAsync(DeskVisitor.Password, codes[0]);

        (first.StatusCode, again.StatusCode).Should().Be((HttpStatusCode.SeeOther, HttpStatusCode.Unauthorized));
        (await wrong.Content.ReadAsStringAsync(Now)).Should().Be(await unknown.Content.ReadAsStringAsync(Now)).And.Be(await again.Content.ReadAsStringAsync(Now));
    }

    [Fact]
    public async Task New_ones_need_the_app_and_void_the_old()
    {
        using var server = DirectLineServer.Start();
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        var old = await MakeAsync(server, boss);

        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var without = await boss.PostAsync("/desk/me/codes", ("code", "000000"));
        (await server.Of<RecoveryCodes>().TryUseAsync(boss.Id, old[9], Now)).Should().BeTrue("a wrong code changed nothing");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var fresh = await MakeAsync(server, boss);

        (await server.Of<RecoveryCodes>().TryUseAsync(boss.Id, old[0], Now)).Should().BeFalse();
        (await server.Of<RecoveryCodes>().TryUseAsync(boss.Id, fresh[0], Now)).Should().BeTrue();
        fresh.Should().NotIntersectWith(old);
    }

    [Fact]
    public async Task Whoever_runs_the_server_lets_a_lone_administrator_in_again_and_everybody_sees_it()
    {
        await using var database = new SqliteTestDatabase();
        var settings = await database.AllSettingsAsync(("Accounts:Mode", "None"));
        using var server = DirectLineServer.Start([.. settings.Select(setting => (setting.Key, setting.Value!)), ("Storage:Provider", "Sqlite")]);
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        using var lead = await DeskVisitor.SignedInAsync(server, AgentRole.Supervisor, "lead");
        string[] same = [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];

        var nobody = await DeskResetCommand.RunAsync(["no-such-name", "phone was stolen", .. same], Now);
        var noReason = await DeskResetCommand.RunAsync(["boss", "lost", .. same], Now);
        var reset = await DeskResetCommand.RunAsync(["Boss", "phone was stolen", .. same], Now);

        (nobody != 0, noReason != 0, reset).Should().Be((true, true, 0));
        using var old = await boss.GetAsync("/desk");
        old.StatusCode.Should().Be(HttpStatusCode.Redirect, "the old sign-in is closed");
        (await lead.PageAsync("/desk/alarms")).Should().Contain("The sign-in of boss was set anew from the server").And.Contain("phone was stolen");
        var links = await server.Of<AgentsDatabase>().ReadAsync(context => context.Links.Where(link => link.Kind == LinkKind.Reset).ToListAsync(Now), Now);
        links.Should().ContainSingle().Which.AgentId.Should().Be(boss.Id);
        var lines = await server.Of<Audit>().ReadAsync(null, null, 50, Now);
        lines.Should().ContainSingle(line => line.Act == AccountActs.ResetFromServer).Which.Words.Should().Be("phone was stolen");
        (await server.Of<AuditCheck>().VerifyAsync(null, Now)).Faults.Should().BeEmpty();
    }

    private static async Task<IReadOnlyList<string>> MakeAsync(DirectLineServer server, DeskVisitor visitor)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var answer = await visitor.PostAsync("/desk/me/codes", ("code", visitor.Code));
        return [.. CodePattern().Matches(await answer.Content.ReadAsStringAsync()).Select(match => match.Value)];
    }

    [GeneratedRegex("(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", RegexOptions.NonBacktracking)]
    private static partial Regex CodePattern();
}
