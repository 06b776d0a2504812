using System.Net.WebSockets;
using System.Text.Json;
using Bot.Activities;
using Bot.Operations;
using Bot.Storage;
using Engine.Conversations;

namespace Bot.Channels.DirectLine;

/// <summary>
/// One socket: sends every line after its watermark, in order and once, as soon as it is saved. Nothing queues here for a slow client: what it has not taken
/// stands in the transcript, and is read when the socket is free again.
/// </summary>
internal sealed class StreamSession(
    WebSocket socket, ConversationKey key, long watermark, ActivitySets sets, ConversationStore store, SavedTurns saved, LimitsOptions limits, TimeProvider clock) : IDisposable
{
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    /// <summary>Lines in one frame, so that none gets large.</summary>
    private const int MostLines = 50;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private long _watermark = watermark;
    private (WebSocketCloseStatus Status, string Reason) _why;

    internal ConversationKey Key => key;

    internal async Task RunAsync(CancellationToken goingAway)
    {
        await using var leaving = goingAway.Register(() => End(WebSocketCloseStatus.EndpointUnavailable, "going away"));
        var receiving = ReceiveAsync();
        try
        {
            await SendAsync();
        }
        finally
        {
            End(WebSocketCloseStatus.InternalServerError, "");
            await CloseAsync(receiving);
        }
    }

    /// <summary>Ends because the conversation has too many sockets.</summary>
    internal void GiveWay() => End(WebSocketCloseStatus.PolicyViolation, "too many sockets");

    public void Dispose() => _ending.Dispose();

    /// <summary>The first reason counts.</summary>
    private void End(WebSocketCloseStatus status, string reason)
    {
        lock (_gate)
        {
            if (_ending.IsCancellationRequested)
            {
                return;
            }

            _why = (status, reason);
            _ending.Cancel();
        }
    }

    private async Task SendAsync()
    {
        using var subscription = saved.Subscribe(key);
        try
        {
            if (!await CatchUpAsync())
            {
                await SendLinesAsync([]);
            }

            while (true)
            {
                await subscription.WaitAsync(_ending.Token);
                if (!await PassOnAsync(subscription))
                {
                    await SendFrameAsync(ReadOnlyMemory<byte>.Empty);
                }
            }
        }
        catch (OperationCanceledException)
        {
            End(TryAgainLater, "too slow");
        }
        catch (WebSocketException)
        {
            End(WebSocketCloseStatus.EndpointUnavailable, "");
        }
        catch (StorageUnavailableException)
        {
            End(TryAgainLater, "try again later");
        }
    }

    /// <summary>Sends what is new: as it was saved here a moment ago when it follows on what was sent, else from the transcript. False when there is nothing.</summary>
    private async Task<bool> PassOnAsync(SavedTurns.Subscription subscription)
    {
        var hasSent = subscription.TakeMissed() && await CatchUpAsync();
        if (subscription.TakeTyping(Speaker.Agent))
        {
            await SendTypingAsync();
            hasSent = true;
        }

        while (subscription.TakeSaved() is { } lines)
        {
            if (lines[^1].Sequence <= _watermark)
            {
                continue;
            }

            if (lines[0].Sequence == _watermark + 1)
            {
                await SendLinesAsync(lines);
            }
            else
            {
                await CatchUpAsync();
            }

            hasSent = true;
        }

        return hasSent;
    }

    private async Task<bool> CatchUpAsync()
    {
        var hasSent = false;
        while (await store.ReadTranscriptAsync(key, _watermark, MostLines, _ending.Token) is { Count: > 0 } lines)
        {
            await SendLinesAsync(lines);
            hasSent = true;
            if (lines.Count < MostLines)
            {
                break;
            }
        }

        return hasSent;
    }

    private async Task SendLinesAsync(IReadOnlyList<TranscriptEntry> lines)
    {
        var set = sets.Of(lines, key, _watermark);
        await SendFrameAsync(JsonSerializer.SerializeToUtf8Bytes(set, ActivityJson.Default.ActivitySet));
        _watermark = lines.Count == 0 ? _watermark : lines[^1].Sequence;
    }

    /// <summary>The watermark stays: what is typed has not been said.</summary>
    private Task SendTypingAsync()
    {
        var typing = new Activity
        {
            Type = ActivityTypes.Typing,
            Id = $"{key.Id}|typing-{clock.GetUtcNow().ToUnixTimeMilliseconds()}",
            ChannelId = key.Channel,
            Conversation = new ConversationAccount(key.Id),
            From = sets.Bot,
        };
        return SendFrameAsync(JsonSerializer.SerializeToUtf8Bytes(new ActivitySet([typing], Watermark.Write(_watermark)), ActivityJson.Default.ActivitySet));
    }

    /// <summary>Giving up on a frame breaks the socket, so only a client that takes none is given up, never one that we close ourselves.</summary>
    private async Task SendFrameAsync(ReadOnlyMemory<byte> frame)
    {
        using var time = new CancellationTokenSource(limits.SocketSendTimeout, clock);
        await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, time.Token);
    }

    /// <summary>Clients have nothing to say here but empty frames to keep the line open; what else comes is only counted.</summary>
    private async Task ReceiveAsync()
    {
        var buffer = new byte[512];
        var minuteBegan = clock.GetTimestamp();
        var messages = 0;
        var bytes = 0;
        try
        {
            while (true)
            {
                var frame = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                bytes += frame.Count;
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    End(WebSocketCloseStatus.NormalClosure, "");
                    return;
                }

                if (bytes > limits.SocketMessageBytes)
                {
                    End(WebSocketCloseStatus.MessageTooBig, "message too big");
                }

                if (!frame.EndOfMessage)
                {
                    continue;
                }

                if (clock.GetElapsedTime(minuteBegan) >= Minute)
                {
                    (minuteBegan, messages) = (clock.GetTimestamp(), 0);
                }

                bytes = 0;
                if (++messages > limits.SocketMessagesPerMinute)
                {
                    End(WebSocketCloseStatus.PolicyViolation, "too many messages");
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            End(WebSocketCloseStatus.EndpointUnavailable, "");
        }
    }

    /// <summary>Says why, and gives the other side a moment to say goodbye.</summary>
    private async Task CloseAsync(Task receiving)
    {
        using var time = new CancellationTokenSource(Farewell, clock);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(_why.Status, _why.Reason, time.Token);
            }

            await receiving.WaitAsync(time.Token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException)
        {
            // It is gone already, or will not answer.
        }

        socket.Abort();
    }
}
