using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Operations;

public sealed class LimitTests
{
    [Fact]
    public async Task A_conversation_far_too_quick_is_refused_and_told_when_to_come_back()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "2"), ("Limits:MessageWait", "00:00:00"));
        using var chat = await server.ChatAsync();
        await chat.SaysAsync("one");
        await chat.SaysAsync("two");

        using var refused = await chat.PostAsync(new { type = "message", text = "three" });
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        using var taken = await chat.PostAsync(new { type = "message", text = "three" });

        (refused.StatusCode, await refused.CodeAsync()).Should().Be((HttpStatusCode.TooManyRequests, "TooManyRequests"));
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        taken.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_conversation_a_little_too_quick_waits_and_is_answered()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "1"));
        using var chat = await server.ChatAsync();
        await chat.SaysAsync("one");

        var posting = chat.PostAsync(new { type = "message", text = "two" });
        var tooEarly = await Task.WhenAny(posting, Task.Delay(TimeSpan.FromMilliseconds(300)));
        var hadWaited = tooEarly != posting;
        while (!posting.IsCompleted)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20);
        }

        hadWaited.Should().BeTrue();
        (await posting).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_address_has_so_many_connections_and_no_more()
    {
        using var server = DirectLineServer.Start(("Limits:ConnectionsPerAddress", "3"));
        var open = new List<TcpClient>();
        for (var count = 0; count < 4; count++)
        {
            open.Add(new TcpClient());
            await open[^1].ConnectAsync(IPAddress.Loopback, server.Address.Port);
        }

        var answers = await Task.WhenAll(open.Select(AsksAsync));

        answers.Count(isAnswered => isAnswered).Should().Be(3);
        open.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task When_all_hands_are_full_the_next_is_told_to_come_again()
    {
        using var server = DirectLineServer.Start(("Limits:InFlight", "1"), ("Limits:InFlightQueue", "0"), ("Limits:MessageBurst", "1"));
        using var chat = await server.ChatAsync();
        await chat.SaysAsync("one");

        // Waits for its pace, with the only permit in hand.
        var waiting = chat.PostAsync(new { type = "message", text = "two" });
        var refused = await UntilRefusedAsync(chat);
        server.Clock.Advance(TimeSpan.FromSeconds(5));

        (refused.StatusCode, await refused.CodeAsync()).Should().Be((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"));
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        using var health = await chat.Client.GetAsync("/health/live");
        health.StatusCode.Should().Be(HttpStatusCode.OK, "health is asked outside of the queue");
        (await waiting).Dispose();
    }

    private static async Task<HttpResponseMessage> UntilRefusedAsync(DirectLineChat chat)
    {
        while (true)
        {
            var answer = await chat.Client.GetAsync(chat.Activities);
            if (!answer.IsSuccessStatusCode)
            {
                return answer;
            }

            await Task.Delay(20);
        }
    }

    private static async Task<bool> AsksAsync(TcpClient client)
    {
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), time.Token);

            return await client.GetStream().ReadAsync(new byte[16], time.Token) > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
