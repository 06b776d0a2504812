using System.Data.Common;
using Bot.Delivery;
using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Bot.Storage.Postgres;

/// <summary>The assistant's database on PostgreSQL, shared by any number of replicas: nothing is kept in this process.</summary>
internal sealed class PostgresDatabase : IAssistantDatabase
{
    /// <summary>Any number, as long as every version uses the same.</summary>
    private const long SchemaLock = 0x6B_70_73_69;

    private const string Head = """SELECT c."RowId", k."Id", k."MasterKeyId", k."Wrapped" """;
    private const string Of = """ FROM "Conversations" c JOIN "DataKeys" k ON k."Id" = c."DataKeyId" WHERE c."Channel" = $1 AND c."Id" = $2""";

    private readonly NpgsqlDataSource _source;
    private readonly PostgresWakes _wakes;

    public PostgresDatabase(string connectionString, SavedTurns saved, OutboxSignal outbox, DeskSignal desk, ILogger<PostgresDatabase> log)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        parts.CommandTimeout = parts.ContainsKey("Command Timeout") ? parts.CommandTimeout : 5;
        parts.MaxAutoPrepare = parts.ContainsKey("Max Auto Prepare") ? parts.MaxAutoPrepare : 32;

        // The server may be set up to acknowledge before the disk has it; this program may not.
        parts.Options = $"{parts.Options} -c synchronous_commit=on".Trim();
        _source = NpgsqlDataSource.Create(parts);
        _wakes = new PostgresWakes(_source, saved, outbox, desk, log);
    }

    public string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public bool IsShared => true;

    // Until the end of the transaction; any number, as long as every version uses the same.
    public string AuditLock => "SELECT pg_advisory_xact_lock(1801679210)";

    public void Tell(string news) => _wakes.Tell(news);

    public Exception Translate(Exception fault) => PostgresFaults.Translate(fault);

    public Task<bool> ExistsAsync(CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand("""SELECT to_regclass('"MasterKeys"') IS NOT NULL""", connection);
            return (bool)(await command.ExecuteScalarAsync(cancellation))!;
        },
        cancellation);

    public AssistantContext Context() =>
        new PostgresAssistantContext(new DbContextOptionsBuilder<PostgresAssistantContext>().UseNpgsql(_source).Options);

    public async ValueTask<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellation)
    {
        // The lock belongs to the session, so it goes when this process dies.
        var connection = await _source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({SchemaLock})", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
        return new SchemaLocked(connection);
    }

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellation) =>
        UseAsync(connection => read(connection, cancellation), cancellation);

    public Task StartAsync(CancellationToken cancellation) => _wakes.StartAsync(cancellation);

    public Task<StoredConversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            await using var reader = await QueryAsync(connection, $"""{Head}, c."State" {Of}""", [key.Channel, key.Id], cancellation);
            return await reader.ReadAsync(cancellation) ? new StoredConversation(HeadOf(reader), reader.GetFieldValue<byte[]>(4)) : null;
        },
        cancellation);

    public Task<ConversationHead?> FindAsync(ConversationKey key, CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            await using var reader = await QueryAsync(connection, Head + Of, [key.Channel, key.Id], cancellation);
            return await reader.ReadAsync(cancellation) ? HeadOf(reader) : null;
        },
        cancellation);

    public Task<IReadOnlyList<SealedLines>> ReadLinesAsync(long conversationRowId, long afterSequence, int limit, CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            const string Sql = """
                SELECT "Sequence", "MessageId", "At", "Lines" FROM "Transcript"
                WHERE "ConversationRowId" = $1
                AND "Sequence" >= COALESCE((SELECT MAX("Sequence") FROM "Transcript" WHERE "ConversationRowId" = $1 AND "Sequence" <= $2 + 1), 0)
                ORDER BY "Sequence" LIMIT $3
                """;
            await using var reader = await QueryAsync(connection, Sql, [conversationRowId, afterSequence, limit], cancellation);
            var lines = new List<SealedLines>();
            while (await reader.ReadAsync(cancellation))
            {
                var messageId = await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetString(1);
                lines.Add(new SealedLines(reader.GetInt64(0), messageId, DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)), reader.GetFieldValue<byte[]>(3)));
            }

            return (IReadOnlyList<SealedLines>)lines;
        },
        cancellation);

    public Task<long?> FindSequenceAsync(long conversationRowId, string messageId, CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            const string Sql = """SELECT "Sequence" FROM "Transcript" WHERE "ConversationRowId" = $1 AND "MessageId" = $2""";
            await using var reader = await QueryAsync(connection, Sql, [conversationRowId, messageId], cancellation);
            return await reader.ReadAsync(cancellation) ? reader.GetInt64(0) : (long?)null;
        },
        cancellation);

    public async Task<SaveOutcome> SaveAsync(SealedTurn turn, Func<DbConnection, CancellationToken, Task<bool>>? also, CancellationToken cancellation)
    {
        try
        {
            var outcome = await UseAsync(connection => SaveAsync(connection, turn, also, cancellation), cancellation);
            if (outcome == SaveOutcome.Saved)
            {
                _wakes.Tell(turn);
            }

            return outcome;
        }
        catch (PostgresException fault) when (PostgresTurns.IsRepeatedMessage(fault))
        {
            return SaveOutcome.AlreadyAnswered;
        }
    }

    public Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var result = await work(connection, cancellation);
            await transaction.CommitAsync(cancellation);
            return result;
        },
        cancellation);

    // The server vacuums by itself; a wrapped key is the one thing that must not wait for it.
    public Task ScrubAsync(CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand("""VACUUM "DataKeys", "Conversations" """, connection) { CommandTimeout = 0 };
            return await command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    public Task BackUpAsync(string path, CancellationToken cancellation) => throw new StorageRefusedException(
        "PostgreSQL is backed up by its own tools, such as pg_dump. Keep no backup longer than Retention:Days, and keep the key ring apart from it.");

    public Task EraseFromBackupAsync(string path, CancellationToken cancellation) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _wakes.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static async Task<SaveOutcome> SaveAsync(NpgsqlConnection connection, SealedTurn turn, Func<DbConnection, CancellationToken, Task<bool>>? also, CancellationToken cancellation)
    {
        // One statement is its own transaction, and saves two trips to the server.
        await using var transaction = turn.Tickets.Count + turn.Replies.Count > 0 || turn.Live is not null || also is not null ? await connection.BeginTransactionAsync(cancellation) : null;
        if (!await PostgresTurns.TryWriteAsync(connection, turn, cancellation))
        {
            return await PostgresTurns.HasAnsweredAsync(connection, turn, cancellation) ? SaveOutcome.AlreadyAnswered : SaveOutcome.Overtaken;
        }

        // Everybody takes the rows in this order (conversation, case, audit), or two could wait for each other for ever.
        if (also is not null && !await also(connection, cancellation))
        {
            return SaveOutcome.Refused;
        }

        foreach (var ticket in turn.Tickets)
        {
            await PostgresTickets.AddAsync(connection, ticket, cancellation);
        }

        if (turn.Live is { } live)
        {
            await CaseMarks.MarkAsync(connection, live, cancellation);
        }

        foreach (var reply in turn.Replies)
        {
            await PostgresTickets.AddAsync(connection, reply, cancellation);
        }

        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellation);
        }

        return SaveOutcome.Saved;
    }

    private async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            return await use(connection);
        }
        catch (Exception fault) when (PostgresFaults.Translate(fault) is StorageUnavailableException unavailable)
        {
            throw unavailable;
        }
    }

    private static async Task<NpgsqlDataReader> QueryAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteReaderAsync(cancellation);
    }

    private sealed class SchemaLocked(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // Given back to the pool, a connection is reset only at its next use, and would hold the lock until then.
            await using (connection)
            {
                await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({SchemaLock})", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    private static ConversationHead HeadOf(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), new WrappedKey(reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3)));
}
