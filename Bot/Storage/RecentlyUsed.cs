using System.Collections.Concurrent;
using Engine.Conversations;

namespace Bot.Storage;

/// <summary>Something remembered of conversations in use. Two generations: what was not used while one filled up is forgotten.</summary>
internal sealed class RecentlyUsed<T>(int generationSize) where T : class
{
    private ConcurrentDictionary<ConversationKey, T> _young = new();
    private ConcurrentDictionary<ConversationKey, T> _old = new();

    // Counted here, since asking a ConcurrentDictionary for its size takes all of its locks.
    private int _added;

    internal T? Find(ConversationKey conversation)
    {
        if (!_young.TryGetValue(conversation, out var found) && _old.TryRemove(conversation, out found))
        {
            Keep(conversation, found);
        }

        return found;
    }

    internal void Keep(ConversationKey conversation, T value)
    {
        if (_young.TryAdd(conversation, value))
        {
            if (Interlocked.Increment(ref _added) > generationSize)
            {
                // Two threads may both turn the page; that forgets more than needed, and nothing else.
                _added = 0;
                _old = _young;
                _young = new ConcurrentDictionary<ConversationKey, T>();
            }
        }
        else
        {
            _young[conversation] = value;
        }
    }

    internal void Forget(ConversationKey conversation)
    {
        _young.TryRemove(conversation, out _);
        _old.TryRemove(conversation, out _);
    }

    internal void ForgetAll()
    {
        _young = new ConcurrentDictionary<ConversationKey, T>();
        _old = new ConcurrentDictionary<ConversationKey, T>();
    }
}
