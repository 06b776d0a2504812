using Bot.Desk.Accounts;
using FluentAssertions;
using Microsoft.Playwright;
using Tests.Desk;
using Xunit;

namespace Tests.Browser;

/// <summary>Two agents and a member beside each other.</summary>
public sealed class DeskPageTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    [Fact]
    public async Task A_member_is_taken_over_passed_on_and_handed_back()
    {
        var ana = await browser.SignInAsync("Ana A");
        var ben = await browser.SignInAsync("Ben A");
        await ana.PressesAsync("Take chats");
        await ana.SeesAsync("You take chats.");
        var member = await browser.OpenChatAsync();
        var number = await member.WaitsForPersonAsync();

        await ana.SeesAsync("member waits in chat");
        await ana.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = number }).ClickAsync();
        await ana.PressesAsync("Claim");
        await member.SeesAsync("You are now chatting with");
        await ana.SeesAsync("You are in the chat");
        await member.SaysAsync("I see a lock on my screen");
        await ana.HearsAsync("I see a lock on my screen");
        await ana.SaysAsync("I am looking at your account now");
        await member.SeesAsync("I am looking at your account now");
        await ana.ShootAsync("live-1440");

        await ben.OpensAsync(number);
        await ben.SeesAsync("Ana A is in the chat.");
        (await ben.Page.GetByLabel("To the member").CountAsync()).Should().Be(0, "nobody speaks in another's place");
        await ana.Page.GetByLabel("Pass on to").SelectOptionAsync(new SelectOptionValue { Label = "Ben A (at the desk)" });
        await ana.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pass on", Exact = true }).ClickAsync();
        await ana.SeesAsync("Passed on.");
        await member.SeesAsync("passed on to a colleague");
        await ben.SeesAsync("The member waits for an agent");
        await ben.Page.ReloadAsync();
        await ben.PressesAsync("Come into the chat");
        await ben.SaysAsync("Ben here, I go on from here");
        await member.SeesAsync("Ben here, I go on from here");

        await ben.UnfoldsAsync("End or pass on the chat");
        await ben.PressesAsync("Hand back");
        await member.SeesAsync("The person has left, and I'm back");
        await member.SaysAsync("yes");
        await ben.HearsAsync("The person has left, and I'm back");
        ana.Errors.Concat(ben.Errors).Concat(member.Errors).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_two_who_claim_one_is_told_who_was_faster()
    {
        var ana = await browser.SignInAsync("Ana B");
        var ben = await browser.SignInAsync("Ben B");
        var number = await TicketAsync();
        await ana.OpensAsync(number);
        await ben.OpensAsync(number);

        await ana.PressesAsync("Claim");
        await ana.SeesAsync("The ticket is yours.");
        await ben.PressesAsync("Claim");

        await ben.SeesAsync("Ana B was faster and has this ticket.");
        await ben.ShootAsync("collision-1440");
    }

    [Fact]
    public async Task The_queue_shows_what_is_new_by_itself()
    {
        var ana = await browser.SignInAsync("Ana C");

        var number = await TicketAsync();

        await ana.Page.Locator($"tr[data-number='{number}']").WaitForAsync();
        ana.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_revealed_field_hides_itself_when_its_time_is_over()
    {
        var ana = await browser.SignInAsync("Ana D");
        await ana.OpensAsync(await TicketAsync());
        await ana.PressesAsync("Claim");
        (await ana.Page.ContentAsync()).Should().NotContain("Maria Lopez");

        await ana.UnfoldsAsync("Reveal a personal field");
        await ana.Page.GetByLabel("Why you need it").FillAsync("they call us back");
        await ana.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Reveal", Exact = true }).ClickAsync();
        await ana.Page.Locator("#brief").GetByText("Maria Lopez").WaitForAsync();
        await ana.ShootAsync("revealed-1440");
        browser.Server.Clock.Advance(TimeSpan.FromSeconds(4));

        await ana.Page.Locator("#brief").GetByText("Maria Lopez").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        (await ana.Page.ContentAsync()).Should().NotContain("Maria Lopez");
    }

    [Fact]
    public async Task An_open_page_is_emptied_when_its_sign_in_is_over()
    {
        var ana = await browser.SignInAsync("Ana E", AgentRole.Supervisor);
        await ana.OpensAsync(await TicketAsync());

        for (var minutes = 0; minutes < 15; minutes++)
        {
            browser.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        for (var looks = 0; looks < 100 && !ana.Page.Url.Contains("sign-in", StringComparison.Ordinal); looks++)
        {
            browser.Server.Clock.Advance(TimeSpan.FromSeconds(2));
            await ana.Page.WaitForTimeoutAsync(100);
        }

        await ana.SeesAsync("You were signed out");
    }

    [Fact]
    public async Task Signing_in_and_claiming_needs_no_mouse()
    {
        var ana = await browser.SignInAsync("Ana F");
        var number = await TicketAsync();
        var claim = ana.Page.Locator($"tr[data-number='{number}'] button");
        await claim.WaitForAsync();

        await ana.Page.Keyboard.PressAsync("Tab");
        (await ana.Page.EvaluateAsync<string>("() => document.activeElement.textContent")).Should().Be("Skip to the page");
        await claim.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Enter");

        await ana.SeesAsync("The ticket is yours.");
    }

    private async Task<string> TicketAsync()
    {
        using var chat = await browser.Server.ChatAsync($"dl_{Guid.CreateVersion7():N}");
        await chat.SaysAsync("it says my account is locked");
        return await chat.SendsTicketAsync(new Dictionary<string, string> { ["checklist.ask-full-name"] = "Maria Lopez" });
    }
}
