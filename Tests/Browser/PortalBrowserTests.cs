using Bot.Accounts.Sandbox;
using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Tests.Browser;

public class PortalBrowserTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    [Fact]
    public async Task A_locked_out_member_sets_a_new_password_with_the_keyboard_and_signs_in()
    {
        var page = await browser.BlankAsync(320, 640);
        for (var guess = 0; guess < 5; guess++)
        {
            await SignInAsync(page, "member1", "wrong");
        }

        await SeesAsync(page, "Account locked");
        await GoAsync(page, "/portal/forgot");
        await page.FillAsync("#user", "member1");
        await page.Keyboard.PressAsync("Enter");
        await SeesAsync(page, "Check your email");
        await GoAsync(page, "/sandbox");
        var mail = await page.Locator(".message").First.InnerTextAsync();
        await GoAsync(page, new Uri(mail.Split((char[])[' ', '\n']).First(word => word.StartsWith("http", StringComparison.Ordinal))).AbsolutePath);
        await page.Locator("main button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await SeesAsync(page, "Set a new password");
        await page.FillAsync("#password", "a long new sentence");
        await page.FillAsync("#again", "a long new sentence");
        await page.Keyboard.PressAsync("Enter");
        await SeesAsync(page, "Your new password is set");

        await SignInAsync(page, "member1", "a long new sentence");

        await SeesAsync(page, "You are signed in");
    }

    [Fact]
    public async Task Every_page_is_clean_for_axe_and_fits_a_small_screen()
    {
        var page = await browser.BlankAsync(320, 640);
        var faults = new List<string>();
        foreach (var path in new[] { "/portal", "/portal/app", "/portal/app?version=3.1", "/portal/forgot", "/portal/once/none", "/portal/undo/none", "/sandbox" })
        {
            await GoAsync(page, path);
            faults.AddRange(await FaultsAsync(page, path));
        }

        await SignInAsync(page, "member3", SandboxSeed.Password);
        await SeesAsync(page, "authenticator app");
        faults.AddRange(await FaultsAsync(page, "second step"));
        await page.FillAsync("#code", "000000");
        await page.Keyboard.PressAsync("Enter");
        await SeesAsync(page, "Invalid code");
        faults.AddRange(await FaultsAsync(page, "second step with an error"));
        await SignInAsync(page, "member7", SandboxSeed.Password);
        await SeesAsync(page, "You are signed in");
        faults.AddRange(await FaultsAsync(page, "home"));

        faults.Should().BeEmpty();
    }

    private async Task GoAsync(IPage page, string path)
    {
        // A form that was just sent may still be loading its answer, and would break off what comes next.
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.GotoAsync(new Uri(browser.Server.Address, path).ToString());
    }

    private async Task SignInAsync(IPage page, string user, string password)
    {
        await GoAsync(page, "/portal");
        await page.FillAsync("#user", user);
        await page.FillAsync("#password", password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync();
    }

    private static async Task SeesAsync(IPage page, string text) => await page.GetByText(text).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 });

    private static async Task<IEnumerable<string>> FaultsAsync(IPage page, string state)
    {
        var found = await page.RunAxe();
        var wide = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

        return [.. found.Violations.Select(violation => $"{state}: {violation.Id} {violation.Nodes[0].Html}"), .. wide ? [$"{state} is wider than the screen"] : Array.Empty<string>()];
    }
}
