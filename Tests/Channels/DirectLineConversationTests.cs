using System.Net;
using System.Net.Http.Json;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class DirectLineConversationTests : IDisposable
{
    private readonly DirectLineServer _server = DirectLineServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Starting_greets_once_however_often_it_is_asked()
    {
        var token = await _server.GenerateAsync();
        using var client = _server.Caller(token.Text("token"));

        using var first = await client.PostAsync("/v3/directline/conversations", null);
        using var second = await client.PostAsync("/v3/directline/conversations", JsonContent.Create(new { user = new { id = "mallory" } }));

        (first.StatusCode, second.StatusCode).Should().Be((HttpStatusCode.Created, HttpStatusCode.OK));
        (await second.JsonAsync()).Text("conversationId").Should().Be(token.Text("conversationId"));
        using var chat = new DirectLineChat(_server.Caller(token.Text("token")), token.Text("conversationId")!);
        (await chat.RepliesAsync()).Should().ContainSingle().Which.Text("channelData", "assistant", "wording").Should().Be("triage.greet-with-accounts");
    }

    [Fact]
    public async Task The_address_of_the_socket_is_absolute()
    {
        using var chat = await _server.ChatAsync();

        chat.StreamUrl.Should().StartWith($"ws://127.0.0.1:{_server.Address.Port}/v3/directline/conversations/{chat.Id}/stream?watermark=0&t=");
    }

    [Fact]
    public async Task Behind_a_proxy_of_ours_the_address_is_the_one_the_client_called()
    {
        using var server = DirectLineServer.Start(("Limits:KnownProxies:0", "127.0.0.0/8"));
        var token = await server.GenerateAsync();
        using var client = server.Caller(token.Text("token"));
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "help.example.org");

        using var answer = await client.PostAsync("/v3/directline/conversations", null);

        (await answer.JsonAsync()).Text("streamUrl").Should().StartWith("wss://help.example.org/v3/directline/");
    }

    [Fact]
    public async Task Nobody_else_can_say_how_the_client_called_us()
    {
        var token = await _server.GenerateAsync();
        using var client = _server.Caller(token.Text("token"));
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");

        using var answer = await client.PostAsync("/v3/directline/conversations", null);

        (await answer.JsonAsync()).Text("streamUrl").Should().StartWith("ws://127.0.0.1");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/activities")]
    [InlineData("POST", "/activities")]
    [InlineData("POST", "/upload")]
    public async Task Somebody_elses_conversation_stays_closed(string method, string address)
    {
        using var alice = await _server.ChatAsync("dl_alice");
        using var bob = await _server.ChatAsync("dl_bob");

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v3/directline/conversations/{alice.Id}{address}") { Content = method == "POST" ? JsonContent.Create(new { type = "message", text = "hi" }) : null };
        using var answer = await bob.Client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await alice.ReadAsync()).Should().ContainSingle("only the greeting is there");
    }

    [Fact]
    public async Task The_secret_finds_no_conversation_that_is_not_there()
    {
        using var plan = _server.Caller(DirectLineServer.Secret);

        using var coming = await plan.GetAsync("/v3/directline/conversations/nowhere");
        using var reading = await plan.GetAsync("/v3/directline/conversations/nowhere/activities");
        using var posting = await plan.PostAsync("/v3/directline/conversations/nowhere/activities", JsonContent.Create(new { type = "message", text = "hi" }));

        new[] { coming.StatusCode, reading.StatusCode, posting.StatusCode }.Should().OnlyContain(status => status == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_conversation_that_was_never_started_can_be_come_back_to()
    {
        var token = await _server.GenerateAsync();
        using var chat = new DirectLineChat(_server.Caller(token.Text("token")), token.Text("conversationId")!);

        var back = await chat.ComeBackAsync("0");

        back.Text("conversationId").Should().Be(chat.Id);
        (await chat.RepliesAsync()).Should().ContainSingle();
    }

    [Theory]
    [InlineData(1, "watermark=0&")]
    [InlineData(3, "watermark=2&")]
    public async Task Without_a_watermark_only_what_is_new_comes_unless_the_chat_is_minutes_old(int minutes, string expected)
    {
        using var chat = await _server.ChatAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(minutes));

        var back = await chat.ComeBackAsync("");

        back.Text("streamUrl").Should().Contain(expected);
    }

    [Fact]
    public async Task A_watermark_that_is_not_ours_is_a_clean_refusal()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.Client.GetAsync($"{chat.Activities}?watermark=-1;drop");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Files_are_refused_in_words()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.Client.PostAsync($"/v3/directline/conversations/{chat.Id}/upload?userId=dl_alice", new MultipartFormDataContent { { new StringContent("x"), "file", "note.txt" } });

        (answer.StatusCode, await answer.CodeAsync()).Should().Be((HttpStatusCode.BadRequest, "AttachmentsNotSupported"));
    }

    [Fact]
    public async Task A_session_id_is_given_to_whoever_may_talk()
    {
        using var chat = await _server.ChatAsync();

        var answer = await chat.Client.GetFromJsonAsync<System.Text.Json.JsonElement>("/v3/directline/session/getsessionid");

        answer.Text("sessionId").Should().NotBeNullOrEmpty();
    }
}
