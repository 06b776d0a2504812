using FluentAssertions;
using Microsoft.Playwright;

namespace Tests.Browser;

/// <summary>Somebody who has a keyboard and no mouse: all that is pressed or typed goes to what has the focus, which has to be seen and is never lost.</summary>
internal class KeyboardDriver(IPage page)
{
    private const int MostPresses = 60;

    /// <summary>Two, since a group that has just come may take the first arrow for another place in it.</summary>
    private const int RoundsOfGroup = 2;

    /// <summary>Room for a ring around what has the focus.</summary>
    private const int Ring = 6;

    /// <summary>The name of what has the focus; empty when nothing has.</summary>
    private const string FocusedName = """
        () => {
          const part = document.activeElement;
          return part === document.body ? '' : (part.getAttribute('aria-label') || part.labels?.[0]?.textContent || part.placeholder || part.textContent).trim();
        }
        """;

    /// <summary>Remembers what has the focus, for <see cref="HasMoved"/>.</summary>
    private const string Remember = "() => { window.focusedBefore = document.activeElement; }";

    private const string HasMoved = "() => document.activeElement !== window.focusedBefore";

    private const string FocusedPlace = "() => { const box = document.activeElement.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; }";

    private const string IsInGroup = "() => !!document.activeElement.closest('.webchat__suggested-actions') && document.activeElement.matches('button')";

    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    internal IPage Page => page;

    internal Task<string> FocusedAsync() => page.EvaluateAsync<string>(FocusedName);

    internal Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    internal async Task TypeAsync(string text)
    {
        (await FocusedAsync()).Should().NotBeEmpty("what is typed has to go somewhere");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Presses a key until what has this name has the focus; in a group of buttons the arrows go from one to the next.</summary>
    internal async Task ReachAsync(string name, string key = "Tab")
    {
        var passed = new List<string>();
        for (var presses = 0; presses < MostPresses; presses++)
        {
            var focused = presses == 0 ? await FocusedAsync() : await ComesBackAsync();
            if (focused == name)
            {
                return;
            }

            (presses > 0 && focused.Length == 0).Should().BeFalse("the focus is never lost, on the way to \"{0}\": {1}", name, string.Join(" | ", passed));
            passed.Add(focused);
            var goesRound = await page.EvaluateAsync<bool>(IsInGroup) && passed.Count(known => known == focused) <= RoundsOfGroup;
            await StepAsync(goesRound ? "ArrowRight" : key);
        }

        throw new InvalidOperationException($"\"{name}\" can't be reached; passed: {string.Join(" | ", passed)}");
    }

    /// <summary>Reaches it, sees that it has the focus, and presses it.</summary>
    internal async Task ChooseAsync(string name, string key = "Tab", string with = "Enter")
    {
        await ReachAsync(name, key);
        await ShouldBeSeenAsync();
        await PressAsync(with);
    }

    /// <summary>Presses Enter, and waits for the page that comes after this one.</summary>
    internal async Task SendAsync()
    {
        await page.EvaluateAsync("document.body.dataset.sent = 'yes'");
        await PressAsync("Enter");
        await page.Locator("body:not([data-sent]) main").WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 });
        await page.WaitForLoadStateAsync();
    }

    /// <summary>Reaches a field of a form, sees that it has the focus, and types.</summary>
    internal async Task FillAsync(string name, string text)
    {
        await ReachAsync(name);
        await ShouldBeSeenAsync();
        await TypeAsync(text);
    }

    /// <summary>What has the focus looks different once it has gone on, and so again when it is back.</summary>
    internal async Task ShouldBeSeenAsync(string leave = "Tab", string back = "Shift+Tab")
    {
        var name = await FocusedAsync();
        name.Should().NotBeEmpty("the focus is never lost");
        var focused = await PictureAsync();
        var place = await page.EvaluateAsync<float[]>(FocusedPlace);
        var scrolled = await page.EvaluateAsync<float>("() => window.scrollY");
        await PressAsync(leave);
        scrolled -= await page.EvaluateAsync<float>("() => window.scrollY");
        var left = await PictureAsync([place[0], place[1] + scrolled, place[2], place[3]]);
        await PressAsync(back);

        (await FocusedAsync()).Should().Be(name, "{0} goes back where {1} came from", back, leave);
        left.SequenceEqual(focused).Should().BeFalse("the focus on \"{0}\" has to be seen", name);
    }

    /// <summary>Presses a key that moves the focus, and waits for that, as people do: a busy page takes two quick arrows for one. In a group of one an arrow moves nothing.</summary>
    private async Task StepAsync(string key)
    {
        await page.EvaluateAsync(Remember);
        await PressAsync(key);
        for (var waited = TimeSpan.Zero; waited < LongestStep && !await page.EvaluateAsync<bool>(HasMoved); waited += LookAgain)
        {
            await Task.Delay(LookAgain);
        }
    }

    /// <summary>The name of what has the focus. Web Chat takes a button away a moment before it gives its focus to the box for typing; only what stays away is lost.</summary>
    private async Task<string> ComesBackAsync()
    {
        var focused = await FocusedAsync();
        for (var waited = TimeSpan.Zero; focused.Length == 0 && waited < LongestAway; waited += LookAgain)
        {
            await Task.Delay(LookAgain);
            focused = await FocusedAsync();
        }

        return focused;
    }

    private async Task<byte[]> PictureAsync(float[]? place = null)
    {
        place ??= await page.EvaluateAsync<float[]>(FocusedPlace);
        var screen = page.ViewportSize!;
        var (left, top) = (Math.Clamp(place[0] - Ring, 0, screen.Width - 1), Math.Clamp(place[1] - Ring, 0, screen.Height - 1));
        var (right, bottom) = (Math.Clamp(place[0] + place[2] + Ring, left + 1, screen.Width), Math.Clamp(place[1] + place[3] + Ring, top + 1, screen.Height));

        return await page.ScreenshotAsync(new() { Clip = new() { X = left, Y = top, Width = right - left, Height = bottom - top } });
    }
}
