using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Storage.Model;
using Engine.Conversations;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>What Teams shows of questions, before and after they were answered.</summary>
public sealed class TeamsCardTests : IAsyncLifetime
{
    private TeamsServer _teams = null!;

    public async ValueTask InitializeAsync() => _teams = await TeamsServer.StartAsync();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Fact]
    public async Task Choices_are_buttons_of_a_card_below_the_words()
    {
        var asked = await AskedAsync();

        asked.Text.Should().NotBeNullOrEmpty("there is always a text way");
        asked.Activity!.Value.TryGetProperty("suggestedActions", out _).Should().BeFalse("those of Teams carry no payload");
        var prompt = await PromptAsync();
        Buttons(asked).Select(button => string.Join('|', button.Text("type"), button.Text("title"), button.Text("verb"), button.Text("data", "turn"), button.Text("data", "choice")))
            .Should().Equal(prompt.Choices.Select(choice => string.Join('|', "Action.Execute", choice.Label, choice.Id, prompt.TurnToken, choice.Id)));
    }

    [Fact]
    public async Task A_pressed_card_comes_back_in_the_answer_with_what_was_pressed_and_without_its_buttons()
    {
        var asked = await AskedAsync();
        var prompt = await PromptAsync();

        var answer = await _teams.PostForAsync(Invoke(Buttons(asked)[0]));

        answer.GetProperty("statusCode").GetInt32().Should().Be(200);
        answer.Text("type").Should().Be("application/vnd.microsoft.card.adaptive");
        answer.GetProperty("value").GetRawText().Should().Contain($"Your answer: {prompt.Choices[0].Label}").And.NotContain("Action.");
    }

    [Fact]
    public async Task The_message_itself_is_changed_too_after_the_next_question_was_said()
    {
        var asked = await AskedAsync();
        var saidAs = (await _teams.OutboxAsync()).Last(row => row.Receipt is not null).Receipt!;

        var calls = await _teams.SaysAsync(Invoke(Buttons(asked)[0]));

        calls[^1].Method.Should().Be("PUT");
        calls[^1].Path.Should().EndWith($"/activities/{saidAs}");
        calls[^1].Text.Should().Be(asked.Text);
        calls[^1].Activity!.Value.GetRawText().Should().Contain("Your answer: ").And.NotContain("Action.");
        calls.SkipLast(1).Should().NotBeEmpty().And.OnlyContain(call => call.Method == "POST");
    }

    [Theory]
    [InlineData("it says \"the password Hunter2!secret is incorrect\"", "[password removed]")]
    [InlineData("me dice \"la contraseña Hunter2!secreto es incorrecta\"", "[contraseña eliminada]")]
    public async Task A_review_says_in_the_members_words_what_was_taken_out(string said, string shown)
    {
        await _teams.SaysAsync(said);
        await _teams.ReviewAsync();

        var review = _teams.Authority.Calls.Last(call => call is { Method: "POST", Activity: not null });

        Regex.Unescape(review.Activity!.Value.GetRawText()).Should().Contain(shown).And.NotContain("[removed");
    }

    [Fact]
    public async Task A_typed_answer_takes_the_buttons_away_and_is_not_repeated()
    {
        var asked = await AskedAsync();

        var calls = await _teams.SaysAsync("yes please");

        var changed = calls.Single(call => call.Method == "PUT");
        changed.Text.Should().Be(asked.Text);
        changed.Activity!.Value.GetRawText().Should().NotContain("Action.").And.NotContain("yes please").And.NotContain("Your answer");
    }

    [Fact]
    public async Task What_was_not_understood_has_answered_nothing_and_the_buttons_stay_until_something_does()
    {
        await AskedAsync();

        var calls = await _teams.SaysAsync("qwrtz");
        var open = (await _teams.ConversationAsync())!.LinesWithButtons!;
        var prompt = await PromptAsync();
        var answered = await _teams.SaysAsync(_teams.Press(prompt, prompt.Choices[0].Id));

        calls.Should().NotBeEmpty().And.OnlyContain(call => call.Method == "POST");
        open.Should().HaveCountGreaterThan(1);
        answered.Where(call => call.Method == "PUT").Should().HaveCount(open.Count);
    }

    [Fact]
    public async Task Each_question_is_closed_once_and_the_newest_stays_open()
    {
        await AskedAsync();
        for (var turn = 0; turn < 4; turn++)
        {
            var prompt = await PromptAsync();
            await _teams.SaysAsync(prompt.Choices.Count > 0 ? _teams.Press(prompt, prompt.Choices[0].Id) : _teams.Message("I don't know"));
        }

        var lines = await _teams.TranscriptAsync();
        var withButtons = lines.Where(line => line.Reply is { HasButtons: true, TurnToken.Length: > 0 }).Select(line => line.Sequence).ToList();
        var open = (await _teams.ConversationAsync())!.LinesWithButtons!;
        open.Should().EndWith(withButtons[^1]);
        (await _teams.OutboxAsync()).Select(row => row.IdempotencyKey).Where(key => key.EndsWith(":answered", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.Equal(withButtons.Except(open).Select(line => $"msteams/a:1-personal#{line}:answered"));
    }

    [Fact]
    public async Task An_old_card_says_that_it_is_old_and_moves_nothing()
    {
        var asked = await AskedAsync();
        await _teams.SaysAsync(Invoke(Buttons(asked)[0]));
        var before = await PromptAsync();

        var answer = await _teams.PostForAsync(Invoke(Buttons(asked)[1]));

        answer.Text("type").Should().Be("application/vnd.microsoft.activity.message");
        answer.Text("value").Should().NotBeNullOrEmpty();
        (await PromptAsync()).TurnToken.Should().Be(before.TurnToken);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_card_that_is_gone_closes_nothing_else(HttpStatusCode status)
    {
        var asked = await AskedAsync();
        _teams.Authority.Connector = (called, response) => called.Method == "PUT" ? Authority.FailAsync(response, status, "Gone") : _teams.Authority.TakeAsync(response);

        await _teams.SaysAsync(Invoke(Buttons(asked)[0]));

        (await _teams.ConversationAsync())!.ReplyAddress!.Blocked.Should().BeNull();
        (await _teams.OutboxAsync()).Should().OnlyContain(row => row.State == OutboxState.Done);
    }

    [Fact]
    public async Task A_card_that_cannot_be_changed_is_tried_three_times_and_then_the_talk_goes_on()
    {
        var asked = await AskedAsync();
        _teams.Authority.Connector = (called, response) => called.Method == "PUT" ? Authority.FailAsync(response, HttpStatusCode.BadGateway, "Down") : _teams.Authority.TakeAsync(response);
        await _teams.SaysAsync(Invoke(Buttons(asked)[0]));
        using var taken = await _teams.PostAsync(_teams.Message("what was that?"));

        await TeamsServer.UntilAsync(async () =>
        {
            _teams.Clock.Advance(TimeSpan.FromSeconds(1));
            return (await _teams.OutboxAsync()).All(row => row.State != OutboxState.Due);
        });

        var rows = await _teams.OutboxAsync();
        var first = rows.First(row => row.IdempotencyKey.EndsWith(":answered", StringComparison.Ordinal));
        first.State.Should().Be(OutboxState.Dead);
        first.Attempt.Should().Be(3);
        rows.Where(row => row.RowId > first.RowId && !row.IdempotencyKey.EndsWith(":answered", StringComparison.Ordinal)).Should().NotBeEmpty().And.OnlyContain(row => row.State == OutboxState.Done);
    }

    [Fact]
    public async Task Other_channels_keep_their_suggested_actions()
    {
        var calls = await _teams.SaysAsync(TeamsServer.With(_teams.Message("it says my account is locked"), message => message["channelId"] = "webchat"));

        calls[^1].Activity!.Value.TryGetProperty("suggestedActions", out _).Should().BeTrue();
        calls[^1].Activity!.Value.GetRawText().Should().NotContain("Action.Execute");
    }

    [Fact]
    public async Task The_review_can_be_changed_by_its_lines_and_loses_their_buttons_when_it_was_sent()
    {
        var prompt = await _teams.ReviewAsync();
        var review = _teams.Authority.Calls.Last(call => call.Method == "POST" && Buttons(call).Count > 0);

        var calls = await _teams.SaysAsync(_teams.Press(prompt, "send"));

        Buttons(review).Select(button => button.Text("verb")).Should().Contain("send").And.Contain(prompt.OnCard.Select(line => line.Id));
        var changed = calls.Single(call => call.Method == "PUT").Activity!.Value.GetRawText();
        changed.Should().NotContain("Action.").And.Contain("AdaptiveCard", "what was sent can still be read");
    }

    private async Task<ConnectorCalled> AskedAsync() => (await _teams.SaysAsync("it says my account is locked"))[^1];

    private async Task<Prompt> PromptAsync() => (await _teams.ConversationAsync())!.Talk.Prompt!;

    private static List<JsonElement> Buttons(ConnectorCalled said) => said.Activity is { } activity && activity.TryGetProperty("attachments", out var attachments)
        ? [.. attachments.EnumerateArray().SelectMany(JsonReading.Objects).Where(part => part.TryGetProperty("type", out var type) && type.GetString()!.StartsWith("Action.", StringComparison.Ordinal))]
        : [];

    private JsonObject Invoke(JsonElement button) => TeamsServer.With(_teams.Activity("invoke"), invoke =>
    {
        invoke["name"] = "adaptiveCard/action";
        invoke["value"] = new JsonObject { ["action"] = JsonNode.Parse(button.GetRawText()), ["trigger"] = "manual" };
    });
}
