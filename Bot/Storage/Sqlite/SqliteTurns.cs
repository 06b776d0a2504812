using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>Writes a turn inside the writer's transaction. It looks before it writes, so a turn that lost leaves no trace in a transaction it shares.</summary>
internal sealed class SqliteTurns : IDisposable
{
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _findMessage;
    private readonly SqliteStatement _addKey;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _addEntry;
    private readonly SqliteTickets _tickets;

    internal SqliteTurns(SqliteConnection connection)
    {
        _find = new(connection, "SELECT RowId, Version, DataKeyId FROM Conversations WHERE Channel = ?1 AND Id = ?2");
        _findMessage = new(connection, "SELECT 1 FROM TranscriptEntries WHERE ConversationRowId = ?1 AND MessageId = ?2");
        _addKey = new(connection, "INSERT INTO DataKeys (Id, MasterKeyId, Wrapped) VALUES (?1, ?2, ?3)");
        _add = new(connection, "INSERT INTO Conversations (Version, Schema, State, UpdatedAt, LastSequence, DataKeyId, Channel, Id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _update = new(connection, "UPDATE Conversations SET Version = ?1, Schema = ?2, State = ?3, UpdatedAt = ?4, LastSequence = ?5 WHERE RowId = ?6");
        _addEntry = new(connection, "INSERT INTO TranscriptEntries (ConversationRowId, Sequence, MessageId, At, Entry) VALUES (?1, ?2, ?3, ?4, ?5)");
        _tickets = new(connection, _addKey);
    }

    internal SaveOutcome Write(SealedTurn turn)
    {
        var (rowId, version, dataKeyId) = Find(turn.Key);
        if (rowId is { } known && HasAnswered(known, turn.Entries))
        {
            return SaveOutcome.AlreadyAnswered;
        }

        if (version != turn.Version - 1 || (rowId is not null && dataKeyId != turn.DataKeyId))
        {
            return SaveOutcome.Overtaken;
        }

        var row = rowId is null ? Add(turn) : Update(turn, rowId.Value);
        foreach (var entry in turn.Entries)
        {
            _addEntry.Bind(1, row).Bind(2, entry.Sequence).Bind(3, entry.MessageId).Bind(4, entry.At.ToUnixTimeMilliseconds()).Bind(5, entry.Entry).Run();
        }

        foreach (var ticket in turn.Tickets)
        {
            _tickets.Add(ticket);
        }

        return SaveOutcome.Saved;
    }

    public void Dispose()
    {
        foreach (var statement in new IDisposable[] { _find, _findMessage, _addKey, _add, _update, _addEntry, _tickets })
        {
            statement.Dispose();
        }
    }

    private (long? RowId, long Version, Guid DataKeyId) Find(ConversationKey key)
    {
        var found = _find.Bind(1, key.Channel).Bind(2, key.Id).Step();
        (long? RowId, long Version, Guid DataKeyId) head = found ? (_find.Long(0), _find.Long(1), _find.Guid(2)) : (null, 0, Guid.Empty);
        _find.Reset();
        return head;
    }

    private bool HasAnswered(long rowId, IReadOnlyList<SealedEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.MessageId is not null)
            {
                var found = _findMessage.Bind(1, rowId).Bind(2, entry.MessageId).Step();
                _findMessage.Reset();
                if (found)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private long Add(SealedTurn turn)
    {
        var key = turn.NewKey!;
        _addKey.Bind(1, key.Id).Bind(2, key.MasterKeyId).Bind(3, key.Wrapped).Run();
        BindState(_add, turn).Bind(6, turn.DataKeyId).Bind(7, turn.Key.Channel).Bind(8, turn.Key.Id).Run();
        return _add.LastRowId;
    }

    private long Update(SealedTurn turn, long rowId)
    {
        BindState(_update, turn).Bind(6, rowId).Run();
        return rowId;
    }

    private static SqliteStatement BindState(SqliteStatement statement, SealedTurn turn) =>
        statement.Bind(1, turn.Version).Bind(2, turn.Schema).Bind(3, turn.State).Bind(4, turn.At.ToUnixTimeMilliseconds()).Bind(5, turn.LastSequence);
}

/// <summary>Adds a ticket and what is to be sent of it, unless the same revision was filed before.</summary>
internal sealed class SqliteTickets(SqliteConnection connection, SqliteStatement addKey) : IDisposable
{
    private readonly SqliteStatement _add = new(connection, """
        INSERT INTO Tickets ("Key", Number, Channel, ConversationId, CreatedAt, Status, DataKeyId, Record, MemberNumberHash, EmailHash, PhoneHash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT ("Key") DO NOTHING
        """);

    private readonly SqliteStatement _addSend = new(connection, """
        INSERT INTO Outbox (Lane, Kind, Target, IdempotencyKey, Subject, Attempt, NextAt, ClaimToken, ClaimedUntil, State, CreatedAt, DataKeyId, Payload)
        VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 0, 0, ?7, ?6, ?8, ?9)
        """);

    internal void Add(SealedTicket ticket)
    {
        var row = ticket.Row;
        var added = _add.Bind(1, row.Key).Bind(2, row.Number).Bind(3, row.Channel).Bind(4, row.ConversationId).Bind(5, row.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(6, (int)row.Status).Bind(7, row.DataKeyId).Bind(8, row.Record)
            .BindOptional(9, row.MemberNumberHash).BindOptional(10, row.EmailHash).BindOptional(11, row.PhoneHash).Run();
        if (added == 0)
        {
            return;
        }

        addKey.Bind(1, ticket.Key.Id).Bind(2, ticket.Key.MasterKeyId).Bind(3, ticket.Key.Wrapped).Run();
        foreach (var send in ticket.Sends)
        {
            _addSend.Bind(1, send.Lane).Bind(2, (int)send.Kind).Bind(3, send.Target).Bind(4, send.IdempotencyKey).Bind(5, send.Subject)
                .Bind(6, send.CreatedAt.ToUnixTimeMilliseconds()).Bind(7, (int)OutboxState.Due).Bind(8, send.DataKeyId).BindOptional(9, send.Payload).Run();
        }
    }

    public void Dispose()
    {
        _add.Dispose();
        _addSend.Dispose();
    }
}
