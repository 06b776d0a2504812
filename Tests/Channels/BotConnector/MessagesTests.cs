using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engine.Conversations;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>Activities in Teams' own shapes, and what they lead to.</summary>
public sealed class MessagesTests : IAsyncLifetime
{
    private TeamsServer _teams = null!;

    public async ValueTask InitializeAsync() => _teams = await TeamsServer.StartAsync();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Fact]
    public async Task A_message_is_answered_by_the_connector_and_addressed_to_who_wrote_it()
    {
        var message = _teams.Message("it says my account is locked");

        var calls = await _teams.SaysAsync(message);

        var call = calls.Should().NotBeEmpty().And.Subject.First();
        call.Path.Should().Be($"/teams/v3/conversations/{Uri.EscapeDataString("a:1-personal").Replace("%3A", ":")}/activities/{message["id"]}");
        var said = call.Activity!.Value;
        said.GetProperty("type").GetString().Should().Be("message");
        said.GetProperty("from").GetProperty("id").GetString().Should().Be($"28:{Authority.AppId}");
        said.GetProperty("recipient").GetProperty("id").GetString().Should().Be("29:ada");
        said.GetProperty("conversation").GetProperty("id").GetString().Should().Be("a:1-personal");
        said.GetProperty("replyToId").GetString().Should().Be(message["id"]!.GetValue<string>());
        said.TryGetProperty("id", out _).Should().BeFalse("the channel gives the id");
        said.GetProperty("channelData").GetProperty("assistant").GetProperty("wording").GetString().Should().NotBeNullOrEmpty();
        _teams.Authority.AudienceOf(call.Bearer).Should().Be(Authority.Issuer);
    }

    [Fact]
    public async Task Several_answers_of_one_turn_arrive_in_their_order()
    {
        var calls = await _teams.SaysAsync("my password is hunter2hunter2 and it says my account is locked");

        var transcript = await _teams.TranscriptAsync();
        calls.Select(call => call.Text).Should().HaveCountGreaterThan(1).And.Equal(transcript.Where(line => line.Reply is not null).Select(line => line.Reply!.Text));
    }

    [Fact]
    public async Task The_copy_as_html_is_no_file_and_names_are_not_kept()
    {
        await _teams.SaysAsync("I forgot my password");

        var conversation = await _teams.ConversationAsync();
        conversation!.ReplyAddress!.Reference.Should().NotContain("Ada");
        (await _teams.TranscriptAsync())[0].Text.Should().Be("I forgot my password");
        (await _teams.TranscriptAsync())[0].ChannelData.Should().BeNull();
    }

    [Theory]
    [InlineData("<at>Sign-in help</at> my account is locked", "<at>Sign-in help</at>", "my account is locked")]
    [InlineData("my account is locked <AT>sign-in HELP</AT>", "<at>Sign-in help</at>", "my account is locked")]
    [InlineData("<at>Sign-in help</at>\u00a0my account is locked", null, "my account is locked")]
    [InlineData("<at>Bob</at> says my account is locked", null, "Bob says my account is locked")]
    public async Task The_mention_of_the_bot_is_no_part_of_what_was_said(string text, string? mention, string said)
    {
        await _teams.SaysAsync(TeamsServer.With(_teams.Message(text), message =>
        {
            if (mention is not null)
            {
                message["entities"] = new JsonArray(new JsonObject
                {
                    ["type"] = "mention",
                    ["mentioned"] = new JsonObject { ["id"] = $"28:{Authority.AppId}", ["name"] = "Sign-in help" },
                    ["text"] = mention,
                });
            }
        }));

        (await _teams.TranscriptAsync())[0].Text.Should().Be(said);
    }

    [Fact]
    public async Task A_button_of_a_card_comes_without_words_and_is_written_down_as_what_it_said()
    {
        await _teams.SaysAsync("it says my account is locked");
        var prompt = (await _teams.ConversationAsync())!.Talk.Prompt!;

        await _teams.SaysAsync(_teams.Press(prompt, prompt.Choices[0].Id));

        var said = (await _teams.TranscriptAsync()).Last(line => line.Speaker == Speaker.Member);
        said.Text.Should().Be(prompt.Choices[0].Label);
        (await _teams.ConversationAsync())!.Talk.Prompt!.TurnToken.Should().NotBe(prompt.TurnToken);
    }

    [Fact]
    public async Task An_executed_action_is_answered_in_the_response_and_leads_on()
    {
        await _teams.SaysAsync("it says my account is locked");
        var prompt = (await _teams.ConversationAsync())!.Talk.Prompt!;
        var invoke = Invoke(new JsonObject { ["turn"] = prompt.TurnToken, ["choice"] = prompt.Choices[0].Id });

        var answer = await _teams.PostForAsync(invoke);
        var again = await _teams.PostForAsync(invoke);

        answer.GetProperty("statusCode").GetInt32().Should().Be(200);
        answer.GetProperty("type").GetString().Should().Be("application/vnd.microsoft.card.adaptive");
        answer.GetProperty("value").GetRawText().Should().Contain(prompt.Choices[0].Label);
        again.GetRawText().Should().Be(answer.GetRawText());
        (await _teams.ConversationAsync())!.Talk.Prompt!.TurnToken.Should().NotBe(prompt.TurnToken);
    }

    [Fact]
    public async Task Installing_greets_once_however_the_channel_tells_of_it()
    {
        var first = await _teams.SaysAsync(TeamsServer.With(_teams.Activity("installationUpdate"), update => update["action"] = "add"));
        var second = await _teams.SaysAsync(TeamsServer.With(_teams.Activity("conversationUpdate"), update =>
            update["membersAdded"] = new JsonArray(new JsonObject { ["id"] = $"28:{Authority.AppId}" })));

        first.Should().NotBeEmpty();
        second.Should().BeEmpty();
    }

    [Fact]
    public async Task A_changed_message_is_changed_in_the_transcript_without_its_secrets_and_one_taken_back_is_emptied()
    {
        var message = _teams.Message("my accont is lokced");
        await _teams.SaysAsync(message);
        var id = message["id"]!.GetValue<string>();

        var changed = await _teams.SaysAsync(TeamsServer.With(_teams.Message("my account is locked, my password is hunter2hunter2", id), update => update["type"] = "messageUpdate"));
        var afterChange = (await _teams.TranscriptAsync())[0].Text;
        var taken = await _teams.SaysAsync(_teams.Activity("messageDelete", id: id));

        changed.Concat(taken).Should().BeEmpty();
        afterChange.Should().StartWith("my account is locked").And.NotContain("hunter2").And.Contain("[removed");
        (await _teams.TranscriptAsync())[0].Text.Should().BeEmpty();
        (await _teams.TranscriptAsync())[1].Reply.Should().NotBeNull("only what the member wrote was theirs to take back");
    }

    [Fact]
    public async Task Expected_replies_come_in_the_response_and_nowhere_else_also_when_asked_again()
    {
        var message = TeamsServer.With(_teams.Message("I forgot my password"), expecting => expecting["deliveryMode"] = "expectReplies");

        var first = await _teams.PostForAsync(message);
        var again = await _teams.PostForAsync(message);
        await _teams.DeliveredAsync();

        var said = first.GetProperty("activities").EnumerateArray().ToList();
        said.Should().NotBeEmpty().And.OnlyContain(activity => activity.GetProperty("replyToId").GetString() == message["id"]!.GetValue<string>());
        again.GetRawText().Should().Be(first.GetRawText());
        _teams.Authority.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("event")]
    [InlineData("suggestion")]
    [InlineData("somethingNew")]
    public async Task What_we_do_not_know_is_taken_and_nothing_follows(string type)
    {
        var calls = await _teams.SaysAsync(_teams.Activity(type, "a:quiet"));

        calls.Should().BeEmpty();
        (await _teams.ConversationAsync("a:quiet")).Should().BeNull();
    }

    [Fact]
    public async Task An_operation_that_we_do_not_have_is_not_implemented_and_one_without_an_action_is_bad()
    {
        using var unknown = await _teams.PostAsync(TeamsServer.With(_teams.Activity("invoke"), invoke => invoke["name"] = "task/fetch"));
        using var empty = await _teams.PostAsync(TeamsServer.With(_teams.Activity("invoke"), invoke => invoke["name"] = "adaptiveCard/action"));

        unknown.StatusCode.Should().Be(HttpStatusCode.NotImplemented);
        empty.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("groupChat", true)]
    [InlineData("channel", true)]
    [InlineData("unheardOf", null)]
    [InlineData(null, null)]
    public async Task Where_others_may_read_along_nothing_is_kept(string? kind, bool? isGroup)
    {
        using var answer = await _teams.PostAsync(TeamsServer.With(_teams.Message("my member number is 12345678", conversation: "19:group"), message =>
        {
            message["conversation"]!["conversationType"] = kind;
            message["conversation"]!["isGroup"] = isGroup;
        }));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await _teams.ConversationAsync("19:group")).Should().BeNull();
    }

    [Fact]
    public async Task The_same_conversation_id_on_another_channel_is_another_conversation()
    {
        await _teams.SaysAsync("I forgot my password");
        await _teams.SaysAsync(TeamsServer.With(_teams.Message("hello"), message => message["channelId"] = "webchat"));
        await _teams.SaysAsync(TeamsServer.With(_teams.Message("hello"), message => message["channelId"] = "directline"));

        (await _teams.TranscriptAsync()).Count(line => line.Speaker == Speaker.Member).Should().Be(1);
        (await _teams.ConversationAsync(channel: "webchat")).Should().NotBeNull();
        (await _teams.ConversationAsync(channel: "directline")).Should().BeNull("our own Direct Line has that name");
        (await _teams.ConversationAsync(channel: "azure-directline")).Should().NotBeNull();
    }

    [Fact]
    public async Task A_hub_tells_how_the_hand_off_goes()
    {
        await _teams.SaysAsync("I forgot my password");

        var calls = await _teams.SaysAsync(TeamsServer.With(_teams.Activity("event"), status =>
        {
            status["name"] = "handoff.status";
            status["value"] = new JsonObject { ["state"] = "accepted", ["message"] = "An agent is there." };
        }));

        calls.Should().BeEmpty();
        (await _teams.ConversationAsync())!.HandOff!.State.Should().Be("accepted");
    }

    [Theory]
    [InlineData("{\"type\":", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"message\",\"type\":\"event\"}", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_activity_is_bad(string body, HttpStatusCode status)
    {
        using var answer = await _teams.PostRawAsync(body, $"Bearer {_teams.Authority.ChannelToken()}");

        answer.StatusCode.Should().Be(status);
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("code").GetString().Should().NotBeNullOrEmpty();
    }

    private JsonObject Invoke(JsonObject data) => TeamsServer.With(_teams.Activity("invoke"), invoke =>
    {
        invoke["name"] = "adaptiveCard/action";
        invoke["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "choose", ["data"] = data }, ["trigger"] = "manual" };
    });
}
