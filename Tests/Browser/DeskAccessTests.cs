using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Tests.Desk;
using Xunit;

namespace Tests.Browser;

/// <summary>Every page and state of the desk, on a phone, on a wide screen, dark, and in forced colours.</summary>
public sealed class DeskAccessTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    [Theory]
    [InlineData(320, ColorScheme.Light, ForcedColors.None)]
    [InlineData(1440, ColorScheme.Light, ForcedColors.None)]
    [InlineData(1440, ColorScheme.Dark, ForcedColors.None)]
    [InlineData(800, ColorScheme.Dark, ForcedColors.Active)]
    public async Task No_page_has_a_barrier_or_is_cut_off(int width, ColorScheme scheme, ForcedColors colors)
    {
        var page = await browser.BlankAsync(width, 900, scheme, colors);
        using var member = await browser.Server.ChatAsync($"dl_{Guid.CreateVersion7():N}");
        await member.SaysAsync("it says my account is locked, call https://kаiser.example");
        var number = await member.SendsTicketAsync(new Dictionary<string, string> { ["checklist.ask-full-name"] = "Maria Lopez" });
        var links = browser.Server.Of<OneTimeLinks>();
        var faults = new List<string>();
        async Task LookAsync(string name, string path)
        {
            await page.GotoAsync(path);
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(part => { part.open = true; })");
            faults.AddRange((await page.RunAxe()).Violations.Select(found => $"{name}: {found.Id}: {found.Nodes[0].Html}"));
            var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            faults.AddRange(overflow > 0 ? [$"{name}: {overflow} pixels too wide"] : Array.Empty<string>());
            await new DeskDriver(page).ShootAsync($"{name}-{width}-{scheme}{(colors == ForcedColors.Active ? "-forced" : "")}");
        }

        await LookAsync("sign-in", "/desk/sign-in?why=idle");
        await LookAsync("link", $"/desk/link/{await links.CreateAsync(LinkKind.Invitation, null, AgentRole.Agent, CancellationToken.None)}");
        await LookAsync("link-used", "/desk/link/used");
        using var boss = await browser.SignInAsync(page, $"boss-{width}-{scheme}-{colors}", AgentRole.Administrator);
        await LookAsync("queue", "/desk");
        await LookAsync("queue-empty", "/desk?topic=how-to-sign-in");
        await LookAsync("ticket-open", $"/desk/tickets/{number}");
        using var claimed = await boss.PostAsync($"/desk/tickets/{number}/claim");
        using var noted = await boss.PostAsync($"/desk/tickets/{number}/notes", ("text", "Called back"));
        using var flagged = await boss.PostAsync($"/desk/tickets/{number}/flag", ("field", "date_of_birth"), ("how", "missing"));
        await LookAsync("ticket-mine", $"/desk/tickets/{number}?done=claimed");
        using var joined = await boss.PostAsync($"/desk/tickets/{number}/join");
        joined.StatusCode.Should().Be(System.Net.HttpStatusCode.SeeOther);
        await LookAsync("ticket-live", $"/desk/tickets/{number}?done=joined");
        await LookAsync("ticket-missing", "/desk/tickets/KP-0000-0000");
        await LookAsync("audit", "/desk/audit");
        await browser.Server.Of<BreakGlass>().OpenAsync(new Agent("agent-x", "x", AgentRole.Agent), number, "member in danger", CancellationToken.None);
        await browser.Server.Of<Approvals>().AskAsync(ApprovalKind.ResetFactors, "agent-x", new Agent("agent-y", "y", AgentRole.Administrator), CancellationToken.None);
        await LookAsync("alarms", "/desk/alarms");
        await LookAsync("agents", "/desk/agents");
        await LookAsync("me", "/desk/me");

        faults.Should().BeEmpty();
    }
}
