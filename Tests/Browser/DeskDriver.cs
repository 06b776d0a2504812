using Microsoft.Playwright;

namespace Tests.Browser;

/// <summary>Works at the desk through its pages, as an agent does.</summary>
internal sealed class DeskDriver
{
    private const float Patience = 20_000;

    private readonly List<string> _errors = [];

    internal DeskDriver(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _errors.Add(message.Text);
            }
        };
    }

    internal IPage Page { get; }

    /// <summary>Scripts that failed on the page, and what its policy stopped.</summary>
    internal IReadOnlyList<string> Errors => _errors;

    internal ILocator Talk => Page.Locator("#talk");

    internal async Task SeesAsync(string text) => await Page.GetByText(text).First.WaitForAsync();

    internal async Task HearsAsync(string text) => await Talk.GetByText(text).First.WaitForAsync();

    internal async Task PressesAsync(string label) => await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = label }).First.ClickAsync();

    internal async Task OpensAsync(string number) => await Page.GotoAsync($"/desk/tickets/{number}");

    internal async Task UnfoldsAsync(string summary) => await Page.Locator("summary").Filter(new LocatorFilterOptions { HasText = summary }).ClickAsync();

    internal async Task SaysAsync(string text)
    {
        await Page.GetByLabel("To the member").FillAsync(text);
        await Page.GetByLabel("To the member").PressAsync("Enter");
    }

    /// <summary>A picture in the build output, for people to look at.</summary>
    internal async Task ShootAsync(string name) =>
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(AppContext.BaseDirectory, "Pictures", $"desk-{name}.png"), FullPage = true });
}
