using Bot.Storage.Model;
using Npgsql;

namespace Bot.Storage.Postgres;

/// <summary>Adds a ticket and what is to be sent of it, unless the same revision was filed before.</summary>
internal static class PostgresTickets
{
    private const string AddTicket = """
        WITH ticket AS (
            INSERT INTO "Tickets" ("Key", "Number", "Channel", "ConversationId", "CreatedAt", "Status", "DataKeyId", "Record", "MemberNumberHash", "EmailHash", "PhoneHash")
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT ("Key") DO NOTHING RETURNING "RowId")
        , data_key AS (INSERT INTO "DataKeys" ("Id", "MasterKeyId", "Wrapped") SELECT $7, $12, $13 FROM ticket)
        SELECT "RowId" FROM ticket
        """;

    private const string AddSend = """
        INSERT INTO "Outbox" ("Lane", "Kind", "Target", "IdempotencyKey", "Subject", "Attempt", "NextAt", "ClaimToken", "ClaimedUntil", "State", "CreatedAt", "DataKeyId", "Payload")
        VALUES ($1, $2, $3, $4, $5, 0, $10, 0, 0, $7, $6, $8, $9)
        """;

    /// <summary>Inside the turn's transaction.</summary>
    internal static async Task AddAsync(NpgsqlConnection connection, SealedTicket ticket, CancellationToken cancellation)
    {
        var row = ticket.Row;
        var added = await RunAsync(
            connection,
            AddTicket,
            [
                row.Key, row.Number, row.Channel, row.ConversationId, row.CreatedAt.ToUnixTimeMilliseconds(), (int)row.Status, row.DataKeyId, row.Record,
                row.MemberNumberHash, row.EmailHash, row.PhoneHash, ticket.Key.MasterKeyId, ticket.Key.Wrapped,
            ],
            cancellation);
        if (added is null)
        {
            return;
        }

        await CaseMarks.AddAsync(connection, ticket.Case, cancellation);
        foreach (var send in ticket.Sends)
        {
            await AddAsync(connection, send, cancellation);
        }
    }

    /// <summary>Inside the turn's transaction.</summary>
    internal static Task AddAsync(NpgsqlConnection connection, OutboxRow send, CancellationToken cancellation) => RunAsync(
        connection,
        AddSend,
        [
            send.Lane, (int)send.Kind, send.Target, send.IdempotencyKey, send.Subject, send.CreatedAt.ToUnixTimeMilliseconds(),
            (int)OutboxState.Due, send.DataKeyId, send.Payload, send.NextAt.ToUnixTimeMilliseconds(),
        ],
        cancellation);

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, object?[] values, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            // Only the hashes may be absent, and a bare null would tell the server nothing of its type.
            command.Parameters.Add(value is null
                ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea }
                : new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync(cancellation);
    }
}
