using System.Net;
using System.Net.WebSockets;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class StreamTests : IDisposable
{
    private readonly DirectLineServer _server = DirectLineServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Beyond_the_room_for_sockets_a_client_is_told_that_it_is_busy_and_goes_on_without()
    {
        using var server = DirectLineServer.Start(("Limits:UpgradedConnections", "1"));
        using var first = await server.ChatAsync();
        using var second = await server.ChatAsync();
        using var socket = await DirectLineChat.ConnectAsync(first.StreamUrl);

        var tooMany = () => DirectLineChat.ConnectAsync(second.StreamUrl);

        (await tooMany.Should().ThrowAsync<WebSocketException>()).Which.Message.Should().Contain("503");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        (await second.SaysAsync("I am locked out")).Should().NotBeNull("it goes on without a socket");
    }

    [Fact]
    public async Task What_was_said_before_the_socket_opened_is_replayed()
    {
        using var chat = await _server.ChatAsync();
        var id = await chat.SaysAsync("my account is locked");

        using var socket = await DirectLineChat.ConnectAsync(chat.StreamUrl);

        var seen = await DirectLineChat.ReceiveAsync(socket, 3);
        seen[0].Text("channelData", "assistant", "wording").Should().Be("triage.greet-with-accounts");
        seen[0].Text("replyToId").Should().BeNull("the start of the conversation was never shown");
        seen[1].Text("id").Should().Be(id);
    }

    [Fact]
    public async Task What_is_said_later_is_pushed_in_order_and_once()
    {
        using var chat = await _server.ChatAsync();
        using var socket = await DirectLineChat.ConnectAsync(chat.StreamUrl);
        await DirectLineChat.ReceiveAsync(socket, 1);

        await chat.SaysAsync("my account is locked");
        await chat.SaysAsync("why do you ask?");

        var all = await chat.ReadAsync("2");
        var seen = await DirectLineChat.ReceiveAsync(socket, all.Count);
        seen.Select(activity => activity.Text("id")).Should().Equal(all.Select(activity => activity.Text("id")));
    }

    [Fact]
    public async Task Coming_back_with_a_watermark_replays_what_was_missed_and_no_more()
    {
        using var chat = await _server.ChatAsync();
        var missed = await chat.SaysAsync("my account is locked");
        var back = await chat.ComeBackAsync("2");

        using var socket = await DirectLineChat.ConnectAsync(back.Text("streamUrl")!);

        (await DirectLineChat.ReceiveAsync(socket, 1))[0].Text("id").Should().Be(missed);
    }

    [Fact]
    public async Task An_address_opens_one_socket()
    {
        using var chat = await _server.ChatAsync();
        using var socket = await DirectLineChat.ConnectAsync(chat.StreamUrl);

        var again = () => DirectLineChat.ConnectAsync(chat.StreamUrl);

        (await again.Should().ThrowAsync<WebSocketException>()).Which.Message.Should().Contain("403");
    }

    [Fact]
    public async Task An_address_is_good_for_a_minute()
    {
        using var chat = await _server.ChatAsync();
        _server.Clock.Advance(TimeSpan.FromSeconds(61));

        var late = () => DirectLineChat.ConnectAsync(chat.StreamUrl);

        await late.Should().ThrowAsync<WebSocketException>();
    }

    [Fact]
    public async Task A_ticket_is_for_one_conversation()
    {
        using var alice = await _server.ChatAsync("dl_alice");
        using var bob = await _server.ChatAsync("dl_bob");

        var posing = () => DirectLineChat.ConnectAsync(bob.StreamUrl.Replace(bob.Id, alice.Id, StringComparison.Ordinal));

        await posing.Should().ThrowAsync<WebSocketException>();
    }

    [Fact]
    public async Task A_page_that_is_not_on_the_list_opens_no_socket_and_spends_no_ticket()
    {
        using var server = DirectLineServer.Start(("DirectLine:AllowedOrigins:0", "https://www.plan.example"));
        using var chat = await server.ChatAsync();

        var posing = () => DirectLineChat.ConnectAsync(chat.StreamUrl, "https://elsewhere.example");
        await posing.Should().ThrowAsync<WebSocketException>();
        using var plan = await DirectLineChat.ConnectAsync(chat.StreamUrl, "https://www.plan.example");

        plan.State.Should().Be(WebSocketState.Open);
    }

    [Fact]
    public async Task Without_a_socket_the_address_says_so()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.Client.GetAsync(chat.StreamUrl.Replace("ws://", "http://", StringComparison.Ordinal));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Empty_frames_keep_the_line_open_both_ways()
    {
        using var chat = await _server.ChatAsync();
        using var socket = await DirectLineChat.ConnectAsync(chat.StreamUrl);
        await DirectLineChat.ReceiveAsync(socket, 1);

        await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, true, CancellationToken.None);
        _server.Clock.Advance(TimeSpan.FromSeconds(20));
        var frame = await socket.ReceiveAsync(new byte[16].AsMemory(), new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

        (frame.MessageType, frame.Count).Should().Be((WebSocketMessageType.Text, 0));
    }

    [Fact]
    public async Task A_client_that_says_goodbye_is_answered()
    {
        using var chat = await _server.ChatAsync();
        using var socket = await DirectLineChat.ConnectAsync(chat.StreamUrl);
        await DirectLineChat.ReceiveAsync(socket, 1);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

        socket.CloseStatus.Should().Be(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_the_socket()
    {
        using var chat = await _server.ChatAsync();
        using var socket = await DirectLineChat.ConnectAsync(chat.StreamUrl);

        await socket.SendAsync(new byte[65 * 1024], WebSocketMessageType.Text, true, CancellationToken.None);

        (await DirectLineChat.ClosedAsync(socket)).Should().Be(WebSocketCloseStatus.MessageTooBig);
    }

    [Fact]
    public async Task More_than_a_hundred_messages_a_minute_end_the_socket()
    {
        using var chat = await _server.ChatAsync();
        using var socket = await DirectLineChat.ConnectAsync(chat.StreamUrl);

        for (var count = 0; count < 101; count++)
        {
            await socket.SendAsync("x"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        }

        (await DirectLineChat.ClosedAsync(socket)).Should().Be(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task The_sixth_socket_of_a_conversation_ends_the_first()
    {
        using var chat = await _server.ChatAsync();
        var sockets = new List<ClientWebSocket>();
        for (var count = 0; count < 6; count++)
        {
            var back = await chat.ComeBackAsync("0");
            sockets.Add(await DirectLineChat.ConnectAsync(back.Text("streamUrl")!));
            await DirectLineChat.ReceiveAsync(sockets[^1], 1);
        }

        (await DirectLineChat.ClosedAsync(sockets[0])).Should().Be(WebSocketCloseStatus.PolicyViolation);
        sockets.Skip(1).Should().OnlyContain(socket => socket.State == WebSocketState.Open);
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task When_the_server_goes_its_sockets_are_told()
    {
        var server = DirectLineServer.Start();
        using var chat = await server.ChatAsync();
        using var socket = await DirectLineChat.ConnectAsync(chat.StreamUrl);
        await DirectLineChat.ReceiveAsync(socket, 1);

        var closed = DirectLineChat.ClosedAsync(socket);
        var going = server.DisposeAsync();
        var status = await closed;
        socket.Dispose();
        await going;

        status.Should().Be(WebSocketCloseStatus.EndpointUnavailable);
    }
}
