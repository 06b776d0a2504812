using FluentAssertions;
using Xunit;

namespace Tests.Browser;

/// <summary>The member's page without a mouse, and as a screen reader hears it, in each language.</summary>
public sealed class MemberKeyboardTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    private const int MostPresses = 60;

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

    private const string FocusedName = "() => { const part = document.activeElement; return part === document.body ? '' : part.getAttribute('aria-label') || part.placeholder || part.textContent.trim(); }";

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task A_member_goes_from_the_first_tab_to_a_ticket_with_the_keyboard_alone(string language)
    {
        var chat = await browser.OpenChatAsync(language, new() { ViewportSize = new() { Width = 320, Height = 640 } });
        await chat.Page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(chat)).Should().Be(MemberStates.OnPage("skip", language));
        await chat.Page.Keyboard.PressAsync("Enter");
        (await chat.Page.EvaluateAsync<string>("() => document.activeElement.id")).Should().Be("chat");
        await ReachAsync(chat, MemberStates.OnPage("consent-no", language), "Shift+Tab");
        await chat.ShootAsync($"keyboard-{language}-consent");
        await chat.Page.Keyboard.PressAsync("Enter");
        await OnSendBoxAsync(chat);

        await ReachAsync(chat, MemberStates.Label("triage.greet", "account-locked", language), "Shift+Tab");
        await chat.ShootAsync($"keyboard-{language}-choice");
        await chat.Page.Keyboard.PressAsync("Enter");
        await chat.SeesAsync(MemberStates.Begins("understood.account-locked", language));
        await OnSendBoxAsync(chat);
        await TypeAsync(chat, MemberStates.Label("triage.offer-person", "agent", language));
        await chat.SeesAsync(MemberStates.Begins("checklist.introduce", language));
        await ReachAsync(chat, MemberStates.Label("checklist.introduce", "start", language), "Shift+Tab");
        await chat.Page.Keyboard.PressAsync("Enter");
        await SkipToReviewAsync(chat, language);
        await chat.ShootAsync($"keyboard-{language}-review");
        await ReachAsync(chat, MemberStates.Label("checklist.review", "send", language), "Shift+Tab");
        await chat.Page.Keyboard.PressAsync("Enter");

        await chat.SeesAsync(MemberStates.Begins("checklist.sent", language));
        (await FocusedAsync(chat)).Should().NotBeEmpty("the focus is never lost");
        await ReachAsync(chat, MemberStates.OnPage("new-chat", language), "Shift+Tab");
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

    private static async Task SkipToReviewAsync(ChatDriver chat, string language)
    {
        string[] questions = ["full-name", "date-of-birth", "member-number", "contact", "last-sign-in", "error-text", "error-time", "platform", "browser"];
        var review = MemberStates.Begins("checklist.review", language);
        var left = questions.ToDictionary(question => MemberStates.Begins($"checklist.ask-{question}", language));
        while (await chat.SeesOneOfAsync([review, .. left.Keys]) is var seen && seen != review)
        {
            await TypeAsync(chat, MemberStates.Label($"checklist.ask-{left[seen]}", left[seen] == "platform" ? "on-web" : "declined", language));
            left.Remove(seen);
        }
    }

    private static async Task TypeAsync(ChatDriver chat, string text)
    {
        await OnSendBoxAsync(chat);
        await chat.Page.Keyboard.TypeAsync(text);
        await chat.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Focus goes back to where the member writes, or can be brought there by keys.</summary>
    private static async Task OnSendBoxAsync(ChatDriver chat)
    {
        var placeholder = await chat.Input.GetAttributeAsync("placeholder");
        (await FocusedAsync(chat)).Should().NotBeEmpty("the focus is never lost");
        await ReachAsync(chat, await chat.Input.GetAttributeAsync("aria-label") ?? placeholder!, "Tab");
    }

    /// <summary>Presses a key until what has this name has the focus; in a group of buttons the arrows go from one to the next.</summary>
    private static async Task ReachAsync(ChatDriver chat, string name, string key)
    {
        var passed = new List<string>();
        for (var presses = 0; presses < MostPresses; presses++)
        {
            var focused = await FocusedAsync(chat);
            if (focused == name)
            {
                return;
            }

            passed.Add(focused);
            var isInGroup = await chat.Page.EvaluateAsync<bool>("() => !!document.activeElement.closest('.webchat__suggested-actions') && document.activeElement.matches('button')");
            var groupIsNew = isInGroup && passed.Count(known => known == focused) == 1;
            await chat.Page.Keyboard.PressAsync(groupIsNew ? "ArrowRight" : key);
        }

        throw new InvalidOperationException($"\"{name}\" can't be reached; passed: {string.Join(" | ", passed)}");
    }

    private static Task<string> FocusedAsync(ChatDriver chat) => chat.Page.EvaluateAsync<string>(FocusedName);
}
