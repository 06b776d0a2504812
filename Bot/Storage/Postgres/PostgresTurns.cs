using Npgsql;
using NpgsqlTypes;

namespace Bot.Storage.Postgres;

/// <summary>Writes a turn in one statement: the row version decides, and when it does not fit nothing else of the statement happens.</summary>
internal static class PostgresTurns
{
    private const string Lines = """
        , lines AS (
            INSERT INTO "Transcript" ("ConversationRowId", "Sequence", "MessageId", "At", "Lines")
            SELECT turn."RowId", line.* FROM turn, unnest($9::bigint[], $10::text[], $11::bigint[], $12::bytea[]) AS line)
        SELECT "RowId" FROM turn
        """;

    private const string First = $"""
        WITH turn AS (
            INSERT INTO "Conversations" ("Channel", "Id", "Version", "Schema", "State", "UpdatedAt", "LastSequence", "DataKeyId")
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING "RowId")
        , data_key AS (INSERT INTO "DataKeys" ("Id", "MasterKeyId", "Wrapped") SELECT $8, $13, $14 FROM turn)
        {Lines}
        """;

    private const string Next = $"""
        WITH turn AS (
            UPDATE "Conversations" SET "Version" = $3, "Schema" = $4, "State" = $5, "UpdatedAt" = $6, "LastSequence" = $7
            WHERE "Channel" = $1 AND "Id" = $2 AND "Version" = $3 - 1 AND "DataKeyId" = $8 RETURNING "RowId")
        {Lines}
        """;

    private const string Answered = """
        SELECT 1 FROM "Transcript" AS line JOIN "Conversations" AS talk ON talk."RowId" = line."ConversationRowId"
        WHERE talk."Channel" = $1 AND talk."Id" = $2 AND line."MessageId" = ANY($3) LIMIT 1
        """;

    /// <summary>False when another turn of the conversation was there first.</summary>
    /// <exception cref="PostgresException">Also for a message that was answered before: see <see cref="IsRepeatedMessage"/>.</exception>
    internal static async Task<bool> TryWriteAsync(NpgsqlConnection connection, SealedTurn turn, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(turn.IsFirst ? First : Next, connection);
        var values = command.Parameters;
        values.Add(Text(turn.Key.Channel));
        values.Add(Text(turn.Key.Id));
        values.Add(Long(turn.Version));
        values.Add(new NpgsqlParameter<int> { TypedValue = turn.Schema, NpgsqlDbType = NpgsqlDbType.Integer });
        values.Add(Bytes(turn.State));
        values.Add(Long(turn.At.ToUnixTimeMilliseconds()));
        values.Add(Long(turn.LastSequence));
        values.Add(new NpgsqlParameter<Guid> { TypedValue = turn.DataKeyId, NpgsqlDbType = NpgsqlDbType.Uuid });
        values.Add(Array(NpgsqlDbType.Bigint, turn.Lines.Select(line => line.Sequence).ToArray()));
        values.Add(Array(NpgsqlDbType.Text, turn.Lines.Select(line => line.MessageId).ToArray()));
        values.Add(Array(NpgsqlDbType.Bigint, turn.Lines.Select(line => line.At.ToUnixTimeMilliseconds()).ToArray()));
        values.Add(Array(NpgsqlDbType.Bytea, turn.Lines.Select(line => line.Lines).ToArray()));
        if (turn.NewKey is { } key)
        {
            values.Add(Text(key.MasterKeyId));
            values.Add(Bytes(key.Wrapped));
        }

        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    internal static async Task<bool> HasAnsweredAsync(NpgsqlConnection connection, SealedTurn turn, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Answered, connection);
        command.Parameters.Add(Text(turn.Key.Channel));
        command.Parameters.Add(Text(turn.Key.Id));
        command.Parameters.Add(Array(NpgsqlDbType.Text, turn.Lines.Where(line => line.MessageId is not null).Select(line => line.MessageId).ToArray()));
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    /// <summary>The unique index has seen the message id before.</summary>
    internal static bool IsRepeatedMessage(PostgresException fault) =>
        fault is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "IX_Transcript_ConversationRowId_MessageId" };

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<long> Long(long value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    private static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType of, T[] values) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | of };
}
