using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Tests.Browser;

/// <summary>Goes about the sandbox portal, as a person does.</summary>
internal sealed class PortalDriver(IPage page, Uri site)
{
    internal IPage Page => page;

    internal async Task GoAsync(string path) => await page.GotoAsync(new Uri(site, path).ToString());

    internal async Task SignInAsync(string user, string password)
    {
        await GoAsync("/portal");
        await page.FillAsync("#user", user);
        await page.FillAsync("#password", password);
        await SendAsync();
    }

    /// <summary>Fills the form's fields and sends it off with the Enter key.</summary>
    internal async Task FillAsync(params (string Field, string Text)[] fields)
    {
        foreach (var (field, text) in fields)
        {
            await page.FillAsync(field, text);
        }

        await SendAsync();
    }

    internal async Task SeesAsync(string text) => await page.GetByText(text).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 });

    /// <summary>What axe finds, and whether the page is wider than the screen.</summary>
    internal async Task<IEnumerable<string>> FaultsAsync(string state)
    {
        var found = await page.RunAxe();
        var wide = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

        return [.. found.Violations.Select(violation => $"{state}: {violation.Id} {violation.Nodes[0].Html}"), .. wide ? [$"{state} is wider than the screen"] : Array.Empty<string>()];
    }

    /// <summary>Waits for the page that comes after this one, since a key press doesn't.</summary>
    private async Task SendAsync()
    {
        await page.EvaluateAsync("document.body.dataset.sent = 'yes'");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("body:not([data-sent]) main").WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 });
        await page.WaitForLoadStateAsync();
    }
}
