using System.Net;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class DirectLineMessageTests : IDisposable
{
    private readonly DirectLineServer _server = DirectLineServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_message_comes_back_with_its_id_and_its_channel_data_before_the_answer()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.PostAsync(new { type = "message", text = "my account is locked", channelData = new { clientActivityID = "abc", extra = new[] { 1, 2 } } });

        var id = (await answer.JsonAsync()).Text("id");
        var lines = await chat.ReadAsync("2");
        lines[0].Text("id").Should().Be(id);
        lines[0].Text("channelData").Should().Be("""{"clientActivityID":"abc","extra":[1,2]}""");
        lines[0].Text("from", "id").Should().Be("dl_alice");
        lines[1].Text("replyToId").Should().Be(id);
        lines[1].Text("from", "role").Should().Be("bot");
        lines.Select(line => line.GetProperty("timestamp").GetDateTime()).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_message_sent_again_is_answered_with_the_same_id_and_kept_once()
    {
        using var chat = await _server.ChatAsync();

        var first = await chat.SaysAsync("my account is locked", clientId: "same");
        var length = (await chat.ReadAsync()).Count;
        var again = await chat.SaysAsync("my account is locked", clientId: "same");

        again.Should().Be(first);
        (await chat.ReadAsync()).Should().HaveCount(length);
    }

    [Fact]
    public async Task The_same_message_at_the_same_time_is_kept_once()
    {
        using var chat = await _server.ChatAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => chat.SaysAsync("my account is locked", clientId: "same")));

        ids.Distinct().Should().ContainSingle();
        (await chat.ReadAsync()).Count(line => line.Text("text") == "my account is locked").Should().Be(1);
    }

    [Theory]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"event","name":"something/else","value":{"a":1}}""")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"x"}]}""")]
    [InlineData("""{"type":"invented","value":[1]}""")]
    public async Task What_we_do_not_know_is_accepted_and_changes_nothing(string activity)
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.PostRawAsync(activity);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.JsonAsync()).Text("id").Should().NotBeNullOrEmpty();
        (await chat.ReadAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Opening_the_page_again_does_not_greet_again()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.PostAsync(new { type = "event", name = "webchat/join", value = new { language = "en-US" }, channelData = new { clientActivityID = "j" } });

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await chat.RepliesAsync()).Should().ContainSingle();
        (await chat.ReadAsync("2")).Should().ContainSingle().Which.Text("name").Should().Be("webchat/join");
    }

    [Fact]
    public async Task A_pressed_button_is_heard_and_an_old_one_is_told_apart()
    {
        using var chat = await _server.ChatAsync();
        var button = (await chat.RepliesAsync())[0].GetProperty("suggestedActions").GetProperty("actions")[0];
        var press = new { type = "message", text = button.Text("text"), value = button.GetProperty("value"), channelData = new { messageBack = new { displayText = button.Text("displayText") } } };

        using var first = await chat.PostAsync(press);
        var answered = (await chat.RepliesAsync())[^1];
        using var second = await chat.PostAsync(press);

        button.Text("type").Should().Be("messageBack");
        answered.Text("channelData", "assistant", "journey").Should().NotBe("triage");
        (await chat.RepliesAsync()).Should().Contain(reply => reply.Text("channelData", "assistant", "wording") == "global.stale");
    }

    [Fact]
    public async Task Who_has_no_name_by_token_may_not_take_one_that_only_tokens_give()
    {
        using var plan = _server.Caller(DirectLineServer.Secret);
        using var answer = await plan.PostAsync("/v3/directline/tokens/generate", null);
        var token = await answer.JsonAsync();
        using var chat = new DirectLineChat(_server.Caller(token.Text("token")), token.Text("conversationId")!);

        using var honest = await chat.PostAsync(new { type = "message", text = "hello", from = new { id = "user1" } });
        using var posing = await chat.PostAsync(new { type = "message", text = "hello", from = new { id = "dl_alice" } });

        (await chat.ReadAsync()).Where(line => line.Text("from", "role") == "user").Select(line => line.Text("from", "id")).Should().Equal("user1", "user");
    }

    [Fact]
    public async Task Every_answer_says_which_step_speaks_and_nothing_personal()
    {
        using var chat = await _server.ChatAsync();
        await chat.SaysAsync("I'm Maria Lopez and my account is locked");

        var notes = (await chat.RepliesAsync()).Select(reply => reply.GetProperty("channelData").GetProperty("assistant")).ToList();

        notes.Should().OnlyContain(note => note.Text("journey") != null && note.Text("step") != null && note.Text("wording") != null);
        notes.Should().NotContain(note => note.GetRawText().Contains("Maria", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_typed_secret_does_not_come_back()
    {
        using var chat = await _server.ChatAsync();

        await chat.SaysAsync("my password is Hunter2!xyz and it is refused");

        (await chat.ReadAsync()).Should().NotContain(line => line.GetRawText().Contains("Hunter2", StringComparison.Ordinal));
    }
}
