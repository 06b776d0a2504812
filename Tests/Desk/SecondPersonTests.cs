using System.Net;
using System.Text.RegularExpressions;
using Bot.Desk.Accounts;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

public sealed partial class SecondPersonTests
{
    [Fact]
    public async Task Setting_a_sign_in_anew_needs_two_and_neither_may_be_the_one_it_is_about()
    {
        using var server = DirectLineServer.Start();
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        using var lead = await DeskVisitor.SignedInAsync(server, AgentRole.Supervisor, "lead");
        using var asked = await boss.PostAsync($"/desk/agents/{lead.Id}/reset");
        var request = await RequestAsync(server);

        var byWhoAsked = await AnswerAsync(boss, request);
        var byWhomItIsAbout = await AnswerAsync(lead, request);
        using var third = await DeskVisitor.SignedInAsync(server, AgentRole.Supervisor, "third");
        var byAThird = await AnswerAsync(third, request);

        (byWhoAsked, byWhomItIsAbout).Should().Be((false, false));
        byAThird.Should().BeTrue("it shows the link");
        using var old = await lead.GetAsync("/desk/alarms");
        old.StatusCode.Should().Be(HttpStatusCode.Redirect, "the old sign-in is closed");
    }

    [Fact]
    public async Task Nobody_makes_an_administrator_alone()
    {
        using var server = DirectLineServer.Start();
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        using var lead = await DeskVisitor.SignedInAsync(server, AgentRole.Supervisor, "lead");
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");

        using var asked = await boss.PostAsync($"/desk/agents/{ana.Id}/role", ("role", "Administrator"));
        var before = (await server.Of<AgentAccounts>().FindAsync(ana.Id, CancellationToken.None))!.Role;
        using var allowed = await lead.PostAsync($"/desk/approvals/{await RequestAsync(server)}", ("answer", "yes"));
        var after = (await server.Of<AgentAccounts>().FindAsync(ana.Id, CancellationToken.None))!.Role;

        (before, after).Should().Be((AgentRole.Agent, AgentRole.Administrator));
    }

    [Fact]
    public async Task Nobody_changes_their_own_account()
    {
        using var server = DirectLineServer.Start();
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");

        using var role = await boss.PostAsync($"/desk/agents/{boss.Id}/role", ("role", "Agent"));
        using var closed = await boss.PostAsync($"/desk/agents/{boss.Id}/close");
        using var still = await boss.GetAsync("/desk/agents");

        still.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_break_glass_look_is_reviewed_by_another_and_ends_after_an_hour()
    {
        using var server = DirectLineServer.Start();
        using var lead = await DeskVisitor.SignedInAsync(server, AgentRole.Supervisor, "lead");
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        var agent = new Agent(lead.Id, "lead", AgentRole.Supervisor);
        var glass = server.Of<BreakGlass>();
        await glass.OpenAsync(agent, "KP-1111-2222", "<script>alert(1)</script> member in danger", CancellationToken.None);
        var breach = (await glass.ListAsync(CancellationToken.None)).Single();

        using var byThemselves = await lead.PostAsync($"/desk/alarms/{breach.Id}/reviewed");
        var stillOpen = (await glass.ListAsync(CancellationToken.None)).Single().ReviewedBy;
        var page = await boss.PageAsync("/desk/alarms");
        using var byAnother = await boss.PostAsync($"/desk/alarms/{breach.Id}/reviewed");
        var isOpen = await glass.IsOpenAsync(agent, "KP-1111-2222", CancellationToken.None);
        server.Clock.Advance(TimeSpan.FromMinutes(60));

        stillOpen.Should().BeNull();
        page.Should().Contain("&lt;script&gt;alert(1)").And.NotContain("<script>alert");
        (await glass.ListAsync(CancellationToken.None)).Single().ReviewedBy.Should().Be(boss.Id);
        (isOpen, await glass.IsOpenAsync(agent, "KP-1111-2222", CancellationToken.None)).Should().Be((true, false));
    }

    private static async Task<string> RequestAsync(DirectLineServer server) => (await server.Of<Approvals>().ListAsync(CancellationToken.None)).Single().Id;

    /// <summary>Whether a link came of it.</summary>
    private static async Task<bool> AnswerAsync(DeskVisitor visitor, string request)
    {
        using var answer = await visitor.PostAsync($"/desk/approvals/{request}", ("answer", "yes"));
        return LinkPattern().IsMatch(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"/desk/link/[\w-]{20,}")]
    private static partial Regex LinkPattern();
}
