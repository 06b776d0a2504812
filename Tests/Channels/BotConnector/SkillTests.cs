using System.Net;
using System.Text.Json.Nodes;
using Engine.Conversations;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>Another bot calls the assistant as a skill.</summary>
public sealed class SkillTests : IAsyncLifetime
{
    private TeamsServer _teams = null!;

    public async ValueTask InitializeAsync() => _teams = await TeamsServer.StartAsync(("BotConnector:AllowedCallers:0", Authority.Parent));

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    private static string Id => $"{Authority.Parent}:skill-1";

    [Fact]
    public async Task A_parent_is_answered_with_a_token_made_out_to_it()
    {
        var calls = await SaysAsync("it says my account is locked");

        calls.Should().NotBeEmpty();
        calls.Select(call => _teams.Authority.AudienceOf(call.Bearer)).Should().OnlyContain(audience => audience == Authority.Parent);
        calls.Should().OnlyContain(call => call.Path.StartsWith("/teams/v3/conversations/skill-1/activities/"));
    }

    [Fact]
    public async Task A_parent_cannot_reach_a_conversation_of_a_channel_by_naming_it()
    {
        await _teams.SaysAsync("I forgot my password");

        await _teams.SaysAsync(_teams.Message("hello"), _teams.Authority.ParentToken());

        (await _teams.TranscriptAsync()).Count(line => line.Speaker == Speaker.Member).Should().Be(1);
        (await _teams.ConversationAsync($"{Authority.Parent}:a:1-personal", "skill")).Should().NotBeNull();
    }

    [Fact]
    public async Task The_second_version_of_tokens_is_good_too()
    {
        using var answer = await _teams.PostAsync(_teams.Message("hello"), _teams.Authority.ParentToken(claims =>
        {
            claims.Remove("appid");
            claims["azp"] = Authority.Parent;
            claims["ver"] = "2.0";
            claims["iss"] = $"https://login.microsoftonline.com/{Authority.MicrosoftTenant}/v2.0";
        }));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task When_the_problem_is_solved_the_parent_gets_its_user_back()
    {
        await SaysAsync("the sign in page stays blank in chrome");
        IReadOnlyList<ConnectorCalled> last = [];
        for (var turn = 0; turn < 8 && !last.Any(IsEnd); turn++)
        {
            var prompt = (await _teams.ConversationAsync(Id, "skill"))!.Talk.Prompt!;
            var choice = prompt.Choices.FirstOrDefault(choice => choice.Id == "worked") ?? prompt.Choices[0];
            last = await SaysAsync(_teams.Press(prompt, choice.Id, "skill-1"));
        }

        var end = last[^1].Activity!.Value;
        end.GetProperty("type").GetString().Should().Be("endOfConversation");
        end.GetProperty("code").GetString().Should().Be("completedSuccessfully");
        end.GetProperty("value").GetProperty("result").GetString().Should().Be("solved");
    }

    [Fact]
    public async Task When_a_ticket_was_sent_the_parent_gets_its_number()
    {
        var review = await _teams.ReviewAsync("skill-1", new ConversationKey("skill", Id), () => _teams.Authority.ParentToken());

        var sent = await SaysAsync(_teams.Press(review, "send", "skill-1"));

        var end = sent[^1].Activity!.Value;
        end.GetProperty("type").GetString().Should().Be("endOfConversation");
        end.GetProperty("value").GetProperty("result").GetString().Should().Be("ticket");
        end.GetProperty("value").GetProperty("ticket").GetString().Should().StartWith("KP-");
    }

    [Fact]
    public async Task A_member_of_a_channel_never_sees_an_end()
    {
        await using var teams = await TeamsServer.StartAsync();
        await teams.SaysAsync("hello");

        var calls = await teams.SaysAsync("bye");

        calls.Should().NotContain(call => IsEnd(call));
    }

    [Fact]
    public async Task A_parent_that_ends_the_conversation_hears_no_more()
    {
        await SaysAsync("hello");

        await SaysAsync(_teams.Activity("endOfConversation", "skill-1"));

        (await _teams.ConversationAsync(Id, "skill"))!.ReplyAddress!.Blocked.Should().NotBeNull();
    }

    [Fact]
    public async Task A_hub_that_wants_it_is_handed_the_conversation_with_what_was_said()
    {
        await using var teams = await TeamsServer.StartAsync(("BotConnector:HandOffChannels:0", "msteams"));
        await teams.SaysAsync("my password is hunter2hunter2 and my account is locked");

        var calls = await teams.SaysAsync(teams.Press(await teams.ReviewAsync(), "send"));

        var initiate = calls.Single(call => call.Activity!.Value.GetProperty("type").GetString() == "event").Activity!.Value;
        initiate.GetProperty("name").GetString().Should().Be("handoff.initiate");
        initiate.GetProperty("value").GetProperty("ticket").GetString().Should().StartWith("KP-");
        var transcript = initiate.GetProperty("attachments")[0];
        transcript.GetProperty("name").GetString().Should().Be("Transcript");
        var said = transcript.GetProperty("content").GetProperty("activities").EnumerateArray().ToList();
        said.Should().HaveCountGreaterThan(4);
        transcript.GetRawText().Should().NotContain("hunter2").And.Contain("[removed");
    }

    [Fact]
    public async Task Without_parents_on_the_list_no_bot_is_let_in()
    {
        await using var teams = await TeamsServer.StartAsync();

        using var answer = await teams.PostAsync(teams.Message("hello"), teams.Authority.ParentToken());

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static bool IsEnd(ConnectorCalled call) => call.Activity!.Value.GetProperty("type").GetString() == "endOfConversation";

    private Task<IReadOnlyList<ConnectorCalled>> SaysAsync(string text) => SaysAsync(_teams.Message(text, conversation: "skill-1"));

    private Task<IReadOnlyList<ConnectorCalled>> SaysAsync(JsonObject activity) => _teams.SaysAsync(activity, _teams.Authority.ParentToken());
}
