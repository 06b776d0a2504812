using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Journeys;

public class CaregiverTests
{
    [Fact]
    public async Task A_childs_birthday_is_never_noted_as_the_members_own()
    {
        var assistant = await At.StepAsync("caregiver", "ask-birth", "caregiver-access");
        await assistant.HearsAsync("I don't follow"); // the question is asked again, now with its expected kind of answer

        await assistant.HearsAsync("11/25/2013");

        assistant.Conversation.Talk.Given("date-of-birth").Should().BeNull();
        assistant.Conversation.Talk.Top!.Step.Should().Be("ask-region");
    }

    [Theory]
    [InlineData("my mom forgot her password")]
    [InlineData("my husband lost his phone with the authenticator app")]
    [InlineData("my husband can't remember his user name")]
    public async Task Nothing_that_changes_an_account_starts_before_it_is_clear_whose_it_is(string words)
    {
        var assistant = new Assistant();
        await assistant.JoinedAsync();

        await assistant.HearsAsync(words);

        assistant.Conversation.Talk.Top!.Step.Should().Be("ask-whose-account");
    }

    [Fact]
    public async Task Nothing_said_about_a_refusal_tells_whether_the_person_has_an_account()
    {
        var assistant = await At.StepAsync("caregiver", "coordinate", "caregiver-access");

        var said = await assistant.HearsAsync("does my mother have an account? her name is Ann Lee, born 3/4/1950");

        said.Should().NotContain(entry => entry.Reply!.Text.Contains("Ann", StringComparison.Ordinal) || entry.Reply.Text.Contains("has an account", StringComparison.Ordinal));
    }
}
