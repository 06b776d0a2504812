using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Tests.Browser;

/// <summary>Microsoft's own Direct Line client, as Web Chat's bundle holds it, talks to the server over a socket and by polling.</summary>
public class DirectLineClientTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    private const string Talk = """
        async webSocket => {
          const { token } = await (await fetch('/chat/token', { method: 'POST' })).json();
          const line = window.WebChat.createDirectLine({ domain: new URL('/v3/directline', location.href).href, token, webSocket, pollingInterval: 300 });
          const got = [], states = [];
          line.connectionStatus$.subscribe(state => states.push(state));
          line.activity$.subscribe(activity => got.push(activity));
          const until = async test => { for (let i = 0; i < 150 && !test(); i++) { await new Promise(done => setTimeout(done, 100)); } return test(); };
          await until(() => states.includes(2));
          const id = await new Promise((done, fail) => line.postActivity({
            type: 'message', text: 'my account is locked', from: { id: 'whoever' }, channelData: { clientActivityID: 'c-1' } }).subscribe(done, fail));
          await until(() => got.some(activity => activity.replyToId === id));
          const echo = got.find(activity => activity.id === id);
          const result = {
            online: states.includes(2), id,
            echoed: echo?.channelData?.clientActivityID, echoedFrom: echo?.from?.id,
            answered: got.some(activity => activity.replyToId === id && activity.from.role === 'bot' && activity.text),
            ids: got.map(activity => activity.id),
            complete: got.every(activity => activity.type && activity.id && activity.timestamp && activity.from?.id && activity.conversation?.id),
          };
          line.end();
          return JSON.stringify(result);
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connects_sends_gets_its_echo_and_the_answer(bool webSocket)
    {
        var chat = await browser.OpenAsync();

        using var result = JsonDocument.Parse(await chat.Page.EvaluateAsync<string>(Talk, webSocket));

        var seen = result.RootElement;
        seen.GetProperty("online").GetBoolean().Should().BeTrue();
        seen.GetProperty("echoed").GetString().Should().Be("c-1");
        seen.GetProperty("echoedFrom").GetString().Should().StartWith("dl_", "the token says who speaks, not the client");
        seen.GetProperty("answered").GetBoolean().Should().BeTrue();
        seen.GetProperty("complete").GetBoolean().Should().BeTrue();
        seen.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).Should().OnlyHaveUniqueItems();
    }
}
