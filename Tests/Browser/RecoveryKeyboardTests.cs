using System.Text.RegularExpressions;
using FluentAssertions;
using OtpNet;
using Tests.Accounts;
using Tests.Given;
using Xunit;

namespace Tests.Browser;

/// <summary>Getting back in without a mouse, in each language: the code in the chat, the links in its messages, and the one-time pages they open.</summary>
public sealed partial class RecoveryKeyboardTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    private const string NewPassword = "a new long sentence";

    private readonly List<string> _faults = [];

    [Theory]
    [InlineData("en", "member1")]
    [InlineData("es", "member5")]
    public async Task A_password_is_set_with_the_keyboard_alone(string language, string member)
    {
        var chat = await OpenAsync(language);
        await chat.ChooseAsync(MemberStates.Label("triage.greet", "forgot-password", language), "Shift+Tab");
        await ProveAsync(chat, member);
        await chat.SeesAsync("recovery.ask-page");

        var page = await OpenOnceAsync(chat, "recovery.ask-page");
        await page.FillAsync(OnPortal("new-password", language), NewPassword);
        await page.FillAsync(OnPortal("again", language), NewPassword);
        await page.SendAsync();
        await page.Page.GetByText(OnPortal("password-done-title", language)).First.WaitForAsync();
        await LookAsync(page, "password is set");

        await chat.Page.BringToFrontAsync();
        await chat.WritesAsync(MemberStates.Label("recovery.ask-page", "done", language));
        await chat.SeesAsync("recovery.password-set");
        _faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("en", "member7")]
    [InlineData("es", "member8")]
    public async Task An_app_is_set_up_and_the_codes_to_keep_are_read_with_the_keyboard_alone(string language, string member)
    {
        var chat = await OpenAsync(language);
        await chat.WritesAsync(Assistant.Knowledge.Wordings.Find("topics.mfa-setup", language).Say);
        await chat.SeesAsync("second-factor.ask-method");
        await chat.ChooseAsync(MemberStates.Label("second-factor.ask-method", "app", language), "Shift+Tab", with: "Space");
        await ProveAsync(chat, member);
        await chat.SeesAsync("second-factor.ask-code");

        var setUp = await OpenOnceAsync(chat, "second-factor.ask-code");
        var key = (await setUp.Page.Locator(".key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await chat.Page.BringToFrontAsync();
        await chat.WritesAsync(new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(browser.Server.Clock.GetUtcNow().UtcDateTime));
        await chat.SeesAsync("second-factor.after-confirmed");
        await chat.SeesAsync("second-factor.offer-codes");
        await chat.ChooseAsync(MemberStates.Label("second-factor.offer-codes", "make-codes", language), "Shift+Tab");
        await chat.SeesAsync("saved-codes.ask-saved");

        var codes = await OpenOnceAsync(chat, "saved-codes.ask-saved");
        (await codes.Page.Locator(".codes li").AllInnerTextsAsync()).Should().HaveCount(10);
        await chat.Page.BringToFrontAsync();
        await chat.WritesAsync(MemberStates.Label("saved-codes.ask-saved", "done", language));
        await chat.SeesAsync("saved-codes.saved");
        _faults.Should().BeEmpty();
    }

    private async Task<ChatKeyboard> OpenAsync(string language)
    {
        var chat = new ChatKeyboard(await browser.OpenChatAsync(language, new() { ViewportSize = new() { Width = 390, Height = 844 } }), language);
        await chat.ChooseAsync(MemberStates.OnPage("consent-no", language));

        return chat;
    }

    /// <summary>Which account, how the code shall come, and the code itself. Nobody writes before they are asked: until then Web Chat moves the focus from the button that was pressed.</summary>
    private async Task ProveAsync(ChatKeyboard chat, string member)
    {
        await chat.SeesAsync("prove-identity.ask-account");
        await chat.WritesAsync($"{member}@example.org");
        await chat.SeesAsync("prove-identity.choose-contact");
        await chat.ChooseAsync(MemberStates.Label("prove-identity.choose-contact", "email", chat.Language), "Shift+Tab");
        await chat.SeesAsync("prove-identity.ask-code");
        await chat.WritesAsync(PortalVisitor.CodeIn((await PortalVisitor.MessagesAsync(browser.Server)).First(message => message.Member == member && message.Channel == "email")));
    }

    /// <summary>Goes into the message with the link, opens it, and presses the one button of the page.</summary>
    private async Task<KeyboardDriver> OpenOnceAsync(ChatKeyboard chat, string wording)
    {
        var link = Link().Match(Assistant.Knowledge.Wordings.Find(wording, chat.Language).Say).Groups[1].Value;
        await chat.GoIntoMessageAsync(link);
        var page = new KeyboardDriver(await chat.Page.Context.RunAndWaitForPageAsync(() => chat.PressAsync("Enter")));
        await page.Page.SetViewportSizeAsync(320, 640);
        await page.Page.Locator("main").WaitForAsync();
        await LookAsync(page, $"before {link}");
        await page.PressAsync("Tab");
        (await page.FocusedAsync()).Should().Be(OnPortal("skip", chat.Language));
        await page.ReachAsync(OnPortal("once-open", chat.Language));
        await page.ShouldBeSeenAsync();
        await page.SendAsync();
        await LookAsync(page, link);

        return page;
    }

    private async Task LookAsync(KeyboardDriver page, string state) => _faults.AddRange(await new PortalDriver(page.Page, browser.Server.Address).FaultsAsync(state));

    private static string OnPortal(string id, string language) => Assistant.Knowledge.Wordings.Find($"portal.{id}", language).Say;

    [GeneratedRegex(@"\[([^\]]+)\]\(\{page\}\)")]
    private static partial Regex Link();
}
