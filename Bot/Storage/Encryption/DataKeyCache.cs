using System.Collections.Concurrent;
using Engine.Conversations;

namespace Bot.Storage.Encryption;

/// <summary>Unwrapped keys of conversations in use. Two generations: what was not used while one filled up is forgotten.</summary>
internal sealed class DataKeyCache
{
    /// <summary>About a kilobyte each, most of it the cipher's native context.</summary>
    private const int GenerationSize = 2_000;

    private ConcurrentDictionary<ConversationKey, DataKey> _young = new();
    private ConcurrentDictionary<ConversationKey, DataKey> _old = new();

    // Counted here, since asking a ConcurrentDictionary for its size takes all of its locks.
    private int _kept;

    internal DataKey? Find(ConversationKey conversation)
    {
        if (_young.TryGetValue(conversation, out var key))
        {
            return key;
        }

        if (_old.TryGetValue(conversation, out key))
        {
            Keep(conversation, key);
        }

        return key;
    }

    internal void Keep(ConversationKey conversation, DataKey key)
    {
        _young[conversation] = key;
        if (Interlocked.Increment(ref _kept) > GenerationSize)
        {
            _kept = 0;

            // Two threads may both turn the page; that forgets a little more than needed, and nothing else.
            _old = _young;
            _young = new ConcurrentDictionary<ConversationKey, DataKey>();
        }
    }
}
