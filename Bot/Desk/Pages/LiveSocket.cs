using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Bot.Desk.Accounts;
using Bot.Operations;
using Bot.Storage;
using Engine.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Pages;

/// <summary>The one socket of an open page. It says only that something is worth a look; and it says that its agent is here, and ends with their sign-in.</summary>
internal sealed class LiveSocket(
    DeskQueue queue, LiveDesk live, DeskPresence presence, Sessions sessions, IOptions<LimitsOptions> limits, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>Read by the page as: the sign-in is over.</summary>
    internal const int SignedOut = 4401;

    private const int MostOfOneSignIn = 30;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly Refusal NoSocket = new(StatusCodes.Status400BadRequest, "NoSocket", "This address is for sockets of the desk's pages.");
    private static readonly Refusal TooMany = new(StatusCodes.Status429TooManyRequests, "TooManySockets", "Too many pages of the desk are open.");

    private readonly ConcurrentDictionary<string, int> _open = new();

    internal static void Map(IEndpointRouteBuilder desk) =>
        DeskDoor.Map(desk, "GET", "live", DeskAccess.Everybody, visit => visit.Http.RequestServices.GetRequiredService<LiveSocket>().ServeAsync(visit));

    private async Task ServeAsync(Visit visit)
    {
        if (!visit.Http.WebSockets.IsWebSocketRequest)
        {
            await NoSocket.SendAsync(visit.Http);
            return;
        }

        try
        {
            if (_open.AddOrUpdate(visit.Session.Id, 1, (_, count) => count + 1) > MostOfOneSignIn)
            {
                await TooMany.SendAsync(visit.Http);
                return;
            }

            await TalkAsync(visit);
        }
        finally
        {
            if (_open.AddOrUpdate(visit.Session.Id, 0, (_, count) => count - 1) == 0)
            {
                _open.TryRemove(KeyValuePair.Create(visit.Session.Id, 0));
            }
        }
    }

    private async Task TalkAsync(Visit visit)
    {
        var number = visit.Http.Request.Query["ticket"].ToString();
        using var talk = number.Length is > 0 and <= 40 ? (await live.WatchAsync(visit.AtDesk, number, visit.Cancelled)).Value : null;
        using var socket = await visit.Http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = limits.Value.SocketPing,
            KeepAliveTimeout = limits.Value.SocketPing * limits.Value.SocketMissedPings,
        });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(visit.Cancelled, lifetime.ApplicationStopping);
        using var changes = queue.Subscribe();

        // Words wait here for the one sender; a page that is behind has no use for a second "look".
        var words = Channel.CreateBounded<string>(new BoundedChannelOptions(8) { FullMode = BoundedChannelFullMode.DropOldest });
        Task[] jobs =
        [
            ListenAsync(socket, ending.Token),
            WatchAsync(visit, ending.Token),
            SendAsync(socket, words.Reader, ending.Token),
            TellQueueAsync(changes, words.Writer, ending.Token),
            .. talk is null ? Array.Empty<Task>() : [TellTalkAsync(talk, words.Writer, ending.Token)],
        ];
        await Task.WhenAny(jobs);
        var isOver = await sessions.FindAsync(visit.Session.Hash, CancellationToken.None) is null;
        await ending.CancelAsync();
        await Task.WhenAll(jobs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await CloseAsync(socket, isOver ? (WebSocketCloseStatus)SignedOut : WebSocketCloseStatus.EndpointUnavailable);
        }
    }

    /// <summary>A page has nothing to say here; whoever says something all the same is let go.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationToken cancellation)
    {
        var nothing = new byte[16];
        await socket.ReceiveAsync(nothing.AsMemory(), cancellation);
    }

    private static async Task TellQueueAsync(DeskSignal.Subscription changes, ChannelWriter<string> words, CancellationToken cancellation)
    {
        while (true)
        {
            await changes.WaitAsync(cancellation);
            words.TryWrite("queue");
        }
    }

    private static async Task TellTalkAsync(SavedTurns.Subscription talk, ChannelWriter<string> words, CancellationToken cancellation)
    {
        while (true)
        {
            await talk.WaitAsync(cancellation);
            if (talk.TakeTyping(Speaker.Member))
            {
                words.TryWrite("typing");
            }

            var isNew = talk.TakeMissed();
            while (talk.TakeSaved() is not null)
            {
                isNew = true;
            }

            if (isNew)
            {
                words.TryWrite("talk");
            }
        }
    }

    /// <summary>Returns when the sign-in is over, by idleness, age, or an end made elsewhere. Until then it says that the agent is here.</summary>
    private async Task WatchAsync(Visit visit, CancellationToken cancellation)
    {
        var said = DateTimeOffset.MinValue;
        while (await sessions.FindAsync(visit.Session.Hash, cancellation) is not null)
        {
            var now = clock.GetUtcNow();
            if (visit.Agent.Works && now - said >= presence.SayEvery)
            {
                var takesChats = (await presence.PresentAsync(cancellation)).Any(known => known.Agent == visit.Agent.Id && known.IsAvailable);
                await presence.HereAsync(visit.AtDesk, takesChats, cancellation);
                said = now;
            }

            await Task.Delay(LookEvery, clock, cancellation);
        }
    }

    private async Task SendAsync(WebSocket socket, ChannelReader<string> words, CancellationToken cancellation)
    {
        await foreach (var word in words.ReadAllAsync(cancellation))
        {
            using var time = new CancellationTokenSource(limits.Value.SocketSendTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
            await socket.SendAsync(Encoding.UTF8.GetBytes(word), WebSocketMessageType.Text, endOfMessage: true, either.Token);
        }
    }

    private async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status)
    {
        using var time = new CancellationTokenSource(LookEvery, clock);
        try
        {
            await socket.CloseOutputAsync(status, null, time.Token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The page is gone already.
        }
    }
}
