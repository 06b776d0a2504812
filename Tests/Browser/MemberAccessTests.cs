using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Tests.Browser;

/// <summary>The member's page in every state and in each language: on a wide screen, on a phone, at 400 % zoom, and in forced colours.</summary>
public sealed class MemberAccessTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    /// <summary>Each visible control smaller than 24 by 24 pixels that is no link in a sentence, and each text that is cut off sideways.</summary>
    private const string Misfits = """
        () => {
          const shown = part => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !part.closest('[aria-hidden=true], .webchat__keyboard-help:not(:focus-within)');
          const name = part => part.outerHTML.slice(0, 160);
          const small = [...document.querySelectorAll('button, a[href], input, [role=button], [tabindex="0"]')]
            .filter(part => shown(part) && !(part.matches('a') && part.closest('p, li')) && !part.matches('.skip'))
            .filter(part => { const box = part.getBoundingClientRect(); return box.width > 1 && box.height > 1 && (box.width < 24 || box.height < 24); })
            .map(part => 'too small: ' + name(part));
          const root = document.documentElement;
          const wide = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth - root.clientWidth} pixels too wide`] : [];
          const cut = [...document.querySelectorAll('header *, main *')]
            .filter(part => shown(part) && part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1 && ['hidden', 'clip', 'auto', 'scroll'].includes(getComputedStyle(part).overflowX))
            .map(part => `cut off by ${part.scrollWidth - part.clientWidth}: ` + name(part));
          const moving = document.getAnimations().filter(motion => motion.playState === 'running').map(motion => 'moves: ' + name(motion.effect.target));
          return [...small, ...wide, ...cut, ...moving];
        }
        """;

    [Theory]
    [InlineData("en", 1280, 900, 1, ForcedColors.None, "member1")]
    [InlineData("es", 390, 844, 1, ForcedColors.None, "member7")]
    [InlineData("en", 320, 256, 4, ForcedColors.None, "member8")]
    [InlineData("es", 320, 640, 1, ForcedColors.Active, "member5")]
    public async Task No_state_has_a_barrier_or_is_cut_off(string language, int width, int height, float scale, ForcedColors colors, string member)
    {
        var chat = await OpenAsync(language, width, height, scale, colors);
        var faults = new List<string>();
        async Task LookAsync(ChatDriver seen, string state)
        {
            await seen.ShootAsync($"access-{language}-{width}{(scale > 1 ? "-zoom" : "")}{(colors == ForcedColors.Active ? "-forced" : "")}-{state}");
            var barriers = (await seen.Page.RunAxe()).Violations.SelectMany(found => found.Nodes.Select(node => $"{state}: {found.Id}: {node.Html}"));
            var misfits = await seen.Page.EvaluateAsync<string[]>(Misfits);
            faults.AddRange([.. barriers, .. misfits.Select(fault => $"{state}: {fault}")]);
        }

        await new MemberStates(browser, chat, language, LookAsync).WalkAsync();
        await new MemberStates(browser, await OpenAsync(language, width, height, scale, colors), language, LookAsync).WalkAccountAsync(member);
        await new MemberStates(browser, await OpenAsync(language, width, height, scale, colors), language, LookAsync).WalkTroubleAsync();

        string.Join('\n', faults).Should().BeEmpty();
        chat.Errors.Should().BeEmpty();
    }

    private Task<ChatDriver> OpenAsync(string language, int width, int height, float scale, ForcedColors colors) => browser.OpenChatAsync(language, new BrowserNewContextOptions
    {
        ViewportSize = new ViewportSize { Width = width, Height = height },
        DeviceScaleFactor = scale,
        ForcedColors = colors,
    });
}
