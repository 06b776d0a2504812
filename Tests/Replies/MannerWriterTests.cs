using Engine.Replies;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Replies;

public class MannerWriterTests
{
    private static readonly MannerWriter Writer = new(Assistant.Knowledge);

    [Fact]
    public void Plain_text_has_no_signs_and_numbers_the_answers()
    {
        var reply = Said("# Title\n- **one**\n- two") with { Choices = [new Choice("yes", "Yes"), new Choice("no", "No")] };

        var written = Writer.Write([reply], new Manner { PlainText = true }, "en");

        written[0].Text.Should().StartWith("Title\none\ntwo\n\n").And.EndWith("1) Yes\n2) No").And.NotContainAny("*", "#");
        written[0].Choices.Should().HaveCount(2, "buttons still work for those who use them");
    }

    [Fact]
    public void Without_cards_all_that_stood_on_one_is_said()
    {
        var reply = Said("Look:") with { Card = new StepsCard { Title = "Steps", Steps = ["Open it", "Close it"] } };

        var written = Writer.Write([reply], new Manner { NoCards = true }, "en");

        written[0].Card.Should().BeNull();
        written[0].Text.Should().Be("Look:\n\nSteps\n1. Open it\n2. Close it");
    }

    [Fact]
    public void Bigger_steps_make_one_message_of_a_turn_and_keep_its_question()
    {
        var written = Writer.Write([Said("First."), Said("Then?") with { TurnToken = "t7" }], new Manner { BiggerSteps = true }, "en");

        written.Should().ContainSingle().Which.Should().Match<Reply>(reply => reply.Text == "First.\n\nThen?" && reply.TurnToken == "t7");
    }

    [Theory]
    [InlineData(0, "Step 1 of 3: a", true)]
    [InlineData(1, "Step 2 of 3: b", true)]
    [InlineData(2, "Step 3 of 3: c", false)]
    [InlineData(9, "Step 3 of 3: c", false)]
    public void One_thing_at_a_time_shows_the_step_at_hand_and_a_way_on(int at, string text, bool goesOn)
    {
        var reply = Said("Do this:") with { Card = new StepsCard { Title = "Steps", Steps = ["a", "b", "c"] } };

        var written = Writer.OneStep(reply, new Manner { OneThing = true }, at, "en");

        written.Text.Should().EndWith(text);
        written.Choices.Any(choice => choice.Id == MannerWriter.NextStepChoice).Should().Be(goesOn);
    }

    [Fact]
    public void Whoever_chose_nothing_gets_replies_as_they_are()
    {
        var replies = new[] { Said("**Hello**") };

        Writer.Write(replies, null, "en").Should().BeSameAs(replies);
    }

    private static Reply Said(string text) => new() { Journey = "triage", Step = "greet", Wording = "triage.greet", Text = text };
}
