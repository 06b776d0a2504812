using Bot.Commands;
using Engine.Conversations;
using Engine.Replies;
using FluentAssertions;
using KnowledgeBase.Recognition.Unknown;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary>What nobody taught the assistant yet, grouped so that an editor sees what to write next, and shown so that nobody is recognised by it.</summary>
public sealed class UnknownWordingsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    [Fact]
    public void Groups_wordings_that_share_their_telling_words_and_keeps_others_apart()
    {
        var wordings = Read("the wobbler dongle blinks red", "my dongle wobbler blinks", "dongle wobbler is blinking red again", "zebra stripes on my lavender curtain", "zebra stripes along the lavender curtain");

        var clusters = WordingClusters.Of(wordings, 2);

        clusters.Should().HaveCount(2);
        clusters[0].Conversations.Should().Be(3);
        clusters[0].SharedWords.Should().Contain(["dongle", "wobbler"]);
        clusters[1].SharedWords.Should().Contain(["zebra", "stripes"]);
    }

    [Fact]
    public void Shows_no_word_that_one_conversation_alone_has_said()
    {
        var wordings = Read("my wobbler dongle blinks, Wilhelmina, 77 Elm", "wobbler dongle blinks for jo@example.org", "the wobbler dongle blinks 5550142");

        var said = string.Join('\n', UnknownWordingsCommand.Report(wordings, 2));

        said.Should().Contain("wobbler dongle blinks").And.NotContainAny("Wilhelmina", "Elm", "77", "jo@", "5550142", "wilhelmina");
    }

    [Fact]
    public void Leaves_out_what_one_member_alone_said() => WordingClusters.Of(Read("zebra stripes on my lavender curtain"), 2).Should().BeEmpty();

    [Theory]
    [InlineData("my account is locked")]
    [InlineData("i can't get in")]
    [InlineData("yes")]
    [InlineData("jo@example.org")]
    public void Leaves_out_what_was_understood(string text) => Read(text).Should().BeEmpty();

    [Fact]
    public void Leaves_out_choices_that_were_typed_and_talk_with_an_agent()
    {
        var reply = new Reply { Journey = "j", Step = "s", Wording = "w", Text = "Pick one.", Choices = [new Choice("z", "Zebra stripes on the lavender curtain")] };
        TranscriptEntry[] talk =
        [
            new() { Sequence = 1, Speaker = Speaker.Assistant, At = Start, Reply = reply },
            new() { Sequence = 2, Speaker = Speaker.Member, At = Start, Text = "zebra stripes on the lavender curtain" },
        ];

        new UnknownWordingReader(Assistant.Recogniser).Read("c", talk).Should().BeEmpty();
    }

    [Fact]
    public void Gives_the_same_groups_in_whatever_order_they_come()
    {
        string[] texts = ["the wobbler dongle blinks red", "zebra stripes on my lavender curtain", "my dongle wobbler blinks", "zebra stripes along the lavender curtain"];

        var one = UnknownWordingsCommand.Report(Read(texts), 2);
        var other = UnknownWordingsCommand.Report(Read([.. texts.Reverse()]), 2);

        other.Should().Equal(one);
    }

    private static List<UnknownWording> Read(params string[] texts)
    {
        var reader = new UnknownWordingReader(Assistant.Recogniser);

        return [.. texts.SelectMany(text => reader.Read(text, [new TranscriptEntry { Sequence = 1, Speaker = Speaker.Member, At = Start, Text = text }]))];
    }
}
