using Bot.Accounts.Sandbox;
using FluentAssertions;
using Xunit;

namespace Tests.Browser;

public class PortalBrowserTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    [Fact]
    public async Task A_locked_out_member_sets_a_new_password_with_the_keyboard_and_signs_in()
    {
        var portal = await OpenAsync();
        for (var guess = 0; guess < 5; guess++)
        {
            await portal.SignInAsync("member1", "wrong");
        }

        await portal.SeesAsync("Account locked");
        await portal.GoAsync("/portal/forgot");
        await portal.FillAsync(("#user", "member1"));
        await portal.SeesAsync("Check your email");
        await portal.GoAsync("/sandbox");
        var mail = await portal.Page.Locator(".message").First.InnerTextAsync();
        await portal.GoAsync(new Uri(mail.Split((char[])[' ', '\n']).First(word => word.StartsWith("http", StringComparison.Ordinal))).AbsolutePath);
        await portal.Page.Locator("main button").FocusAsync();
        await portal.Page.Keyboard.PressAsync("Enter");
        await portal.SeesAsync("Set a new password");
        await portal.FillAsync(("#password", "a long new sentence"), ("#again", "a long new sentence"));
        await portal.SeesAsync("Your new password is set");

        await portal.SignInAsync("member1", "a long new sentence");

        await portal.SeesAsync("You are signed in");
    }

    [Fact]
    public async Task Every_page_is_clean_for_axe_and_fits_a_small_screen()
    {
        var portal = await OpenAsync();
        var faults = new List<string>();
        foreach (var path in new[] { "/portal", "/portal/app", "/portal/app?version=3.1", "/portal/forgot", "/portal/once/none", "/portal/undo/none", "/sandbox" })
        {
            await portal.GoAsync(path);
            faults.AddRange(await portal.FaultsAsync(path));
        }

        await portal.SignInAsync("member3", SandboxSeed.Password);
        await portal.SeesAsync("authenticator app");
        faults.AddRange(await portal.FaultsAsync("second step"));
        await portal.FillAsync(("#code", "000000"));
        await portal.SeesAsync("Invalid code");
        faults.AddRange(await portal.FaultsAsync("second step with an error"));
        await portal.SignInAsync("member7", SandboxSeed.Password);
        await portal.SeesAsync("You are signed in");
        faults.AddRange(await portal.FaultsAsync("home"));

        faults.Should().BeEmpty();
    }

    private async Task<PortalDriver> OpenAsync() => new(await browser.BlankAsync(320, 640), browser.Server.Address);
}
