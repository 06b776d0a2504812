using System.Net;
using Bot.Desk.Accounts;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

/// <summary>Who may do what to a ticket that another agent has, by pages and not by functions: what is not offered is refused, too.</summary>
public sealed class TicketActsTests
{
    private static readonly (string Act, (string, string)[] Fields)[] OwnersActs =
    [
        ("release", []), ("join", []), ("say", [("text", "Hello")]), ("typing", []), ("hand-back", []), ("leave", []),
        ("reveal", [("field", "full_name"), ("reason", "calling back")]), ("flag", [("field", "full_name"), ("how", "wrong")]),
        ("close", [("code", "account-unlocked")]), ("reopen", []), ("merge", [("into", "KP-0000-0000")]),
    ];

    [Fact]
    public async Task Another_agent_can_do_nothing_that_is_the_holders()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1000"), ("Limits:ConnectionsPerAddress", "1000"));
        var (ana, ben) = (await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana"), await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ben"));
        using var chat = await server.ChatAsync();
        var number = await chat.SendsTicketAsync(Given);
        using var claimed = await ana.PostAsync($"/desk/tickets/{number}/claim");

        var answers = new Dictionary<string, HttpStatusCode>();
        foreach (var (act, fields) in OwnersActs)
        {
            using var answer = await ben.PostAsync($"/desk/tickets/{number}/{act}", fields);
            answers[act] = answer.StatusCode;
        }

        answers.Should().OnlyContain(answer => answer.Value == HttpStatusCode.Forbidden);
        using var transfer = await ben.PostAsync($"/desk/tickets/{number}/transfer", ("to", ben.Id));
        transfer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        using var late = await ben.PostAsync($"/desk/tickets/{number}/claim");
        (late.StatusCode, await late.Content.ReadAsStringAsync()).Should().Match<(HttpStatusCode Status, string Page)>(answer => answer.Status == HttpStatusCode.Conflict && answer.Page.Contains("ana was faster"));
    }

    [Fact]
    public async Task A_hundred_claims_at_once_and_one_of_them_wins()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1000"), ("Limits:ConnectionsPerAddress", "1000"));
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");
        using var ben = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ben");
        using var chat = await server.ChatAsync();
        var number = await chat.SendsTicketAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async place =>
        {
            using var answer = await (place % 2 == 0 ? ana : ben).PostAsync($"/desk/tickets/{number}/claim");
            return (IsAna: place % 2 == 0, answer.StatusCode);
        }));

        answers.Where(answer => answer.StatusCode == HttpStatusCode.SeeOther).Select(answer => answer.IsAna).Distinct().Should().ContainSingle("one has it");
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).Should().Be(50, "the other was told each time");
    }

    [Fact]
    public async Task A_personal_field_is_hidden_until_revealed_with_a_reason_and_for_a_minute()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1000"), ("Limits:ConnectionsPerAddress", "1000"));
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");
        using var boss = await DeskVisitor.SignedInAsync(server, AgentRole.Administrator, "boss");
        using var chat = await server.ChatAsync();
        var page = $"/desk/tickets/{await chat.SendsTicketAsync(Given)}";
        using var claimed = await ana.PostAsync($"{page}/claim");

        var before = await ana.PageAsync(page);
        using var without = await ana.PostAsync($"{page}/reveal", ("field", "full_name"), ("reason", "x"));
        using var revealed = await ana.PostAsync($"{page}/reveal", ("field", "full_name"), ("reason", "they call us back"));
        var (mine, others) = (await ana.PageAsync(page), await boss.PageAsync(page));
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        var after = await ana.PageAsync(page);

        (without.StatusCode, revealed.StatusCode).Should().Be((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther));
        mine.Should().Contain("Maria Lopez");
        before.Should().NotContain("Maria Lopez");
        others.Should().NotContain("Maria Lopez", "it was revealed to Ana alone");
        after.Should().NotContain("Maria Lopez");
        (await boss.PageAsync("/desk/audit")).Should().Contain("field.revealed").And.Contain("they call us back").And.Contain("administrator", "the audit tells them apart from supervisors").And.NotContain("supervisor</");
    }

    [Fact]
    public async Task After_a_quarter_of_an_hour_the_second_factor_is_asked_for_again_before_a_reveal()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1000"), ("Limits:ConnectionsPerAddress", "1000"));
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");
        using var chat = await server.ChatAsync();
        var page = $"/desk/tickets/{await chat.SendsTicketAsync(Given)}";
        using var claimed = await ana.PostAsync($"{page}/claim");
        for (var minutes = 0; minutes < 16; minutes += 8)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(8));
            await ana.PageAsync(page);
        }

        using var without = await ana.PostAsync($"{page}/reveal", ("field", "full_name"), ("reason", "they call us back"));
        using var with = await ana.PostAsync($"{page}/reveal", ("field", "full_name"), ("reason", "they call us back"), ("code", ana.Code));

        (without.StatusCode, with.StatusCode).Should().Be((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther));
        (await without.Content.ReadAsStringAsync()).Should().Contain("that code does not fit", "the agent has to know that it was the code");
    }

    [Fact]
    public async Task Behind_broken_glass_another_agent_sees_the_fields_and_supervisors_see_that()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1000"), ("Limits:ConnectionsPerAddress", "1000"));
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");
        using var ben = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ben");
        using var lead = await DeskVisitor.SignedInAsync(server, AgentRole.Supervisor, "lead");
        using var chat = await server.ChatAsync();
        var number = await chat.SendsTicketAsync(Given);
        using var claimed = await ana.PostAsync($"/desk/tickets/{number}/claim");

        using var broken = await ben.PostAsync($"/desk/tickets/{number}/break-glass", ("reason", "the member is in danger"));
        using var revealed = await ben.PostAsync($"/desk/tickets/{number}/reveal", ("field", "full_name"), ("reason", "to send help"));
        var alarms = await lead.PageAsync("/desk/alarms");
        server.Clock.Advance(TimeSpan.FromMinutes(14));
        await ben.PageAsync("/desk");

        revealed.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        alarms.Should().Contain(number).And.Contain("the member is in danger");
        (await lead.PageAsync("/desk/audit")).Should().Contain("glass.broken");
    }

    [Fact]
    public async Task A_line_in_another_language_says_so_to_screen_readers_and_stands_in_English_beside_it()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1000"), ("Limits:ConnectionsPerAddress", "1000"));
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");
        using var chat = await server.ChatAsync();
        await chat.SaysAsync("hola, me dice que mi cuenta está bloqueada");
        var page = await ana.PageAsync($"/desk/tickets/{await chat.SendsTicketAsync(Given)}");

        System.Net.WebUtility.HtmlDecode(page).Should().MatchRegex("lang=\"es\"><span class=\"typed\" dir=\"auto\">hola, me dice").And.Contain("class=\"says english\" lang=\"en\"");
    }

    [Fact]
    public async Task A_search_that_finds_nothing_says_why_that_may_be()
    {
        using var server = DirectLineServer.Start();
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");

        using var found = await ana.PostAsync("/desk/search", ("by", "Email"), ("value", "jo@example"));

        (await found.Content.ReadAsStringAsync()).Should().Contain("Only the whole value finds a ticket").And.NotContain("appear by themselves");
    }

    [Theory]
    [InlineData("it says my account is locked", "Check who they are, then unlock the account")]
    [InlineData("somebody else is in my account and changed my email", "Check who they are, then secure the account")]
    [InlineData("I can't see my mother's records any more, it says I am not authorized as her proxy", "Look up the caregiver's access on file")]
    [InlineData("the page stays blank", "Check who they are by the plan's own way")]
    public async Task Who_only_asked_for_a_person_still_tells_the_agent_what_to_do(string said, string next)
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1000"), ("Limits:ConnectionsPerAddress", "1000"));
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");
        using var chat = await server.ChatAsync();
        await chat.SaysAsync(said);

        var page = await ana.PageAsync($"/desk/tickets/{await chat.SendsTicketAsync(Given)}");

        System.Net.WebUtility.HtmlDecode(page).Should().Contain($"<strong>{next}</strong>");
    }

    [Fact]
    public async Task A_ticket_goes_from_the_queue_to_its_wrap_up()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1000"), ("Limits:ConnectionsPerAddress", "1000"));
        using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent, "ana");
        using var lead = await DeskVisitor.SignedInAsync(server, AgentRole.Supervisor, "lead");
        using var chat = await server.ChatAsync();
        await chat.SaysAsync("it says my account is locked");
        var number = await chat.SendsTicketAsync(Given);

        (await ana.PageAsync("/desk")).Should().Contain(number).And.Contain("Account locked");
        using var claimed = await ana.PostAsync($"/desk/tickets/{number}/claim");
        using var noted = await ana.PostAsync($"/desk/tickets/{number}/notes", ("text", "Called <b>back</b>"));
        using var flagged = await ana.PostAsync($"/desk/tickets/{number}/flag", ("field", "date_of_birth"), ("how", "missing"));
        (await ana.PageAsync($"/desk/tickets/{number}")).Should().Contain("Called &lt;b&gt;back").And.Contain("missing");
        using var closed = await ana.PostAsync($"/desk/tickets/{number}/close", ("code", "account-unlocked"), ("cause", ""));
        using var found = await lead.PostAsync("/desk/search", ("by", "Number"), ("value", number.ToLowerInvariant()));
        using var file = await lead.PostAsync("/desk/export?state=all");

        new[] { claimed, noted, flagged, closed }.Select(answer => answer.StatusCode).Should().AllBeEquivalentTo(HttpStatusCode.SeeOther);
        (await ana.PageAsync("/desk")).Should().NotContain(number);
        (await ana.PageAsync("/desk?state=closed")).Should().Contain(number);
        (await found.Content.ReadAsStringAsync()).Should().Contain(number);
        (await file.Content.ReadAsStringAsync()).Should().Contain(number).And.Contain("account-unlocked").And.NotContain("Maria");
    }

    private static IReadOnlyDictionary<string, string> Given => new Dictionary<string, string> { ["checklist.ask-full-name"] = "Maria Lopez" };
}
