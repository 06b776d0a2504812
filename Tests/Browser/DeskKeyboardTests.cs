using Bot.Desk.Accounts;
using FluentAssertions;
using Microsoft.Playwright;
using Tests.Desk;
using Tests.Given;
using Xunit;

namespace Tests.Browser;

/// <summary>The desk without a mouse: a whole piece of work from sign-in to wrap-up, and what an agent under pressure must not miss.</summary>
public sealed class DeskKeyboardTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    private const int MostTabs = 60;

    [Fact]
    public async Task A_ticket_is_found_claimed_chatted_about_handed_back_and_wrapped_up_by_keys_alone()
    {
        var ana = await SignInAsync("Ana K");
        await TabToAsync(ana.Page, "Take chats");
        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.SeesAsync("You take chats.");
        using var member = await browser.Server.ChatAsync($"dl_{Guid.CreateVersion7():N}");
        await member.SaysAsync("it says my account is locked");
        var number = await member.SendsTicketAsync(new Dictionary<string, string> { ["checklist.ask-full-name"] = "Maria Lopez" });
        await ana.Page.Locator($"tr[data-number='{number}']").WaitForAsync();

        await ana.Page.GotoAsync("/desk");
        await TabToAsync(ana.Page, "Skip to the tickets");
        await ana.Page.Keyboard.PressAsync("Enter");
        (await TabToAsync(ana.Page, "KP-", mustBeWhole: false)).Should().BeLessThanOrEqualTo(2, "the tickets are two steps away, not behind all filters");
        await ana.Page.Keyboard.PressAsync("Home");
        for (var rows = 0; rows < MostTabs && await FocusAsync(ana.Page) != number; rows++)
        {
            await ana.Page.Keyboard.PressAsync("ArrowDown");
        }

        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.SeesAsync("Identity not verified.");
        await PressAsync(ana.Page, "Claim", "The ticket is yours.");
        await PressAsync(ana.Page, "Take over the chat", "You are in the chat. The assistant is silent.");
        await SpeakAsync(ana);
        await PressAsync(ana.Page, "End or pass on the chat");
        await PressAsync(ana.Page, "Hand back", "The assistant goes on with the member.");
        await PressAsync(ana.Page, "Wrap up");
        await TabToIdAsync(ana.Page, "wrap-code");
        await ana.Page.Keyboard.PressAsync("ArrowDown");
        await PressAsync(ana.Page, "Close the ticket", "Closed.");

        ana.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_comes_into_a_chat_can_write_at_once_and_sees_where()
    {
        var ana = await browser.SignInAsync("Ana L");
        using var member = await browser.Server.ChatAsync($"dl_{Guid.CreateVersion7():N}");
        await member.SaysAsync("it says my account is locked");
        await ana.OpensAsync(await member.SendsTicketAsync());
        await ana.PressesAsync("Claim");
        await ana.SeesAsync("The ticket is yours.");

        await ana.PressesAsync("Take over the chat");
        await ana.SeesAsync("You are in the chat. The assistant is silent.");

        (await ana.Page.EvaluateAsync<string>("() => document.activeElement.id")).Should().Be("say-text");
        (await ana.Page.EvaluateAsync<bool>("() => document.querySelector('#composer button').getBoundingClientRect().bottom <= innerHeight && scrollY === 0")).Should().BeTrue("nobody has to scroll to answer");
    }

    [Fact]
    public async Task Before_a_sign_in_ends_the_page_says_so_and_one_press_goes_on()
    {
        var ana = await browser.SignInAsync("Ana M");
        (await ana.Page.Locator("#leaving").IsVisibleAsync()).Should().BeFalse();

        await PassAsync(ana.Page, TimeSpan.FromMinutes(13.5));
        await ana.SeesAsync("You will be signed out in about two minutes");
        await TabToAsync(ana.Page, "Stay signed in");
        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.Page.Locator("#leaving").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        await PassAsync(ana.Page, TimeSpan.FromMinutes(12));

        (await ana.Page.Locator("#leaving").IsVisibleAsync()).Should().BeFalse();
        await ana.Page.ReloadAsync();
        await ana.SeesAsync("You take no chats.");
    }

    [Fact]
    public async Task A_tab_that_nobody_looks_at_says_in_its_title_that_a_member_wrote()
    {
        var ana = await browser.SignInAsync("Ana N");
        using var member = await browser.Server.ChatAsync($"dl_{Guid.CreateVersion7():N}");
        await ana.OpensAsync(await member.SendsTicketAsync());
        await ana.PressesAsync("Claim");
        await ana.SeesAsync("The ticket is yours.");
        await ana.PressesAsync("Take over the chat");
        await ana.SeesAsync("You are in the chat. The assistant is silent.");
        await ana.Page.EvaluateAsync("() => Object.defineProperty(document, 'hidden', { value: true, configurable: true })");

        await member.SaysAsync("are you still there?");

        await ana.Page.WaitForFunctionAsync("() => document.title.startsWith('● New message')");
        await ana.Page.EvaluateAsync("() => { Object.defineProperty(document, 'hidden', { value: false }); document.dispatchEvent(new Event('visibilitychange')); }");
        (await ana.Page.TitleAsync()).Should().NotContain("●");
    }

    private async Task<DeskDriver> SignInAsync(string name)
    {
        var visitor = await DeskVisitor.InvitedAsync(browser.Server, AgentRole.Agent, name);
        var ana = new DeskDriver(await browser.BlankAsync());
        await ana.Page.GotoAsync("/desk");
        foreach (var (field, value) in new[] { ("name", name), ("password", DeskVisitor.Password), ("code", visitor.Code) })
        {
            await TabToIdAsync(ana.Page, field);
            await ana.Page.Keyboard.TypeAsync(value);
        }

        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.SeesAsync("You take no chats.");
        return ana;
    }

    private static async Task SpeakAsync(DeskDriver ana)
    {
        await ana.Page.Keyboard.TypeAsync("Hello, I am looking at it");
        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.HearsAsync("Hello, I am looking at it");
    }

    private async Task PassAsync(IPage page, TimeSpan time)
    {
        browser.Server.Clock.Advance(time);
        await page.EvaluateAsync("() => window.dispatchEvent(new Event('focus'))");
    }

    private static async Task PressAsync(IPage page, string label, string? then = null)
    {
        await TabToAsync(page, label);
        await page.Keyboard.PressAsync("Enter");
        if (then is not null)
        {
            await page.GetByText(then).First.WaitForAsync();
        }
    }

    /// <summary>How many presses of Tab it took.</summary>
    private static async Task<int> TabToAsync(IPage page, string label, bool mustBeWhole = true)
    {
        for (var tabs = 1; tabs <= MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await FocusAsync(page);
            if (mustBeWhole ? at == label : at.StartsWith(label, StringComparison.Ordinal))
            {
                (await page.EvaluateAsync<bool>("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'")).Should().BeTrue("{0} shows that it has the focus", label);
                return tabs;
            }
        }

        throw new InvalidOperationException($"No Tab leads to {label}; the last one led to {await FocusAsync(page)}.");
    }

    private static async Task TabToIdAsync(IPage page, string id)
    {
        for (var tabs = 0; tabs < MostTabs && await page.EvaluateAsync<string>("() => document.activeElement.id") != id; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        (await page.EvaluateAsync<string>("() => document.activeElement.id")).Should().Be(id);
    }

    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.textContent.trim()");
}
