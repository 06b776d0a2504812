using System.Collections.Concurrent;
using Bot.Storage.Encryption;
using Engine.Conversations;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>Connections that only read, each with its statements prepared. A reader never waits for the writer.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private readonly ConcurrentBag<SqliteReader> _idle = [];

    internal T Read<TAsked, T>(TAsked asked, Func<SqliteReader, TAsked, T> read)
    {
        if (!_idle.TryTake(out var reader))
        {
            reader = new SqliteReader(file.OpenReader());
        }

        try
        {
            var result = read(reader, asked);
            _idle.Add(reader);
            return result;
        }
        catch (SqliteException fault)
        {
            // Its statements may stand anywhere; the next caller gets a new one.
            reader.Dispose();
            throw SqliteFaults.Translate(fault);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}

/// <summary>One such connection.</summary>
internal sealed class SqliteReader(SqliteConnection connection) : IDisposable
{
    private const string Head = "SELECT c.RowId, k.Id, k.MasterKeyId, k.Wrapped";
    private const string Of = "FROM Conversations c JOIN DataKeys k ON k.Id = c.DataKeyId WHERE c.Channel = ?1 AND c.Id = ?2";

    private readonly SqliteStatement _load = new(connection, $"{Head}, c.State {Of}");
    private readonly SqliteStatement _find = new(connection, $"{Head} {Of}");
    private readonly SqliteStatement _lines = new(connection, """
        SELECT Sequence, MessageId, At, Lines FROM Transcript
        WHERE ConversationRowId = ?1 AND Sequence >= COALESCE((SELECT MAX(Sequence) FROM Transcript WHERE ConversationRowId = ?1 AND Sequence <= ?2 + 1), 0)
        ORDER BY Sequence LIMIT ?3
        """);

    private readonly SqliteStatement _sequence = new(connection, "SELECT Sequence FROM Transcript WHERE ConversationRowId = ?1 AND MessageId = ?2");

    internal StoredConversation? Load(ConversationKey key)
    {
        var stored = _load.Bind(1, key.Channel).Bind(2, key.Id).Step() ? new StoredConversation(HeadOf(_load), _load.Blob(4).ToArray()) : null;
        _load.Reset();
        return stored;
    }

    internal ConversationHead? Find(ConversationKey key)
    {
        var head = _find.Bind(1, key.Channel).Bind(2, key.Id).Step() ? HeadOf(_find) : null;
        _find.Reset();
        return head;
    }

    internal IReadOnlyList<SealedLines> Lines(long conversationRowId, long afterSequence, int limit)
    {
        _lines.Bind(1, conversationRowId).Bind(2, afterSequence).Bind(3, limit);
        var lines = new List<SealedLines>();
        while (_lines.Step())
        {
            lines.Add(new SealedLines(_lines.Long(0), _lines.Text(1), DateTimeOffset.FromUnixTimeMilliseconds(_lines.Long(2)), _lines.Blob(3).ToArray()));
        }

        _lines.Reset();
        return lines;
    }

    internal long? Sequence(long conversationRowId, string messageId)
    {
        long? sequence = _sequence.Bind(1, conversationRowId).Bind(2, messageId).Step() ? _sequence.Long(0) : null;
        _sequence.Reset();
        return sequence;
    }

    public void Dispose()
    {
        foreach (var part in new IDisposable[] { _load, _find, _lines, _sequence, connection })
        {
            part.Dispose();
        }
    }

    private static ConversationHead HeadOf(SqliteStatement row) =>
        new(row.Long(0), new WrappedKey(row.Guid(1), row.Text(2)!, row.Blob(3).ToArray()));
}
