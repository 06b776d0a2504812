using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Accounts.Sandbox;
using FluentAssertions;
using Microsoft.Playwright;
using OtpNet;
using Tests.Accounts;
using Xunit;

namespace Tests.Browser;

/// <summary>What a newcomer tries first, in a real browser and on a real clock: from the portal's error to the chat, through its one-time pages, and in again at the portal.</summary>
public partial class RecoveryStoryTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    private const string NewPassword = "a new long sentence";
    private readonly List<string> _faults = [];

    [Fact]
    public async Task A_locked_out_member_sets_a_new_password_by_chat_and_signs_in()
    {
        var portal = new PortalDriver(await browser.BlankAsync(390, 844), browser.Server.Address);
        for (var guess = 0; guess < 5; guess++)
        {
            await portal.SignInAsync("member1", "wrong");
        }

        await portal.SignInAsync("member1", SandboxSeed.Password);
        var error = await portal.Page.Locator(".error").InnerTextAsync();
        error.Should().StartWith("Account locked");

        var chat = await browser.OpenAsync();
        await AnswersAsync(chat, $"the page says: {error}", "your account is locked for now");
        await chat.SeesAsync("The lock opens by itself");
        await AnswersAsync(chat, "open it now", "Which email address, user name or member number");
        await AnswersAsync(chat, "member1@example.org", "How should the code reach you");
        await AnswersAsync(chat, "by email", "an email with a code");
        await AnswersAsync(chat, await CodeAsync("member1", "email"), "Your account is open again");
        await AnswersAsync(chat, "I forgot my password", "Here is your own link to set a new password");

        var once = await OpenOnceAsync(chat, "Set a new password");
        await once.SeesAsync("The same once more");
        _faults.AddRange(await once.FaultsAsync("new password"));
        await once.FillAsync(("#password", NewPassword), ("#again", "another long sentence"));
        await once.SeesAsync("The two passwords are not the same");
        _faults.AddRange(await once.FaultsAsync("new password with an error"));
        await once.FillAsync(("#password", NewPassword), ("#again", NewPassword));
        await once.SeesAsync("Your new password is set");
        _faults.AddRange(await once.FaultsAsync("password is set"));
        await AnswersAsync(chat, "I've set it", "A note about it goes to every address on file. If one comes");
        await chat.ShootAsync("recovered");

        await portal.SignInAsync("member1", SandboxSeed.Password);
        await portal.SeesAsync("Incorrect username or password");
        await portal.SignInAsync("member1", NewPassword);
        await portal.SeesAsync("You are signed in");
        await AnswersAsync(chat, "yes, I'm in", "that is done");

        (await MessagesAsync("member1")).Select(message => (message.Channel, message.Subject)).Should()
            .Contain([("email", "Your account was unlocked"), ("email", "Your password was changed")]).And.HaveCount(5, "a code, and both notices to the email and to the phone on file");
        (await chat.TranscriptAsync()).Should().NotContain(NewPassword);
        ShouldBeClean(chat);
    }

    [Fact]
    public async Task A_lost_phone_is_replaced_by_a_new_app_that_opens_the_portal_and_the_old_one_does_not()
    {
        var portal = new PortalDriver(await browser.BlankAsync(390, 844), browser.Server.Address);
        await portal.SignInAsync("member3", SandboxSeed.Password);
        await portal.SeesAsync("Enter the 6-digit code from your authenticator app");

        var chat = await browser.OpenAsync();
        await AnswersAsync(chat, "I lost my phone with the authenticator app", "If the phone was stolen");
        await AnswersAsync(chat, "let's start", "Which way suits you");
        await AnswersAsync(chat, "app", "Which email address, user name or member number");
        await AnswersAsync(chat, "member3@example.org", "How should the code reach you");
        await AnswersAsync(chat, "by email", "an email with a code");
        await AnswersAsync(chat, await CodeAsync("member3", "email"), "check once more");
        await AnswersAsync(chat, "text me", "a text with a code");
        await AnswersAsync(chat, await CodeAsync("member3", "text"), "Here is your own set-up page");

        var key = await ReadKeyAsync(await OpenOnceAsync(chat, "Open the set-up page"));
        var used = Shown(key);
        await AnswersAsync(chat, used, "Your second step is on");
        await chat.SeesAsync("a list to keep");
        await AnswersAsync(chat, "yes please", "Here is the page with your list");
        await ReadCodesAsync(await OpenOnceAsync(chat, "Show my list"));
        await AnswersAsync(chat, "I have it", "Keep the list in a safe place");
        await chat.ShootAsync("new-phone");

        await portal.FillAsync(("#code", Shown(SandboxSeed.AppKey)));
        await portal.SeesAsync("Invalid code");
        await portal.FillAsync(("#code", await NextCodeAsync(key, used)));
        await portal.SeesAsync("You are signed in");

        (await MessagesAsync("member3")).Select(message => message.Subject).Should().Contain(["A new second step was added", "New recovery codes"]);
        (await chat.TranscriptAsync()).Replace(" ", "", StringComparison.Ordinal).Should().NotContain(key);
        ShouldBeClean(chat);
    }

    /// <summary>The key as a person who can't scan reads it.</summary>
    private async Task<string> ReadKeyAsync(PortalDriver once)
    {
        await once.SeesAsync("Key to type");
        _faults.AddRange(await once.FaultsAsync("key of an app"));
        (await once.Page.Locator("img.qr").EvaluateAsync<int>("picture => picture.naturalWidth")).Should().BePositive("the picture is there to be scanned");
        var groups = await once.Page.Locator(".key").InnerTextAsync();
        var spoken = await once.Page.Locator(".codes li").AllInnerTextsAsync();
        spoken.Select(group => group.Replace(", ", "", StringComparison.Ordinal)).Should().Equal(groups.Split(' '), "a screen reader reads the same key, letter by letter");

        return groups.Replace(" ", "", StringComparison.Ordinal);
    }

    private async Task ReadCodesAsync(PortalDriver once)
    {
        await once.SeesAsync("Your recovery codes");
        _faults.AddRange(await once.FaultsAsync("recovery codes"));
        (await once.Page.Locator(".codes li").AllInnerTextsAsync()).Should().HaveCount(10).And.OnlyHaveUniqueItems().And.OnlyContain(code => Saved().IsMatch(code));

        await once.GoAsync(new Uri(once.Page.Url).AbsolutePath);
        await once.SeesAsync("expired or been previously used");
    }

    /// <summary>Follows the newest link in the chat of that name, to the page in a tab of its own, on a small screen.</summary>
    private async Task<PortalDriver> OpenOnceAsync(ChatDriver chat, string name)
    {
        var page = await chat.Page.Context.RunAndWaitForPageAsync(() => chat.Bubbles.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name }).Last.ClickAsync());
        await page.SetViewportSizeAsync(320, 640);
        var once = new PortalDriver(page, browser.Server.Address);
        await once.SeesAsync("This page can be opened once");
        _faults.AddRange(await once.FaultsAsync($"before \"{name}\""));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Open the page" }).ClickAsync();

        return once;
    }

    private static async Task AnswersAsync(ChatDriver chat, string says, string sees)
    {
        await chat.SaysAsync(says);
        await chat.SeesAsync(sees);
    }

    private void ShouldBeClean(ChatDriver chat)
    {
        _faults.Should().BeEmpty();
        chat.Errors.Should().BeEmpty();
        chat.Outside.Should().BeEmpty();
    }

    /// <summary>Eight digits by email and six by text, in groups.</summary>
    private async Task<string> CodeAsync(string member, string channel) =>
        PortalVisitor.CodeIn((await MessagesAsync(member)).First(message => message.Channel == channel));

    /// <summary>What was sent to a member so far, newest first.</summary>
    private async Task<IReadOnlyList<SentMessage>> MessagesAsync(string member)
    {
        using var inbox = browser.Server.Client();
        var all = await inbox.GetFromJsonAsync<JsonElement>("/sandbox/messages");

        return [.. all.GetProperty("messages").Deserialize<SentMessage[]>(JsonSerializerOptions.Web)!.Where(message => message.Member == member)];
    }

    private static string Shown(string key) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp();

    /// <summary>Looks at the phone until it shows another code, since each one counts once.</summary>
    private static async Task<string> NextCodeAsync(string key, string used)
    {
        while (Shown(key) == used)
        {
            await Task.Delay(200);
        }

        return Shown(key);
    }

    [GeneratedRegex("^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$")]
    private static partial Regex Saved();
}
