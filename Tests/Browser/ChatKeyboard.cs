using FluentAssertions;

namespace Tests.Browser;

/// <summary>The chat page by keys alone, in one language.</summary>
internal sealed class ChatKeyboard(ChatDriver chat, string language) : KeyboardDriver(chat.Page)
{
    private const int MostMessages = 30;

    internal string Language => language;

    internal Task SeesAsync(string wording) => chat.SeesAsync(MemberStates.Begins(wording, language));

    /// <summary>What one writes in: the focus is there already, or can be brought there.</summary>
    internal async Task WritesAsync(string text)
    {
        await OnSendBoxAsync();
        await TypeAsync(text);
        await PressAsync("Enter");
    }

    /// <summary>From within a message, Escape comes first; so the help for the keyboard says, too.</summary>
    internal async Task OnSendBoxAsync()
    {
        (await FocusedAsync()).Should().NotBeEmpty("the focus is never lost");
        if (await Page.EvaluateAsync<bool>("() => document.activeElement.matches('.webchat__basic-transcript__activity a')"))
        {
            await PressAsync("Escape");
        }

        await ReachAsync(await chat.Input.GetAttributeAsync("aria-label") ?? (await chat.Input.GetAttributeAsync("placeholder"))!);
    }

    /// <summary>As Web Chat has it: back to the messages, up to the one with the link, Enter to go into it, and on to the link.</summary>
    internal async Task GoIntoMessageAsync(string link)
    {
        const string OnMessages = "() => !!document.activeElement.closest('.webchat__basic-transcript')";
        const string OnLink = "name => document.activeElement.matches('a') && document.activeElement.textContent.trim() === name";
        const string ActiveHasLink = "name => !!document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent.includes(name)";
        for (var presses = 0; presses < MostMessages && !await Page.EvaluateAsync<bool>(OnMessages); presses++)
        {
            await PressAsync("Shift+Tab");
        }

        for (var presses = 0; presses < MostMessages && !await Page.EvaluateAsync<bool>(ActiveHasLink, link); presses++)
        {
            await PressAsync("ArrowUp");
        }

        await ShouldBeSeenAsync();
        await PressAsync("Enter");
        for (var presses = 0; presses < MostMessages && !await Page.EvaluateAsync<bool>(OnLink, link); presses++)
        {
            await PressAsync("Tab");
        }

        // Within a message Tab goes round; Escape leaves it.
        await ShouldBeSeenAsync("Escape", "Enter");
    }
}
