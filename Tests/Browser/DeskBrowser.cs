using Bot.Desk.Accounts;
using Microsoft.Playwright;
using Tests.Given;
using Xunit;

namespace Tests.Browser;

/// <summary>The whole program in this process with a clock of the test's, and real Chromiums for agents and members beside each other.</summary>
public sealed class DeskBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal DirectLineServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        Server = DirectLineServer.Start(
            ("Limits:MessageBurst", "100000"), ("Limits:TokensPerMinute", "100000"), ("Limits:ConversationsPerHour", "100000"), ("Limits:ConnectionsPerAddress", "2000"), ("Desk:RevealFor", "00:00:04"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ChatBrowser.Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            Server.Dispose();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page of a profile of its own.</summary>
    internal Task<IPage> BlankAsync(int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, ForcedColors colors = ForcedColors.None) =>
        BlankAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = "en-US", ColorScheme = scheme, ForcedColors = colors });

    private async Task<IPage> BlankAsync(BrowserNewContextOptions options)
    {
        if (_browser is null)
        {
            if (Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1")
            {
                Assert.Fail($"{Chromium} is missing.");
            }

            Assert.Skip($"{Chromium} is missing.");
        }

        options.BaseURL = Server.Address.ToString();
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await _browser!.NewContextAsync(options);

        return await context.NewPageAsync();
    }

    /// <summary>Somebody new at the desk, signed in through the form as a person does it.</summary>
    internal async Task<DeskDriver> SignInAsync(string name, AgentRole role = AgentRole.Agent, int width = 1440)
    {
        var page = await BlankAsync(width);
        var desk = new DeskDriver(page);
        (await SignInAsync(page, name, role)).Dispose();
        return desk;
    }

    /// <summary>On a page that is open. The same person beside it without a browser, with the same sign-in.</summary>
    internal async Task<DeskVisitor> SignInAsync(IPage page, string name, AgentRole role)
    {
        var visitor = await DeskVisitor.InvitedAsync(Server, role, name);
        await page.GotoAsync("/desk");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(DeskVisitor.Password);
        await page.GetByLabel("Code from your authenticator app").FillAsync(visitor.Code);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Queue" }).WaitForAsync();
        visitor.Cookie = $"{DeskCookie.Name}={(await page.Context.CookiesAsync()).Single(cookie => cookie.Name == DeskCookie.Name).Value}";
        await visitor.ReadFormTokenAsync();
        return visitor;
    }

    /// <summary>The member's chat page, greeted.</summary>
    internal Task<ChatDriver> OpenChatAsync() => OpenChatAsync("en", new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });

    /// <summary>In a language, and on a screen of whatever kind.</summary>
    internal async Task<ChatDriver> OpenChatAsync(string language, BrowserNewContextOptions screen)
    {
        screen.Locale = $"{language}-US";
        var page = await BlankAsync(screen);
        await page.GotoAsync("/");
        var chat = new ChatDriver(page);
        await chat.SeesAsync(MemberStates.Begins("triage.greet-again", language));

        return chat;
    }
}
