using FluentAssertions;
using KnowledgeBase.Recognition;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

public sealed class FurnitureTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    [Theory]
    [InlineData("Home | Sign in | Help\nThis account has been locked.\nRequest ID: 7f3c-22e1  2026-11-23T08:14:22-08:00", "account-locked")]
    [InlineData("Sign in\nYour verification code has expired.\n© 2026 Kaiser Permanente · Privacy · Terms of use", "code-expired")]
    public void Hears_the_message_of_a_pasted_page_and_not_its_links(string page, string label) =>
        Decode(page).Label.Should().Be(label);

    [Theory]
    [InlineData("forgot\npassword", "forgot-password")]
    [InlineData("locked\nhelp", "account-locked")]
    public void Leaves_nothing_out_where_too_little_would_be_left(string text, string label) =>
        Decode(text).Label.Should().Be(label);

    private static Decoded Decode(string text) => Assistant.Recogniser.Decode(new Utterance(text, "en", Now, Asked.Nothing));
}
