using System.Collections.Concurrent;
using Engine.Conversations;

namespace Bot.Storage;

/// <summary>Tells whoever looks at a conversation that the other side is typing. It is kept nowhere, and nobody misses it when it is lost.</summary>
internal sealed class TypingSignal(SavedTurns saved, IAssistantDatabase database, TimeProvider clock)
{
    /// <summary>A sign is on screen for longer than this; whoever sends more of them changes nothing by it, and must cost other replicas and the Connector nothing.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private const int MostKept = 1_000;

    private readonly ConcurrentDictionary<(ConversationKey Key, Speaker Who), long> _told = new();

    /// <summary>For tests.</summary>
    internal int Kept => _told.Count;

    /// <summary>False when it was told a moment ago.</summary>
    internal bool Tell(ConversationKey key, Speaker who)
    {
        var now = clock.GetTimestamp();
        if (_told.TryGetValue((key, who), out var before) ? clock.GetElapsedTime(before, now) < Every || !_told.TryUpdate((key, who), now, before) : !_told.TryAdd((key, who), now))
        {
            return false;
        }

        if (_told.Count > MostKept)
        {
            Forget(now);
        }

        saved.WakeTyping(key, who);
        database.Tell(Wakes.Typing(key, who));
        return true;
    }

    private void Forget(long now)
    {
        foreach (var old in _told.Where(told => clock.GetElapsedTime(told.Value, now) >= Every))
        {
            _told.TryRemove(old);
        }
    }
}
