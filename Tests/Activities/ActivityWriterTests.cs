using System.Text.Json;
using Bot.Activities;
using Engine.Conversations;
using Engine.Replies;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Activities;

public sealed class ActivityWriterTests
{
    private static readonly ConversationKey Key = new("directline", "c1");

    [Fact]
    public void Times_are_in_UTC_with_a_Z_that_every_client_reads() =>
        Written(Reply("hello")).Text("timestamp").Should().Be("2026-11-24T18:00:00.000Z");

    [Theory]
    [InlineData("Plain words with \"quotes\" and 5 * 3.", "plain")]
    [InlineData("Your number is **KP-1**.", "markdown")]
    [InlineData("Try:\n- this\n- that", "markdown")]
    [InlineData("See [the portal](https://kp.org).", "markdown")]
    public void Only_what_is_Markdown_goes_as_Markdown(string text, string format) =>
        Written(Reply(text)).Text("textFormat").Should().Be(format);

    [Fact]
    public void Without_choices_there_are_no_suggested_actions_at_all() =>
        Written(Reply("hello")).TryGetProperty("suggestedActions", out _).Should().BeFalse("Web Chat crashes on ones without a list");

    [Fact]
    public void A_choice_shows_the_member_what_they_pressed_and_tells_us_of_which_prompt()
    {
        var action = Written(Reply("hello") with { Choices = [new Choice("can-wait", "I can wait")], TurnToken = "t7" }).GetProperty("suggestedActions").GetProperty("actions")[0];

        action.GetRawText().Should().Be("""{"type":"messageBack","title":"I can wait","text":"I can wait","displayText":"I can wait","value":{"turn":"t7","choice":"can-wait"}}""");
    }

    [Fact]
    public void The_note_says_journey_step_wording_and_progress() =>
        Written(Reply("hello") with { Progress = new Progress(2, 5) }).Text("channelData").Should()
            .Be("""{"assistant":{"journey":"triage","step":"greet","wording":"triage.greet","progress":{"step":2,"of":5}}}""");

    [Fact]
    public void Steps_are_one_list_for_a_screen_reader()
    {
        var card = CardOf(new StepsCard { Title = "Do this", Steps = ["Open the app", "Sign in"] });

        card.GetProperty("body")[0].Text("style").Should().Be("heading");
        card.GetProperty("body")[1].Text("text").Should().Be("1. Open the app\n2. Sign in\n");
        card.Text("fallbackText").Should().Be("Do this\n1. Open the app\n2. Sign in");
    }

    [Fact]
    public void What_a_member_typed_is_never_markup_on_a_card()
    {
        var card = CardOf(new ReviewCard { Title = "Check", ChangeWord = "Change", Lines = [new ReviewLine("edit-full-name", "Full name", "[me](http://evil)", "Change: Full name")] });

        Elements(card).Where(element => element.GetRawText().Contains("evil", StringComparison.Ordinal) && element.Text("type") == "TextBlock").Should().BeEmpty();
    }

    [Fact]
    public void Every_line_of_a_review_can_be_changed_in_Web_Chat_and_elsewhere()
    {
        var card = CardOf(new ReviewCard { Title = "Check", ChangeWord = "Change", Lines = [new ReviewLine("edit-full-name", "Full name", "Maria", "Change: Full name")] });

        var action = Elements(card).Single(element => element.Text("type") == "Action.Submit");
        action.Text("title").Should().Be("Change");
        action.Text("tooltip").Should().Be("Change: Full name");
        action.Text("data", "choice").Should().Be("edit-full-name");
        action.Text("data", "cardAction", "displayText").Should().Be("Change: Full name");
        action.Text("data", "cardAction", "value").Should().Be("""{"turn":"t1","choice":"edit-full-name"}""");
    }

    private static Reply Reply(string text) => new() { Journey = "triage", Step = "greet", Wording = "triage.greet", Text = text };

    private static JsonElement Written(Reply reply) => JsonSerializer.SerializeToElement(
        ActivityWriter.Write(new TranscriptEntry { Sequence = 2, Speaker = Speaker.Assistant, At = Assistant.Start, Reply = reply }, Key, new ChannelAccount("assistant")),
        ActivityJson.Default.Activity);

    private static JsonElement CardOf(Card card) =>
        Written(Reply("hello") with { Card = card, TurnToken = "t1" }).GetProperty("attachments")[0].GetProperty("content");

    private static IEnumerable<JsonElement> Elements(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().SelectMany(property => Elements(property.Value)).Append(at),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(Elements),
        _ => [],
    };
}
