using System.Text.Json;
using Bot.Activities;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Activities;

public sealed class ActivityReaderTests
{
    [Theory]
    [InlineData("""{"localTimestamp":"2026-11-24T02:00:00.000-08:00"}""", -8.0)]
    [InlineData("""{"localTimestamp":"2026-11-24T02:00:00.000+05:30"}""", 5.5)]
    [InlineData("""{"localTimestamp":"2026-11-24T10:00:00.000Z","localTimezone":"America/Los_Angeles"}""", -8.0)]
    [InlineData("""{"localTimezone":"Asia/Kolkata"}""", 5.5)]
    [InlineData("""{"localTimestamp":"2026-11-24T10:00:00"}""", null)]
    [InlineData("""{"localTimestamp":"2026-11-24"}""", null)]
    [InlineData("""{"localTimestamp":"noon-08:00"}""", null)]
    [InlineData("""{"localTimezone":"../../dev/zero"}""", null)]
    [InlineData("""{"localTimezone":"/dev/zero"}""", null)]
    [InlineData("""{"localTimezone":"Nowhere/AtAll"}""", null)]
    public void The_members_clock_is_taken_from_what_the_channel_tells(string fields, double? hours) =>
        Read($$"""{"type":"message","text":"hi",{{fields[1..]}}""")!.UtcOffset?.TotalHours.Should().Be(hours);

    [Theory]
    [InlineData("en-US", "en-US")]
    [InlineData("es", "es")]
    [InlineData("", null)]
    [InlineData("../etc", null)]
    public void A_locale_is_taken_when_it_is_one(string locale, string? expected) =>
        Read($$"""{"type":"message","text":"hi","locale":"{{locale}}"}""")!.Locale.Should().Be(expected);

    [Fact]
    public void A_form_brings_its_prompt_its_choice_and_its_fields()
    {
        var message = Read("""{"type":"message","value":{"turn":"t3","choice":"send","name":"Maria","n":7},"channelData":{"postBack":true}}""")!;

        message.Pressed!.TurnToken.Should().Be("t3");
        message.Pressed.ChoiceId.Should().Be("send");
        message.Pressed.Fields.Should().Equal(new Dictionary<string, string> { ["name"] = "Maria" });
    }

    [Fact]
    public void A_button_without_its_prompt_counts_as_an_old_one() =>
        Read("""{"type":"message","value":{"choice":"send"}}""")!.Pressed!.TurnToken.Should().BeEmpty();

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[1,2]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"kind":"order"}""")]
    [InlineData("""{"choice":7}""")]
    [InlineData("""{"choice":"\ud83d"}""")]
    public void A_payload_that_is_not_ours_presses_nothing(string value) =>
        Read($$"""{"type":"message","text":"hi","value":{{value}}}""")!.Pressed.Should().BeNull();

    [Fact]
    public void A_device_tells_what_it_is()
    {
        var message = Read("""{"type":"event","name":"assistant/device","value":{"browser":"Chrome","browserVersion":"130","os":"Windows","osVersion":"11","device":7}}""")!;

        message.Kind.Should().Be(MessageKind.DeviceTold);
        message.Device.Should().Be(new DeviceFacts("Chrome", "130", "Windows", "11", null, null));
    }

    [Fact]
    public void What_a_dictation_also_heard_is_not_kept() =>
        Read("""{"type":"message","text":"hi","channelData":{"clientActivityID":"a","speech":{"alternatives":[{"transcript":"my password is"}]},"x":[1]}}""")!
            .ChannelData.Should().Be("""{"clientActivityID":"a","x":[1]}""");

    [Fact]
    public void The_members_client_marks_its_messages_itself()
    {
        Read("""{"type":"message","text":"hi","channelData":{"clientActivityID":"abc"}}""")!.Id.Should().Be("c:abc");
        Read("""{"type":"message","text":"hi","channelData":{"clientActivityID":7}}""")!.Id.Should().Be("f:fresh");
        Read("""{"type":"message","text":"hi"}""")!.Id.Should().Be("f:fresh");
    }

    private static InboundMessage? Read(string json) => ActivityReader.Read(
        JsonSerializer.Deserialize(json, ActivityJson.Default.Activity)!, new ConversationKey("directline", "c1"), "dl_alice", () => "fresh", Assistant.Start);
}
