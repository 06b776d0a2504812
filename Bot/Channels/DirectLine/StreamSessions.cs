using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bot.Operations;
using Bot.Storage;
using Engine.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>The open sockets of this process. A conversation has a few at most: the oldest gives way, since it is most likely one that died without a word.</summary>
internal sealed class StreamSessions(SavedTurns saved, IOptions<LimitsOptions> limits, TimeProvider clock) : BackgroundService
{
    /// <summary>Proxies cut sockets that are silent for a minute or less. Every wake-up makes a session look, and say at least nothing.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<ConversationKey, ImmutableList<StreamSession>> _open = new();

    /// <summary>Dispose it when the socket is closed.</summary>
    internal IDisposable Enter(StreamSession session)
    {
        Telemetry.SocketOpened();
        var all = _open.AddOrUpdate(session.Key, [session], (_, others) => others.Add(session));
        for (var tooMany = 0; tooMany < all.Count - limits.Value.SocketsPerConversation; tooMany++)
        {
            all[tooMany].GiveWay();
        }

        return new Place(this, session);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Silence, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            saved.WakeAll();
        }
    }

    private void Leave(StreamSession session)
    {
        Telemetry.SocketClosed();
        var left = _open.AddOrUpdate(session.Key, [], (_, all) => all.Remove(session));
        if (left.IsEmpty)
        {
            // Only while it is still empty: another may have come meanwhile.
            _open.TryRemove(new KeyValuePair<ConversationKey, ImmutableList<StreamSession>>(session.Key, left));
        }
    }

    private sealed class Place(StreamSessions sessions, StreamSession session) : IDisposable
    {
        public void Dispose() => sessions.Leave(session);
    }
}
