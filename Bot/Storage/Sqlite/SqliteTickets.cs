using Bot.Storage.Model;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>Adds a ticket and what is to be sent of it, unless the same revision was filed before.</summary>
internal sealed class SqliteTickets(SqliteConnection connection, SqliteStatement addKey) : IDisposable
{
    private readonly SqliteStatement _add = new(connection, """
        INSERT INTO Tickets ("Key", Number, Channel, ConversationId, CreatedAt, Status, DataKeyId, Record, MemberNumberHash, EmailHash, PhoneHash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT ("Key") DO NOTHING
        """);

    private readonly SqliteStatement _addSend = new(connection, """
        INSERT INTO Outbox (Lane, Kind, Target, IdempotencyKey, Subject, Attempt, NextAt, ClaimToken, ClaimedUntil, State, CreatedAt, DataKeyId, Payload)
        VALUES (?1, ?2, ?3, ?4, ?5, 0, ?10, 0, 0, ?7, ?6, ?8, ?9)
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

        // SQLite's asynchronous methods are done when they return.
        CaseMarks.AddAsync(connection, ticket.Case, CancellationToken.None).GetAwaiter().GetResult();
        addKey.Bind(1, ticket.Key.Id).Bind(2, ticket.Key.MasterKeyId).Bind(3, ticket.Key.Wrapped).Run();
        foreach (var send in ticket.Sends)
        {
            Add(send);
        }
    }

    internal void Add(OutboxRow send) => _addSend
        .Bind(1, send.Lane).Bind(2, (int)send.Kind).Bind(3, send.Target).Bind(4, send.IdempotencyKey).Bind(5, send.Subject)
        .Bind(6, send.CreatedAt.ToUnixTimeMilliseconds()).Bind(7, (int)OutboxState.Due).Bind(8, send.DataKeyId).BindOptional(9, send.Payload)
        .Bind(10, send.NextAt.ToUnixTimeMilliseconds()).Run();

    public void Dispose()
    {
        _add.Dispose();
        _addSend.Dispose();
    }
}
