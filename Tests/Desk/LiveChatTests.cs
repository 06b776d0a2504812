using System.Text.Json;
using Bot.Desk;
using Engine.Conversations;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

/// <summary>A member's client on one side, an agent on the other, the whole program between.</summary>
public sealed class LiveChatTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_is_offered_the_agent_who_is_there_and_gets_their_words_on_the_socket()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "100"));
        await server.Services.GetRequiredService<DeskPresence>().HereAsync(TestDesk.Dana, isAvailable: true, Now);
        using var chat = await server.ChatAsync();
        var number = await WaitForAnAgentAsync(chat);
        using var socket = await DirectLineChat.ConnectAsync((await chat.ComeBackAsync("")).GetProperty("streamUrl").GetString()!);
        await DirectLineChat.ReceiveAsync(socket, 1);

        await server.Services.GetRequiredService<DeskClaims>().ClaimAsync(TestDesk.Dana, number, Now);
        await server.Services.GetRequiredService<LiveDesk>().SayAsync(TestDesk.Dana, number, "Hello \u202e**there**\u2069", "a1", Now);
        var heard = await UntilAsync(socket, activity => activity.Text("text") == "Hello **there**");

        heard.Select(activity => activity.Text("channelData", "assistant", "wording")).OfType<string>().Should().Contain("live-agent.with-agent");
        heard[^1].Text("from", "name").Should().Be("Dana");
        heard[^1].Text("textFormat").Should().Be("plain");
        heard.Should().NotContain(activity => activity.ToString().Contains(TestDesk.Dana.Id), "an agent's id is nobody's business");
        (await chat.ReadAsync()).Should().NotContain(activity => activity.ToString().Contains(TestDesk.Dana.Id));
    }

    [Fact]
    public async Task Each_side_sees_the_other_type_and_nothing_of_it_is_kept()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "100"));
        await server.Services.GetRequiredService<DeskPresence>().HereAsync(TestDesk.Dana, isAvailable: true, Now);
        using var chat = await server.ChatAsync();
        var number = await WaitForAnAgentAsync(chat);
        var live = server.Services.GetRequiredService<LiveDesk>();
        await server.Services.GetRequiredService<DeskClaims>().ClaimAsync(TestDesk.Dana, number, Now);
        using var watching = (await live.WatchAsync(TestDesk.Dana, number, Now)).Value!;
        using var socket = await DirectLineChat.ConnectAsync((await chat.ComeBackAsync("")).GetProperty("streamUrl").GetString()!);
        await DirectLineChat.ReceiveAsync(socket, 1);
        var before = (await chat.ReadAsync()).Count;

        await live.TypingAsync(TestDesk.Dana, number, Now);
        using var typed = await chat.PostAsync(new { type = "typing" });
        await watching.WaitAsync(Now);

        (await UntilAsync(socket, activity => activity.Text("type") == "typing"))[^1].Text("from", "role").Should().Be("bot");
        watching.TakeTyping(Speaker.Member).Should().BeTrue();
        (await chat.ReadAsync()).Should().HaveCount(before);
    }

    /// <summary>The shortest way through the checklist into the line; the ticket's number.</summary>
    private static async Task<string> WaitForAnAgentAsync(DirectLineChat chat)
    {
        await chat.SaysAsync("I want to talk to a person");
        var number = "";
        while ((await chat.RepliesAsync())[^1].Text("channelData", "assistant", "wording") != "live-agent.waiting")
        {
            var replies = await chat.RepliesAsync();
            var offered = replies[^1].GetProperty("suggestedActions").GetProperty("actions").EnumerateArray().ToDictionary(action => action.Text("value", "choice")!);
            var pressed = offered[new[] { "start", "declined", "unknown", "send", "wait" }.First(offered.ContainsKey)];
            using var answer = await chat.PostAsync(new { type = "message", text = pressed.Text("text"), value = pressed.GetProperty("value") });
            answer.EnsureSuccessStatusCode();
            number = replies.Select(reply => reply.Text("text") ?? "").FirstOrDefault(text => text.Contains("KP-")) is { } sent ? sent.Substring(sent.IndexOf("KP-", StringComparison.Ordinal), 12) : number;
        }

        return number;
    }

    private static async Task<IReadOnlyList<JsonElement>> UntilAsync(System.Net.WebSockets.ClientWebSocket socket, Func<JsonElement, bool> wanted)
    {
        var heard = new List<JsonElement>();
        while (!heard.Any(wanted))
        {
            heard.AddRange(await DirectLineChat.ReceiveAsync(socket, 1));
        }

        return heard;
    }
}
