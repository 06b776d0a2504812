using System.Net;
using System.Net.Sockets;
using Bot.Operations;
using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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
            await ConnectAsync(open[^1], server.Address.Port);
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

    [Fact]
    public async Task Open_sockets_take_no_place_from_requests()
    {
        using var server = DirectLineServer.Start(("Limits:InFlight", "1"), ("Limits:InFlightQueue", "0"));
        using var chat = await server.ChatAsync();
        using var first = await DirectLineChat.ConnectAsync(chat.StreamUrl);
        await DirectLineChat.ReceiveAsync(first, 1);

        using var back = await chat.Client.GetAsync($"/v3/directline/conversations/{chat.Id}?watermark=0");
        using var taken = await chat.PostAsync(new { type = "message", text = "my account is locked" });

        (back.StatusCode, taken.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_socket_whose_address_carries_its_ticket_is_not_traced(bool isUpgrade, bool isTraced)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpUpgradeFeature>(new Upgrade(isUpgrade));

        Telemetry.IsTraced(http).Should().Be(isTraced);
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_begun_in_time_is_refused_for_now()
    {
        using var server = DirectLineServer.Start(services => services.AddSingleton<IConversationStore>(new StuckStore()));
        var token = await server.GenerateAsync();
        using var client = server.Caller(token.Text("token"));

        var starting = client.PostAsync("/v3/directline/conversations", null);
        while (!starting.IsCompleted)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20);
        }

        using var refused = await starting;
        (refused.StatusCode, await refused.CodeAsync()).Should().Be((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"));
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_removal_that_cannot_be_noted_in_time_is_refused_for_now_so_that_the_channel_sends_it_again()
    {
        await using var teams = await TeamsServer.StartAsync(services => services.AddSingleton<IConversationStore>(new StuckStore()));
        var removed = teams.Activity("installationUpdate");
        removed["action"] = "remove";

        var posting = teams.PostAsync(removed);
        while (!posting.IsCompleted)
        {
            teams.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20);
        }

        using var refused = await posting;
        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public void Out_of_the_box_Kestrel_has_the_numbers_of_the_policy()
    {
        var kestrel = new KestrelServerOptions();

        new KestrelLimits(Options.Create(new LimitsOptions())).Configure(kestrel);

        var limits = kestrel.Limits;
        (limits.MaxRequestBodySize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestHeaderCount, limits.MaxRequestLineSize).Should().Be((256 * 1024, 16 * 1024, 50, 8 * 1024));
        (limits.RequestHeadersTimeout, limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod).Should().Be((TimeSpan.FromSeconds(10), 240d, TimeSpan.FromSeconds(5)));
        (limits.MaxConcurrentConnections, limits.MaxConcurrentUpgradedConnections, kestrel.AddServerHeader).Should().Be((2_000, 1_000, false));
    }

    [Fact]
    public void Out_of_the_box_our_own_limits_are_those_of_the_policy()
    {
        var limits = new LimitsOptions();
        var kept = new RetentionOptions();

        (limits.ConnectionsPerAddress, limits.SocketsPerConversation, limits.InFlight, limits.InFlightQueue).Should().Be((100, 5, 256, 256));
        (limits.TokensPerMinute, limits.ConversationsPerHour, limits.MessageBurst, limits.MessagesPerSecond).Should().Be((10, 30, 10, 1d));
        (limits.SocketMessageBytes, limits.SocketMessagesPerMinute, limits.SocketPing, limits.SocketMissedPings).Should().Be((64 * 1024, 100, TimeSpan.FromSeconds(30), 2));
        (limits.TurnTimeout, limits.Drain).Should().Be((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)));
        (kept.Days, kept.ClosedTicketDays, kept.DeadLetterDays, kept.AuditDays).Should().Be((90, 30, 30, 2_192));
    }

    [Fact]
    public async Task Tokens_of_one_address_are_counted_and_a_network_of_version_6_is_one()
    {
        using var server = DirectLineServer.Start(("Limits:TokensPerMinute", "2"), ("Limits:KnownProxies:0", "127.0.0.1"));

        HttpStatusCode[] answers =
        [
            await TokenAsync(server, "2001:db8:1:1::1"), await TokenAsync(server, "2001:db8:1:1::2"), await TokenAsync(server, "2001:db8:1:1:ffff::3"),
            await TokenAsync(server, "2001:db8:1:2::1"), await TokenAsync(server, "198.51.100.7"),
        ];
        server.Clock.Advance(TimeSpan.FromSeconds(30));

        answers.Should().Equal(HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK, HttpStatusCode.OK);
        (await TokenAsync(server, "2001:db8:1:1::9")).Should().Be(HttpStatusCode.OK, "the pace gives one back every half minute");
    }

    [Fact]
    public async Task Conversations_of_one_address_are_counted_by_the_hour()
    {
        using var server = DirectLineServer.Start(("Limits:ConversationsPerHour", "1"), ("Limits:KnownProxies:0", "127.0.0.1"));
        var first = await TokenAsync(server, "198.51.100.7");

        var second = await TokenAsync(server, "198.51.100.7");
        server.Clock.Advance(TimeSpan.FromHours(1));

        (first, second, await TokenAsync(server, "198.51.100.7")).Should().Be((HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK));
    }

    private static async Task<HttpStatusCode> TokenAsync(DirectLineServer server, string address)
    {
        using var page = server.Caller();
        page.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        using var answer = await page.PostAsync("/chat/token", null);

        return answer.StatusCode;
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
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>One too many is sometimes cut off before it has said that it is there.</summary>
    private static async Task ConnectAsync(TcpClient client, int port)
    {
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            // Then it is not answered either.
        }
    }

    private sealed record Upgrade(bool IsUpgradableRequest) : IHttpUpgradeFeature
    {
        public Task<Stream> UpgradeAsync() => throw new NotSupportedException("Nobody upgrades here.");
    }

    /// <summary>A store that never answers.</summary>
    private sealed class StuckStore : IConversationStore
    {
        private readonly TaskCompletionSource<Conversation?> _never = new();

        public Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) => _never.Task;

        public Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation) => throw new NotSupportedException("Nothing was loaded.");
    }
}
