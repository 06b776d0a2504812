using System.Net;
using Bot.Desk.Accounts;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

public sealed class SignInTests
{
    [Fact]
    public async Task Name_password_and_code_open_the_desk_with_a_cookie_that_only_this_host_gets()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.InvitedAsync(server, AgentRole.Agent, "ana");

        using var answer = await ana.SignInAsync(DeskVisitor.Password, ana.Code);

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant();
        cookie.Should().StartWith("__host-desk=").And.Contain("secure").And.Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/").And.NotContain("domain");
    }

    [Fact]
    public async Task Whatever_does_not_fit_is_answered_alike()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.InvitedAsync(server, AgentRole.Agent, "ana");
        using var closed = await DeskVisitor.InvitedAsync(server, AgentRole.Agent, "closed");
        await server.Of<AgentAccounts>().SetDisabledAsync(closed.Id, isDisabled: true, CancellationToken.None);
        using var nobody = new DeskVisitor(server);

        var answers = new[]
        {
            await ana.SignInAsync("another password altogether", ana.Code),
            await ana.SignInAsync(DeskVisitor.Password, "000000"),
            await closed.SignInAsync(DeskVisitor.Password, closed.Code),
            await nobody.PostAsync("/desk/sign-in", ("name", "no-such-name"), ("password", DeskVisitor.Password), ("code", "123456")),
            await nobody.PostAsync("/desk/sign-in", ("name", ""), ("password", ""), ("code", "")),
            await nobody.PostAsync("/desk/sign-in", ("name", new string('x', 5_000)), ("password", new string('y', 5_000)), ("code", "१२३४५६")),
        };

        answers.Select(answer => answer.StatusCode).Should().AllBeEquivalentTo(HttpStatusCode.Unauthorized);
        (await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.InvitedAsync(server, AgentRole.Agent, "ana");
        var code = ana.Code;

        using var first = await ana.SignInAsync(DeskVisitor.Password, code);
        using var second = await ana.SignInAsync(DeskVisitor.Password, code);

        (first.StatusCode, second.StatusCode).Should().Be((HttpStatusCode.SeeOther, HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-30, true)]
    [InlineData(-60, false)]
    [InlineData(30, false)]
    public async Task Only_the_code_of_now_and_the_one_before_are_good(int seconds, bool isGood)
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.InvitedAsync(server, AgentRole.Agent, "ana");
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        var code = new OtpNet.Totp(ana.Secret).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime.AddSeconds(seconds));

        using var answer = await ana.SignInAsync(DeskVisitor.Password, code);

        answer.StatusCode.Should().Be(isGood ? HttpStatusCode.SeeOther : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task After_four_wrong_tries_even_the_right_one_waits_and_a_success_forgets_them()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.InvitedAsync(server, AgentRole.Agent, "ana");
        for (var tries = 0; tries < 4; tries++)
        {
            using var wrong = await ana.SignInAsync("another password altogether", ana.Code);
        }

        using var tooSoon = await ana.SignInAsync(DeskVisitor.Password, ana.Code);
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        using var later = await ana.SignInAsync(DeskVisitor.Password, ana.Code);

        (tooSoon.StatusCode, later.StatusCode).Should().Be((HttpStatusCode.Unauthorized, HttpStatusCode.SeeOther));
        (await server.Of<Tries>().TryTakeAsync(AgentAccounts.Fold("ana"), CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task Tries_at_the_same_moment_are_all_counted()
    {
        using var server = DirectLineServer.Start();

        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Of<Tries>().TryTakeAsync("ANA", CancellationToken.None)));

        taken.Count(isTaken => isTaken).Should().Be(4, "the fifth waits for 30 seconds");
    }

    [Theory]
    [InlineData(3, 0, true)]
    [InlineData(4, 29, false)]
    [InlineData(4, 30, true)]
    [InlineData(9, 959, false)]
    [InlineData(9, 960, true)]
    [InlineData(20, 10_000_000, false)]
    public void The_wait_grows_with_the_failures_in_a_row(int failures, int secondsSinceTheLast, bool mayTry)
    {
        var now = Assistant.Start;
        var last = now.AddSeconds(-secondsSinceTheLast);
        var all = Enumerable.Range(0, failures).Select(place => last.AddDays(place - failures + 1)).ToList();

        Tries.MayTry(all, now).Should().Be(mayTry);
    }

    [Fact]
    public void Ten_are_looked_at_in_a_day_and_no_more()
    {
        var now = Assistant.Start;
        var tenToday = Enumerable.Range(0, 10).Select(place => now.AddHours(-20 + place)).ToList();

        Tries.MayTry(tenToday, now).Should().BeFalse();
        Tries.MayTry(tenToday, now.AddHours(5)).Should().BeTrue();
    }

    [Theory]
    [InlineData("https://evil.example/", "/desk")]
    [InlineData("//evil.example/desk", "/desk")]
    [InlineData("/desk\\..\\..\\evil", "/desk")]
    [InlineData("/desk/tickets/KP-1\r\nX: y", "/desk")]
    [InlineData("/deskevil", "/desk")]
    [InlineData("/desk/tickets/KP-1111-2222?tab=notes", "/desk/tickets/KP-1111-2222?tab=notes")]
    public void After_signing_in_one_lands_at_the_desk_and_nowhere_else(string asked, string next) => Bot.Desk.Pages.AccountPages.NextOf(asked).Should().Be(next);
}
