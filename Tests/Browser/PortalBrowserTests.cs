using Bot.Accounts.Sandbox;
using FluentAssertions;
using Microsoft.Playwright;
using Tests.Given;
using Xunit;

namespace Tests.Browser;

public class PortalBrowserTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    [Theory]
    [InlineData("en", "member1")]
    [InlineData("es", "member5")]
    public async Task A_locked_out_member_sets_a_new_password_with_the_keyboard_and_signs_in(string language, string member)
    {
        const string NewPassword = "a long new sentence";
        var portal = await OpenAsync(language);
        var keys = new KeyboardDriver(portal.Page);
        string Says(string text) => Assistant.Knowledge.Wordings.Find($"portal.{text}", language).Say.Split('{', ':')[0].Trim();
        await portal.GoAsync("/portal");
        for (var guess = 0; guess < 5; guess++)
        {
            await SignInAsync("wrong");
        }

        await portal.SeesAsync(Says("text-locked"));
        await keys.ReachAsync(Says("forgot-link"));
        await keys.ShouldBeSeenAsync();
        await keys.SendAsync();
        await keys.FillAsync(Says("user-or-email"), member);
        await keys.SendAsync();
        await portal.SeesAsync(Says("forgot-sent-title"));
        await portal.GoAsync("/sandbox");
        var mail = await portal.Page.Locator(".message").First.InnerTextAsync();
        await portal.GoAsync(new Uri(mail.Split((char[])[' ', '\n']).First(word => word.StartsWith("http", StringComparison.Ordinal))).AbsolutePath);
        await keys.ReachAsync(Says("once-open"));
        await keys.ShouldBeSeenAsync();
        await keys.SendAsync();
        await keys.FillAsync(Says("new-password"), NewPassword);
        await keys.FillAsync(Says("again"), NewPassword);
        await keys.SendAsync();
        await portal.SeesAsync(Says("password-done-title"));

        await portal.GoAsync("/portal");
        await SignInAsync(NewPassword);

        await portal.SeesAsync(Says("home-title"));

        async Task SignInAsync(string password)
        {
            await keys.FillAsync(Says("user-or-email"), member);
            await keys.FillAsync(Says("password"), password);
            await keys.ReachAsync(Says("sign-in"));
            await keys.SendAsync();
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Every_page_is_clean_for_axe_and_fits_a_small_screen(string language)
    {
        var portal = await OpenAsync(language);
        string Says(string text) => Assistant.Knowledge.Wordings.Find($"portal.{text}", language).Say;
        var faults = new List<string>();
        foreach (var (path, heading) in new[]
        {
            ("/portal", "sign-in"), ("/portal/app", "member-app"), ("/portal/app?version=3.1", "text-app-old"), ("/portal/forgot", "forgot-link"), ("/portal/once/none", "gone-title"), ("/portal/undo/none", "undo-title"),
        })
        {
            await portal.GoAsync(path);
            await portal.SeesAsync(Says(heading));
            faults.AddRange(await portal.FaultsAsync(path));
        }

        await portal.GoAsync("/sandbox");
        faults.AddRange(await portal.FaultsAsync("sandbox"));

        await portal.SignInAsync("member3", SandboxSeed.Password);
        await portal.SeesAsync(Says("second-step-app"));
        faults.AddRange(await portal.FaultsAsync("second step"));
        await portal.FillAsync(("#code", "000000"));
        await portal.SeesAsync(Says("text-code-invalid"));
        (await portal.Page.TitleAsync()).Should().StartWith("Error");
        faults.AddRange(await portal.FaultsAsync("second step with an error"));
        await portal.SignInAsync("member7", SandboxSeed.Password);
        await portal.SeesAsync(Says("home-title"));
        faults.AddRange(await portal.FaultsAsync("home"));
        await portal.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "Pictures", $"portal-home-{language}.png"), FullPage = true });

        faults.Should().BeEmpty();
        (await portal.Page.EvaluateAsync<string>("() => document.documentElement.lang")).Should().Be(language);
    }

    [Fact]
    public async Task The_language_that_was_picked_stays_through_forms()
    {
        var portal = await OpenAsync();
        await portal.GoAsync("/portal");
        await portal.Page.GetByRole(AriaRole.Link, new() { Name = "Español" }).ClickAsync();
        await portal.Page.FillAsync("#user", "member2");
        await portal.FillAsync(("#password", "wrong"));

        await portal.SeesAsync("Cuenta bloqueada");
    }

    private async Task<PortalDriver> OpenAsync(string language = "en") => new(await browser.BlankAsync(320, 640, $"{language}-US"), browser.Server.Address);
}
