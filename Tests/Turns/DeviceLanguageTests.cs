using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Turns;

/// <summary>Chats that last for years, on channels that tell the device's language with each message.</summary>
public sealed class DeviceLanguageTests
{
    private readonly Assistant _assistant = new() { ReplyTo = "{}" };

    [Fact]
    public async Task A_device_that_was_set_to_another_language_is_followed()
    {
        await HearAsync("my account is locked", "en-US");

        await HearAsync("12345", "es-MX");

        _assistant.Conversation.Locale.Should().Be("es");
    }

    [Fact]
    public async Task An_installation_tells_no_language_and_the_first_message_does()
    {
        _assistant.MemberLocale = null;
        await _assistant.JoinedAsync();

        await HearAsync("12345", "es-ES");

        _assistant.Conversation.Locale.Should().Be("es");
    }

    [Fact]
    public async Task Who_has_asked_for_a_language_keeps_it_whatever_the_device_says()
    {
        await HearAsync("my account is locked", "en-US");
        await HearAsync("in Spanish please", "en-US");

        await HearAsync("12345", "en-US");
        await HearAsync("12345", "fr-FR");

        _assistant.Conversation.Locale.Should().Be("es");
    }

    [Fact]
    public async Task Who_writes_in_another_language_than_the_device_is_not_thrown_back()
    {
        await HearAsync("mi cuenta está bloqueada", "en-US");

        await HearAsync("12345", "en-US");

        _assistant.Conversation.Locale.Should().Be("es");
    }

    [Fact]
    public async Task A_page_that_has_a_switch_of_its_own_is_not_followed()
    {
        _assistant.ReplyTo = null;
        await HearAsync("my account is locked", "en-US");

        await HearAsync("12345", "es-MX");

        _assistant.Conversation.Locale.Should().Be("en");
    }

    private Task<IReadOnlyList<TranscriptEntry>> HearAsync(string text, string locale)
    {
        _assistant.MemberLocale = locale;
        return _assistant.HearsAsync(text);
    }
}
