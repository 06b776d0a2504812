using Bot.Delivery;
using Bot.Storage.Encryption;
using Engine.Conversations;

namespace Bot.Storage;

/// <summary>The assistant's memory: conversations and their transcripts, sealed, on whichever database is configured.</summary>
internal sealed class ConversationStore(
    IAssistantDatabase database, StorageKeys keys, TurnSealer sealer, SavedTurns saved, OutboxSignal outbox) : IConversationStore
{
    private readonly DataKeyCache _cache = new();

    /// <inheritdoc/>
    public async Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation)
    {
        var stored = await database.LoadAsync(key, cancellation);
        return stored is null ? null : TurnSealer.OpenState(KeyOf(key, stored.Head), key, stored.State);
    }

    /// <inheritdoc/>
    public async Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation)
    {
        var key = turn.After.Key;
        var (dataKey, newKey) = turn.After.Version == 1 ? keys.DataKeys.Create() : (await KnownKeyAsync(key, cancellation), null);
        if (dataKey is null)
        {
            return SaveOutcome.Overtaken;
        }

        var outcome = await database.SaveAsync(sealer.Close(turn, dataKey, newKey), cancellation);
        if (outcome == SaveOutcome.Saved)
        {
            if (newKey is not null)
            {
                _cache.Keep(key, dataKey);
            }

            saved.Wake(key);
            if (turn.Tickets.Count > 0)
            {
                outbox.Wake();
            }
        }

        return outcome;
    }

    /// <summary>The lines after a watermark, oldest first.</summary>
    internal async Task<IReadOnlyList<TranscriptEntry>> ReadTranscriptAsync(ConversationKey key, long afterSequence, int limit, CancellationToken cancellation)
    {
        var head = await database.FindAsync(key, cancellation);
        if (head is null)
        {
            return [];
        }

        var dataKey = KeyOf(key, head);
        var entries = await database.ReadEntriesAsync(head.RowId, afterSequence, limit, cancellation);
        return [.. entries.Select(entry => TurnSealer.OpenEntry(dataKey, key, entry))];
    }

    /// <summary>Under which number a message stands in the transcript, so that a second delivery is answered as the first was.</summary>
    internal async Task<long?> FindSequenceAsync(ConversationKey key, string messageId, CancellationToken cancellation) =>
        await database.FindAsync(key, cancellation) is { } head ? await database.FindSequenceAsync(head.RowId, messageId, cancellation) : null;

    internal async Task<bool> ExistsAsync(ConversationKey key, CancellationToken cancellation) =>
        await database.FindAsync(key, cancellation) is not null;

    private DataKey KeyOf(ConversationKey conversation, ConversationHead head)
    {
        var known = _cache.Find(conversation);
        if (known is not null && known.Id == head.DataKey.Id)
        {
            return known;
        }

        var unwrapped = keys.DataKeys.Unwrap(head.DataKey);
        _cache.Keep(conversation, unwrapped);
        return unwrapped;
    }

    private async ValueTask<DataKey?> KnownKeyAsync(ConversationKey key, CancellationToken cancellation) =>
        _cache.Find(key) ?? (await database.FindAsync(key, cancellation) is { } head ? KeyOf(key, head) : null);
}
