using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Tests.Desk;
using Tests.Given;
using Xunit;

namespace Tests.Browser;

/// <summary>Every page and state of the desk, on a phone, on a wide screen, dark, and in forced colours.</summary>
public sealed class DeskAccessTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    /// <summary>A page that is too wide, a control that is too small to hit, and a label or flag that is broken in the middle of a word, and what sticks out of its box.</summary>
    private const string Misfits = """
        () => {
          const shown = part => part.checkVisibility({ opacityProperty: true, visibilityProperty: true });
          const name = part => part.outerHTML.slice(0, 120);
          const root = document.documentElement;
          const wide = root.scrollWidth > root.clientWidth ? [`${root.scrollWidth - root.clientWidth} pixels too wide`] : [];
          const small = [...document.querySelectorAll('button, .button, input:not([type=hidden]), select, textarea, summary')].filter(shown)
            .filter(part => { const box = part.getBoundingClientRect(); return part.type === 'checkbox' ? box.height < 18 : box.height < 24 || box.width < 24; }).map(part => 'too small: ' + name(part));
          const broken = [...document.querySelectorAll('button, .button, .flag, .role, nav a, label')].filter(shown).filter(part => {
            const range = document.createRange();
            range.selectNodeContents(part);
            const lines = new Set([...range.getClientRects()].filter(box => box.width > 1 && box.height > 4).map(box => Math.round(box.bottom / 8))).size;
            return lines > Math.max(1, part.textContent.trim().split(/[\s-]+/).length);
          }).map(part => 'broken up: ' + name(part));
          const out = [...document.querySelectorAll('.card *, .panel *')].filter(shown).filter(part => {
            const [inner, outer] = [part.getBoundingClientRect(), part.closest('.card, .panel').getBoundingClientRect()];
            return inner.width > 1 && (inner.right > outer.right + 1 || inner.left < outer.left - 1) && !part.closest('.scroll, .out-of-sight');
          }).map(part => 'sticks out: ' + name(part));
          return [...wide, ...small, ...broken, ...out];
        }
        """;

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
        async Task LookHereAsync(string name)
        {
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(part => { part.open = true; })");
            faults.AddRange((await page.RunAxe()).Violations.Select(found => $"{name}: {found.Id}: {found.Nodes[0].Html}"));
            faults.AddRange((await page.EvaluateAsync<string[]>(Misfits)).Select(fault => $"{name}: {fault}"));
            await new DeskDriver(page).ShootAsync($"{name}-{width}-{scheme}{(colors == ForcedColors.Active ? "-forced" : "")}");
        }

        async Task LookAsync(string name, string path)
        {
            await page.GotoAsync(path);
            await LookHereAsync(name);
        }

        async Task PressAndLookAsync(string name, string button)
        {
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).First.ClickAsync();
            await LookHereAsync(name);
        }

        await LookAsync("sign-in", "/desk/sign-in?why=idle");
        await page.GetByLabel("Name").FillAsync("nobody");
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByLabel("Code from your authenticator app").FillAsync("123456");
        await PressAndLookAsync("sign-in-failed", "Sign in");
        await LookAsync("link", $"/desk/link/{await links.CreateAsync(LinkKind.Invitation, null, AgentRole.Agent, CancellationToken.None)}");
        await page.GetByLabel("Name you sign in with").FillAsync($"new-{width}-{scheme}-{colors}");
        await page.GetByLabel("Name that members see").FillAsync("New");
        await page.GetByLabel("New password").FillAsync("short words");
        await page.GetByLabel("The same password again").FillAsync("other words than those");
        await page.EvaluateAsync("() => document.querySelectorAll('[minlength]').forEach(field => field.removeAttribute('minlength'))");
        await PressAndLookAsync("link-refused", "Go on");
        await page.GetByLabel("New password").FillAsync(DeskVisitor.Password);
        await page.GetByLabel("The same password again").FillAsync(DeskVisitor.Password);
        await PressAndLookAsync("app-set-up", "Go on");
        await page.GetByLabel("Code that the app shows").FillAsync("000000");
        await PressAndLookAsync("app-refused", "Finish");
        await LookAsync("link-used", "/desk/link/used");

        using var boss = await browser.SignInAsync(page, $"boss-{width}-{scheme}-{colors}", AgentRole.Administrator);
        await LookAsync("queue", "/desk");
        await LookAsync("queue-empty", "/desk?topic=how-to-sign-in");
        await page.GetByLabel("Value").FillAsync("KP-0000-0000");
        await PressAndLookAsync("search-nothing", "Find");
        await page.GotoAsync("/desk");
        await page.GetByLabel("Value").FillAsync(number);
        await PressAndLookAsync("search-found", "Find");
        await LookAsync("ticket-open", $"/desk/tickets/{number}");
        using var another = await DeskVisitor.SignedInAsync(browser.Server, AgentRole.Supervisor, $"second-{width}-{scheme}-{colors}");
        using var taken = await another.PostAsync($"/desk/tickets/{number}/claim");
        await PressAndLookAsync("ticket-collision", "Claim");
        using var passed = await another.PostAsync($"/desk/tickets/{number}/transfer", ("to", boss.Id));
        using var noted = await boss.PostAsync($"/desk/tickets/{number}/notes", ("text", "Called back"));
        using var flagged = await boss.PostAsync($"/desk/tickets/{number}/flag", ("field", "date_of_birth"), ("how", "missing"));
        await LookAsync("ticket-mine", $"/desk/tickets/{number}?done=claimed");
        await page.GetByLabel("Why you need it").FillAsync("they call us back");
        await PressAndLookAsync("ticket-revealed", "Reveal");
        using var joined = await boss.PostAsync($"/desk/tickets/{number}/join");
        joined.StatusCode.Should().Be(System.Net.HttpStatusCode.SeeOther);
        await LookAsync("ticket-live", $"/desk/tickets/{number}?done=joined");
        using var onward = await boss.PostAsync($"/desk/tickets/{number}/transfer", ("to", another.Id));
        await LookAsync("ticket-passed-on", $"/desk/tickets/{number}?done=passed-on");
        using var joinedToo = await another.PostAsync($"/desk/tickets/{number}/join");
        await LookAsync("ticket-anothers-chat", $"/desk/tickets/{number}");
        using var back = await another.PostAsync($"/desk/tickets/{number}/hand-back");
        await LookAsync("ticket-handed-back", $"/desk/tickets/{number}");
        using var closed = await another.PostAsync($"/desk/tickets/{number}/close", ("code", "account-unlocked"));
        closed.StatusCode.Should().Be(System.Net.HttpStatusCode.SeeOther);
        await LookAsync("ticket-closed", $"/desk/tickets/{number}?done=closed");
        await LookAsync("ticket-missing", "/desk/tickets/KP-0000-0000");
        await LookAsync("audit", "/desk/audit");
        await PressAndLookAsync("audit-verified", "Verify the whole chain");
        await browser.Server.Of<BreakGlass>().OpenAsync(new Agent("agent-x", "x", AgentRole.Agent), number, "member in danger", CancellationToken.None);
        await browser.Server.Of<Approvals>().AskAsync(ApprovalKind.ResetFactors, "agent-x", new Agent("agent-y", "y", AgentRole.Administrator), CancellationToken.None);
        await LookAsync("alarms", "/desk/alarms");
        await LookAsync("agents", "/desk/agents");
        await PressAndLookAsync("agents-invited", "Make a link");
        await LookAsync("me", "/desk/me");
        browser.Server.Clock.Advance(TimeSpan.FromSeconds(30));
        await page.GetByLabel("A new code from your authenticator app").FillAsync(boss.Code);
        await PressAndLookAsync("recovery-codes", "Make recovery codes");
        (await page.Locator("li.key").CountAsync()).Should().Be(10);
        await page.GotoAsync("/desk/me");
        (await page.Locator("li.key").CountAsync()).Should().Be(0, "they are shown once");

        await page.GotoAsync("/desk");
        browser.Server.Clock.Advance(TimeSpan.FromMinutes(13.5));
        await page.EvaluateAsync("() => window.dispatchEvent(new Event('focus'))");
        await page.GetByText("You will be signed out in about two minutes").WaitForAsync();
        await LookHereAsync("leaving");

        faults.Should().BeEmpty();
    }
}
