using Microsoft.Playwright;
using Tests.Given;
using Xunit;

namespace Tests.Browser;

/// <summary>A running server and a real Chromium, shared by the tests of the member's page. Where there is no Chromium the tests say so, or fail with REQUIRE_ALL=1.</summary>
public sealed class ChatBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>Keeps every request on this machine, also the browser's own.</summary>
    internal static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        Server = await RunningServer.StartAsync(RunningServer.WithoutPace);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            await Server.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page of its own profile, with the chat open and the greeting on screen.</summary>
    internal async Task<ChatDriver> OpenAsync(int width = 390, int height = 844, string language = "en-US", string greeting = "What happens when you try to sign in")
    {
        var page = await BlankAsync(width, height, language);
        await page.GotoAsync(Server.Address.ToString());
        var chat = new ChatDriver(page);
        await chat.SeesAsync(greeting);

        return chat;
    }

    internal async Task<IPage> BlankAsync(int width = 1280, int height = 900, string language = "en-US")
    {
        if (_browser is null)
        {
            if (Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1")
            {
                Assert.Fail($"{Chromium} is missing.");
            }

            Assert.Skip($"{Chromium} is missing.");
        }

        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = language, ReducedMotion = ReducedMotion.Reduce });

        return await context.NewPageAsync();
    }
}
