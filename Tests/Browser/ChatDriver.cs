using Microsoft.Playwright;

namespace Tests.Browser;

/// <summary>Chats through Web Chat on the page, as a person does.</summary>
internal sealed class ChatDriver
{
    private const float Patience = 20_000;

    private readonly List<string> _errors = [];

    internal ChatDriver(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _errors.Add(error);
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is "http" or "https" or "ws" or "wss" && !address.IsLoopback)
            {
                Outside.Add(request.Url);
            }
        };
    }

    internal IPage Page { get; }

    /// <summary>Scripts that failed on the page.</summary>
    internal IReadOnlyList<string> Errors => _errors;

    /// <summary>Requests that would have left this machine.</summary>
    internal List<string> Outside { get; } = [];

    internal ILocator Input => Page.Locator("[data-id='webchat-sendbox-input']");

    internal ILocator Bubbles => Page.Locator(".webchat__basic-transcript__activity");

    internal async Task SaysAsync(string text)
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
    }

    internal async Task PressesAsync(string label) =>
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = label, Exact = true }).Last.ClickAsync(new LocatorClickOptions { Timeout = Patience });

    /// <summary>Waits until the newest bubbles hold this text.</summary>
    internal async Task SeesAsync(string text) =>
        await Bubbles.Filter(new LocatorFilterOptions { HasText = text }).Last.WaitForAsync(new LocatorWaitForOptions { Timeout = Patience, State = WaitForSelectorState.Attached });

    /// <summary>Waits until the newest bubble holds one of these texts, and says which.</summary>
    internal async Task<string> SeesOneOfAsync(IReadOnlyList<string> texts)
    {
        for (var waited = 0; waited < Patience; waited += 100)
        {
            var newest = await Bubbles.Last.InnerTextAsync();
            if (texts.FirstOrDefault(newest.Contains) is { } seen)
            {
                return seen;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"The newest bubble is: {await Bubbles.Last.InnerTextAsync()}");
    }

    /// <summary>Goes through the checklist in Web Chat, leaves most of it out, and waits for a person. The ticket's number.</summary>
    internal async Task<string> WaitsForPersonAsync()
    {
        const string Offered = "Would you like to chat with them";
        (string Question, string Answer)[] answers =
        [
            ("Shall we start", "yes"), ("full name", "skip"), ("date of birth", "skip"), ("member ID", "skip"), ("email or phone", "skip"), ("last get in", "skip"),
            ("word for word", "skip"), ("When did it happen", "skip"), ("website or in the phone app", "on the website"), ("Which browser", "skip"), ("what I would send", "send it"),
        ];
        await SaysAsync("I want to talk to a person");
        while (await SeesOneOfAsync([Offered, .. answers.Select(pair => pair.Question)]) is var seen && seen != Offered)
        {
            var open = answers.First(pair => pair.Question == seen);
            answers = [.. answers.Where(pair => pair != open)];
            await SaysAsync(open.Answer);
        }

        await SaysAsync("yes");
        await SeesOneOfAsync(["in line. I"]);
        return System.Text.RegularExpressions.Regex.Match(await TranscriptAsync(), "KP-[0-9A-Z]{4}-[0-9A-Z]{4}").Value;
    }

    internal async Task<int> CountAsync(string text) => await Bubbles.Filter(new LocatorFilterOptions { HasText = text }).CountAsync();

    internal async Task<string> TranscriptAsync() => string.Join("\n", await Bubbles.AllInnerTextsAsync());

    /// <summary>A picture in the build output, for people to look at, once the page has scrolled to its newest line.</summary>
    internal async Task ShootAsync(string name)
    {
        await Page.WaitForTimeoutAsync(800);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(AppContext.BaseDirectory, "Pictures", $"{name}.png") });
    }
}
