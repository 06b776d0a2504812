using System.Data.Common;
using Bot.Delivery;
using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Engine.Conversations;

namespace Bot.Storage;

/// <summary>The assistant's memory: conversations and their transcripts, sealed, on whichever database is configured.</summary>
internal sealed class ConversationStore(
    IAssistantDatabase database, StorageKeys keys, TurnSealer sealer, SavedTurns saved, OutboxSignal outbox, DeskSignal desk) : IConversationStore
{
    /// <summary>Unwrapped keys: about a kilobyte each, most of it the cipher's native context.</summary>
    private readonly RecentlyUsed<DataKey> _dataKeys = new(2_000);

    /// <summary>States as last saved or loaded here, which spares the next turn a read, a decryption and a parse. Perhaps stale, and then the save says so.</summary>
    private readonly RecentlyUsed<Conversation> _states = new(250);

    /// <inheritdoc/>
    public async Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation)
    {
        // The news are read afresh each time, since callbacks come to any replica; few conversations have a ticket.
        var state = await LoadStateAsync(key, cancellation);
        return state is { Tickets.Count: > 0 }
            ? state with { News = await OutsideTickets.ReadAsync(database, [.. state.Tickets.Select(ticket => ticket.Number)], cancellation) }
            : state;
    }

    private async Task<Conversation?> LoadStateAsync(ConversationKey key, CancellationToken cancellation)
    {
        if (_states.Find(key) is { } remembered)
        {
            return remembered;
        }

        var stored = await database.LoadAsync(key, cancellation);
        if (stored is null)
        {
            return null;
        }

        var loaded = TurnSealer.OpenState(KeyOf(key, stored.Head), key, stored.State);
        Remember(loaded);
        return loaded;
    }

    /// <inheritdoc/>
    public Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation) => TrySaveAsync(turn, null, cancellation);

    /// <summary>Saves a turn together with something else, or neither: when that says false, the outcome is <see cref="SaveOutcome.Refused"/>.</summary>
    internal async Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, Func<DbConnection, CancellationToken, Task<bool>>? also, CancellationToken cancellation)
    {
        // Whatever happens but success: the next load must ask the database.
        var key = turn.After.Key;
        _states.Forget(key);
        var (dataKey, newKey) = turn.After.Version == 1 ? keys.DataKeys.Create() : (await KnownKeyAsync(key, cancellation), null);
        if (dataKey is null)
        {
            return SaveOutcome.Overtaken;
        }

        var closed = sealer.Close(turn, dataKey, newKey);
        var outcome = await database.SaveAsync(closed, also, cancellation);
        if (outcome == SaveOutcome.Saved)
        {
            _dataKeys.Keep(key, dataKey);
            Remember(turn.After);
            if (turn.Entries.Count > 0)
            {
                saved.Wake(key, turn.Entries);
            }

            if (closed.Replies.Count > 0)
            {
                outbox.Wake(OutboxKind.Reply);
            }

            if (turn.Tickets.Count > 0)
            {
                outbox.Wake();
            }

            if (turn.Tickets.Count > 0 || turn.After.Live is not null)
            {
                desk.Wake();
                database.Tell(Wakes.Desk);
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
        var rows = await database.ReadLinesAsync(head.RowId, afterSequence, limit, cancellation);
        return [.. rows.SelectMany(row => TurnSealer.OpenLines(dataKey, key, row)).Where(line => line.Sequence > afterSequence).Take(limit)];
    }

    /// <summary>Under which number a message stands in the transcript, so that a second delivery is answered as the first was.</summary>
    internal async Task<long?> FindSequenceAsync(ConversationKey key, string messageId, CancellationToken cancellation) =>
        await database.FindAsync(key, cancellation) is { } head ? await database.FindSequenceAsync(head.RowId, messageId, cancellation) : null;

    internal async Task<bool> ExistsAsync(ConversationKey key, CancellationToken cancellation) =>
        await database.FindAsync(key, cancellation) is not null;

    /// <summary>Changes a line after the fact, as its channel demands: the member changed their message, or took it back. False when it is not here.</summary>
    internal async Task<bool> ReviseAsync(ConversationKey key, string messageId, Func<TranscriptEntry, TranscriptEntry> revise, CancellationToken cancellation)
    {
        if (await database.FindAsync(key, cancellation) is not { } head
            || await database.FindSequenceAsync(head.RowId, messageId, cancellation) is not { } sequence
            || await database.ReadLinesAsync(head.RowId, sequence - 1, 1, cancellation) is not [{ } row] || row.Sequence != sequence)
        {
            return false;
        }

        var dataKey = KeyOf(key, head);
        var lines = TurnSealer.OpenLines(dataKey, key, row);
        var closed = TurnSealer.CloseLines(dataKey, key, [revise(lines[0]), .. lines.Skip(1)]);
        return await database.WriteAsync(
            async (connection, cancel) => await connection.ChangeAsync(
                """UPDATE "Transcript" SET "Lines" = @lines WHERE "ConversationRowId" = @row AND "Sequence" = @sequence""", cancel,
                ("lines", closed.Lines), ("row", head.RowId), ("sequence", sequence)) == 1,
            cancellation);
    }

    /// <summary>Changes a state between two turns, and says whether it did. A turn that comes meanwhile wins.</summary>
    /// <exception cref="NewerSchemaException">A newer version wrote it.</exception>
    internal async Task<bool> RewriteAsync(ConversationKey key, Func<Conversation, Conversation> change, CancellationToken cancellation)
    {
        if (await database.LoadAsync(key, cancellation) is not { } stored)
        {
            return false;
        }

        var dataKey = KeyOf(key, stored.Head);
        var before = TurnSealer.OpenState(dataKey, key, stored.State);
        var after = change(before);
        if (ReferenceEquals(after, before))
        {
            return false;
        }

        var state = TurnSealer.CloseState(dataKey, after);
        _states.Forget(key);
        return await database.WriteAsync(
            async (connection, cancel) => await connection.ChangeAsync(
                """UPDATE "Conversations" SET "State" = @state, "Schema" = @schema WHERE "RowId" = @row AND "Version" = @version""", cancel,
                ("state", state), ("schema", after.Schema), ("row", stored.Head.RowId), ("version", before.Version)) == 1,
            cancellation);
    }

    private void Remember(Conversation state)
    {
        // Where other replicas write too, a remembered state would mostly be one to be overtaken with.
        if (!database.IsShared)
        {
            _states.Keep(state.Key, state);
        }
    }

    private DataKey KeyOf(ConversationKey conversation, ConversationHead head)
    {
        var known = _dataKeys.Find(conversation);
        if (known is not null && known.Id == head.DataKey.Id)
        {
            return known;
        }

        var unwrapped = keys.DataKeys.Unwrap(head.DataKey);
        _dataKeys.Keep(conversation, unwrapped);
        return unwrapped;
    }

    private async ValueTask<DataKey?> KnownKeyAsync(ConversationKey key, CancellationToken cancellation) =>
        _dataKeys.Find(key) ?? (await database.FindAsync(key, cancellation) is { } head ? KeyOf(key, head) : null);

    /// <summary>Lets go of every state and key in memory: what was erased must not live on here.</summary>
    internal void ForgetAll()
    {
        _states.ForgetAll();
        _dataKeys.ForgetAll();
    }
}
