using System.Net;
using Bot.Desk.Accounts;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

public sealed class SessionTests
{
    [Fact]
    public async Task Fifteen_minutes_without_a_deed_end_it()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator);

        server.Clock.Advance(TimeSpan.FromMinutes(14));
        using var inTime = await ana.GetAsync("/desk/agents");
        server.Clock.Advance(TimeSpan.FromMinutes(14));
        using var again = await ana.GetAsync("/desk/agents");
        server.Clock.Advance(TimeSpan.FromMinutes(15));
        using var tooLate = await ana.GetAsync("/desk/agents");

        (inTime.StatusCode, again.StatusCode, tooLate.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Redirect));
    }

    [Fact]
    public async Task What_a_page_fetches_by_itself_keeps_nobody_signed_in()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator);

        server.Clock.Advance(TimeSpan.FromMinutes(14));
        using var byItself = await ana.GetAsync("/desk/agents", (DeskDoor.ByItself, "1"));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var after = await ana.GetAsync("/desk/agents", (DeskDoor.ByItself, "1"));

        (byItself.StatusCode, after.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Twelve_hours_end_it_whatever_is_done()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator);

        for (var minutes = 0; minutes < 12 * 60; minutes += 10)
        {
            using var busy = await ana.GetAsync("/desk/agents");
            busy.StatusCode.Should().Be(HttpStatusCode.OK, "after {0} minutes", minutes);
            server.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        using var tooLate = await ana.GetAsync("/desk/agents");
        tooLate.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_ends_it_on_the_server()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator);

        using var signedOut = await ana.PostAsync("/desk/sign-out");
        using var withTheOldCookie = await ana.GetAsync("/desk/agents");

        withTheOldCookie.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_closed_account_is_out_at_once()
    {
        using var server = DirectLineServer.Start();
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        using var other = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "other");

        using var closed = await boss.PostAsync($"/desk/agents/{other.Id}/close");
        using var after = await other.GetAsync("/desk/agents");

        (closed.StatusCode, after.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.Redirect));
    }

    [Fact]
    public async Task Over_a_line_that_can_be_read_the_desk_stays_closed()
    {
        using var server = DirectLineServer.Start(("Limits:KnownProxies:0", "127.0.0.1"));
        using var somebody = new DeskVisitor(server);

        using var plain = await somebody.GetAsync("/desk/sign-in", ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "http"));
        using var safe = await somebody.GetAsync("/desk/sign-in", ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"));

        (plain.StatusCode, safe.StatusCode).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.OK));
    }
}
