using Engine.Conversations;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>Writes a turn inside the writer's transaction. It looks before it writes, so a turn that lost leaves no trace in a transaction it shares.</summary>
internal sealed class SqliteTurns : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _addKey;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _addLines;
    private readonly SqliteTickets _tickets;

    internal SqliteTurns(SqliteConnection connection)
    {
        _connection = connection;
        _find = new(connection, """
            SELECT RowId, Version, DataKeyId, EXISTS (SELECT 1 FROM Transcript WHERE ConversationRowId = c.RowId AND MessageId = ?3)
            FROM Conversations c WHERE Channel = ?1 AND Id = ?2
            """);
        _addKey = new(connection, "INSERT INTO DataKeys (Id, MasterKeyId, Wrapped) VALUES (?1, ?2, ?3)");
        _add = new(connection, "INSERT INTO Conversations (Version, Schema, State, UpdatedAt, LastSequence, DataKeyId, Channel, Id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _update = new(connection, "UPDATE Conversations SET Version = ?1, Schema = ?2, State = ?3, UpdatedAt = ?4, LastSequence = ?5 WHERE RowId = ?6");
        _addLines = new(connection, "INSERT INTO Transcript (ConversationRowId, Sequence, MessageId, At, Lines) VALUES (?1, ?2, ?3, ?4, ?5)");
        _tickets = new(connection, _addKey);
    }

    internal SaveOutcome Write(SealedTurn turn)
    {
        var stored = Find(turn.Key, turn.Lines.Count > 0 ? turn.Lines[0].MessageId : null);
        for (var other = 1; other < turn.Lines.Count && !stored.HasAnswered; other++)
        {
            stored = Find(turn.Key, turn.Lines[other].MessageId);
        }

        if (stored.HasAnswered)
        {
            return SaveOutcome.AlreadyAnswered;
        }

        if (stored.Version != turn.Version - 1 || (stored.RowId is not null && stored.DataKeyId != turn.DataKeyId))
        {
            return SaveOutcome.Overtaken;
        }

        var row = stored.RowId is null ? Add(turn) : Update(turn, stored.RowId.Value);
        foreach (var line in turn.Lines)
        {
            _addLines.Bind(1, row).Bind(2, line.Sequence).Bind(3, line.MessageId).Bind(4, line.At.ToUnixTimeMilliseconds()).Bind(5, line.Lines).Run();
        }

        foreach (var ticket in turn.Tickets)
        {
            _tickets.Add(ticket);
        }

        foreach (var reply in turn.Replies)
        {
            _tickets.Add(reply);
        }

        return SaveOutcome.Saved;
    }

    /// <summary>Tells the desk how far the live chat is, after whatever else the transaction does: that looks at where it stood before.</summary>
    internal void Mark(SealedTurn turn)
    {
        if (turn.Live is { } live)
        {
            // SQLite's asynchronous methods are done when they return.
            CaseMarks.MarkAsync(_connection, live, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    public void Dispose()
    {
        foreach (var statement in new IDisposable[] { _find, _addKey, _add, _update, _addLines, _tickets })
        {
            statement.Dispose();
        }
    }

    private Stored Find(ConversationKey key, string? messageId)
    {
        var found = _find.Bind(1, key.Channel).Bind(2, key.Id).Bind(3, messageId).Step();
        var stored = found ? new Stored(_find.Long(0), _find.Long(1), _find.Guid(2), _find.Long(3) == 1) : default;
        _find.Reset();
        return stored;
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

    private readonly record struct Stored(long? RowId, long Version, Guid DataKeyId, bool HasAnswered);
}
