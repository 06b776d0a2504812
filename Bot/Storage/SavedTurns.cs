using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Engine.Conversations;

namespace Bot.Storage;

/// <summary>
/// Wakes whoever waits for news of a conversation, in this process and (with PostgreSQL) in every other. A wake-up is a hint: what is new stands in the transcript.
/// One from this process brings the new lines along, so that the usual case reads nothing back.
/// </summary>
internal sealed class SavedTurns
{
    private readonly ConcurrentDictionary<ConversationKey, ImmutableArray<Subscription>> _subscriptions = new();

    /// <summary>Dispose it to hear no more. Subscribe first and read the transcript then, or a turn may slip between.</summary>
    internal Subscription Subscribe(ConversationKey key)
    {
        var subscription = new Subscription(this, key);
        _subscriptions.AddOrUpdate(key, [subscription], (_, others) => others.Add(subscription));
        return subscription;
    }

    internal void Wake(ConversationKey key, IReadOnlyList<TranscriptEntry>? saved = null)
    {
        if (!_subscriptions.IsEmpty && _subscriptions.TryGetValue(key, out var subscriptions))
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Wake(saved);
            }
        }
    }

    /// <summary>Somebody is typing: kept nowhere, and told only to those who look right now.</summary>
    internal void WakeTyping(ConversationKey key, Speaker who)
    {
        if (_subscriptions.TryGetValue(key, out var subscriptions))
        {
            foreach (var subscription in subscriptions)
            {
                subscription.WakeTyping(who);
            }
        }
    }

    /// <summary>After wake-ups from elsewhere may have been missed, everybody looks.</summary>
    internal void WakeAll()
    {
        foreach (var key in _subscriptions.Keys)
        {
            Wake(key);
        }
    }

    private void Remove(Subscription subscription)
    {
        var left = _subscriptions.AddOrUpdate(subscription.Key, [], (_, all) => all.Remove(subscription));
        if (left.IsEmpty)
        {
            // Only when it is still empty: somebody may have subscribed meanwhile.
            ((ICollection<KeyValuePair<ConversationKey, ImmutableArray<Subscription>>>)_subscriptions).Remove(new(subscription.Key, left));
        }
    }

    /// <summary>One waiter's place. Several wake-ups between two waits count as one.</summary>
    internal sealed class Subscription : IDisposable
    {
        /// <summary>Who falls further behind than this reads the transcript.</summary>
        private const int MostKept = 16;

        private readonly SavedTurns _turns;
        private readonly ConcurrentQueue<IReadOnlyList<TranscriptEntry>> _saved = new();
        private bool _hasMissed;
        private bool _agentTypes;
        private bool _memberTypes;
        private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        internal Subscription(SavedTurns turns, ConversationKey key)
        {
            _turns = turns;
            Key = key;
        }

        internal ConversationKey Key { get; }

        /// <summary>Returns when a turn was saved since the last wait.</summary>
        internal async Task WaitAsync(CancellationToken cancellation) => await _wakes.Reader.ReadAsync(cancellation);

        /// <summary>Whether something may be new that does not come by <see cref="TakeSaved"/>; asks once.</summary>
        internal bool TakeMissed() => Interlocked.Exchange(ref _hasMissed, false);

        /// <summary>Whether that side has been typing since this was asked last.</summary>
        internal bool TakeTyping(Speaker who) => Interlocked.Exchange(ref who == Speaker.Agent ? ref _agentTypes : ref _memberTypes, false);

        /// <summary>The lines of a turn that this process saved since, or null. Two turns may come in the wrong order; their numbers tell.</summary>
        internal IReadOnlyList<TranscriptEntry>? TakeSaved() => _saved.TryDequeue(out var saved) ? saved : null;

        public void Dispose() => _turns.Remove(this);

        internal void WakeTyping(Speaker who)
        {
            Volatile.Write(ref who == Speaker.Agent ? ref _agentTypes : ref _memberTypes, true);
            _wakes.Writer.TryWrite(true);
        }

        internal void Wake(IReadOnlyList<TranscriptEntry>? saved)
        {
            if (saved is not null && _saved.Count < MostKept)
            {
                _saved.Enqueue(saved);
            }
            else
            {
                Volatile.Write(ref _hasMissed, true);
            }

            _wakes.Writer.TryWrite(true);
        }
    }
}
