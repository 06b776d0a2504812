using FluentAssertions;
using Xunit;

namespace Tests.Browser;

/// <summary>The member's page without a mouse, and as a screen reader hears it, in each language.</summary>
public sealed class MemberKeyboardTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    /// <summary>What a screen reader is given to say of its own accord: text that comes into a live region.</summary>
    private const string Listen = """
        () => {
          window.announced = [];
          const regions = '[aria-live]:not([aria-live=off]), [role=log], [role=status], [role=alert]';
          new MutationObserver(changes => {
            for (const added of changes.flatMap(change => [...change.addedNodes])) {
              if ((added.nodeType === 1 ? added : added.parentElement)?.closest(regions)) { window.announced.push(added.textContent); }
            }
          }).observe(document.body, { childList: true, subtree: true });
        }
        """;

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task A_member_goes_from_the_first_tab_to_a_ticket_with_the_keyboard_alone(string language)
    {
        var page = await browser.OpenChatAsync(language, new() { ViewportSize = new() { Width = 320, Height = 640 } });
        var chat = new ChatKeyboard(page, language);
        await chat.PressAsync("Tab");
        (await chat.FocusedAsync()).Should().Be(MemberStates.OnPage("skip", language));
        await chat.PressAsync("Enter");
        (await chat.Page.EvaluateAsync<string>("() => document.activeElement.id")).Should().Be("chat");
        await chat.ReachAsync(MemberStates.OnPage("consent-no", language), "Shift+Tab");
        await page.ShootAsync($"keyboard-{language}-consent");
        await chat.PressAsync("Enter");
        await chat.OnSendBoxAsync();

        await chat.ReachAsync(MemberStates.Label("triage.greet", "account-locked", language), "Shift+Tab");
        await page.ShootAsync($"keyboard-{language}-choice");
        await chat.PressAsync("Enter");
        await chat.SeesAsync("understood.account-locked");
        await chat.WritesAsync(MemberStates.Label("triage.offer-person", "agent", language));
        await chat.SeesAsync("checklist.introduce");
        await chat.ChooseAsync(MemberStates.Label("checklist.introduce", "start", language), "Shift+Tab");
        await SkipToReviewAsync(page, chat);
        await page.ShootAsync($"keyboard-{language}-review");
        await chat.ChooseAsync(MemberStates.Label("checklist.review", "send", language), "Shift+Tab");

        await chat.SeesAsync("checklist.sent");
        (await chat.FocusedAsync()).Should().NotBeEmpty("the focus is never lost");
        await chat.ReachAsync(MemberStates.OnPage("new-chat", language), "Shift+Tab");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Each_message_of_the_assistant_is_announced_once(string language)
    {
        var chat = await browser.OpenChatAsync(language, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await chat.Page.EvaluateAsync(Listen);
        var understood = MemberStates.Begins("understood.account-locked", language);
        var asked = MemberStates.Begins("recovery.offer-unlock", language);

        await chat.PressesAsync(MemberStates.Label("triage.greet", "account-locked", language));
        await chat.SeesAsync(asked);
        await chat.Page.WaitForTimeoutAsync(1500);

        var announced = await chat.Page.EvaluateAsync<string[]>("() => window.announced");
        announced.Count(text => text.Contains(understood, StringComparison.Ordinal)).Should().Be(1, "of {0}", string.Join(" | ", announced));
        announced.Count(text => text.Contains(asked, StringComparison.Ordinal)).Should().Be(1);
    }

    private static async Task SkipToReviewAsync(ChatDriver page, ChatKeyboard chat)
    {
        string[] questions = ["full-name", "date-of-birth", "member-number", "contact", "last-sign-in", "error-text", "error-time", "platform", "browser"];
        var review = MemberStates.Begins("checklist.review", chat.Language);
        var left = questions.ToDictionary(question => MemberStates.Begins($"checklist.ask-{question}", chat.Language));
        while (await page.SeesOneOfAsync([review, .. left.Keys]) is var seen && seen != review)
        {
            await chat.WritesAsync(MemberStates.Label($"checklist.ask-{left[seen]}", left[seen] == "platform" ? "on-web" : "declined", chat.Language));
            left.Remove(seen);
        }
    }
}
