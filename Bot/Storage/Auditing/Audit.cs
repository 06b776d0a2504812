using System.Data.Common;
using Bot.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Bot.Storage.Auditing;

/// <summary>Writes down who did what, each line in the transaction of what it tells of. Lines are only ever added, and erased from the old end when their time is over.</summary>
internal sealed class Audit(IAssistantDatabase database, StorageKeys keys, TimeProvider clock) : IDisposable
{
    private const string ReadHead = """SELECT "First", "Before", "Last", "LastHash" FROM "AuditHead" WHERE "Id" = 1""";

    private const string AddLine = """
        INSERT INTO "Audit" ("Sequence", "At", "Actor", "Role", "Act", "Subject", "Facts", "Words", "Hash")
        VALUES (@sequence, @at, @actor, @role, @act, @subject, @facts, @words, @hash)
        """;

    private const string WriteHead = """
        INSERT INTO "AuditHead" ("Id", "First", "Before", "Last", "LastHash", "Check") VALUES (1, @first, @before, @last, @hash, @check)
        ON CONFLICT ("Id") DO UPDATE SET "First" = excluded."First", "Before" = excluded."Before", "Last" = excluded."Last", "LastHash" = excluded."LastHash", "Check" = excluded."Check"
        """;

    private AuditChain? _chain;

    internal AuditChain Chain => _chain ??= new AuditChain(keys.Ring);

    /// <summary>As the last thing of a transaction that does what the line says: it makes others that write to the audit wait.</summary>
    internal async Task AppendAsync(DbConnection connection, AuditActor who, AuditLine line, CancellationToken cancellation)
    {
        var head = await LockHeadAsync(connection, cancellation);
        var sequence = head.Last + 1;
        var row = new AuditRow
        {
            Sequence = sequence,
            At = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Actor = who.Id,
            Role = who.Role,
            Act = line.Act,
            Subject = line.Subject,
            Facts = line.Facts,
            Words = Chain.Seal(sequence, line.Words),
            Hash = [],
        };
        var hash = Chain.HashOf(head.LastHash, row);
        await connection.ChangeAsync(
            AddLine, cancellation,
            ("sequence", row.Sequence), ("at", row.At.ToUnixTimeMilliseconds()), ("actor", row.Actor), ("role", row.Role), ("act", row.Act),
            ("subject", row.Subject), ("facts", row.Facts), ("words", row.Words), ("hash", hash));
        await WriteAsync(connection, head.First, head.Before, sequence, hash, cancellation);
    }

    /// <summary>A line of its own, for what changes nothing else.</summary>
    internal Task WriteAsync(AuditActor who, AuditLine line, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            await AppendAsync(connection, who, line, cancel);
            return true;
        },
        cancellation);

    /// <summary>Erases the lines from before that time, at most so many; the chain then begins with the next. How many were erased.</summary>
    internal async Task<int> EraseBeforeAsync(DbConnection connection, DateTimeOffset before, int most, CancellationToken cancellation)
    {
        var head = await LockHeadAsync(connection, cancellation);
        await using var find = connection.Command(
            """
            SELECT "Sequence", "Hash" FROM "Audit" WHERE "Sequence" < @end
            AND "Sequence" < COALESCE((SELECT MIN("Sequence") FROM "Audit" WHERE "At" >= @before), @end) ORDER BY "Sequence" DESC LIMIT 1
            """,
            ("end", Math.Min(head.Last, head.First + most)), ("before", before.ToUnixTimeMilliseconds()));
        long last;
        byte[] hash;
        await using (var reader = await find.ExecuteReaderAsync(cancellation))
        {
            if (!await reader.ReadAsync(cancellation))
            {
                return 0;
            }

            (last, hash) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
        }

        var erased = await connection.ChangeAsync("""DELETE FROM "Audit" WHERE "Sequence" <= @last""", cancellation, ("last", last));
        await WriteAsync(connection, last + 1, hash, head.Last, head.LastHash, cancellation);
        return erased;
    }

    /// <summary>The newest lines first, about one subject or about all.</summary>
    internal async Task<IReadOnlyList<AuditEntry>> ReadAsync(string? subject, long? before, int limit, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync(context => context.Audit.AsNoTracking()
            .Where(row => (subject == null || row.Subject == subject) && (before == null || row.Sequence < before))
            .OrderByDescending(row => row.Sequence).Take(limit).ToListAsync(cancellation));
        return [.. rows.Select(row => new AuditEntry(row.Sequence, row.At, row.Actor, row.Role, row.Act, row.Subject, row.Facts, Chain.Open(row)))];
    }

    public void Dispose() => _chain?.Dispose();

    private async Task<AuditHeadRow> LockHeadAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (database.AuditLock.Length > 0)
        {
            await connection.ChangeAsync(database.AuditLock, cancellation);
        }

        return await connection.FirstAsync(
                ReadHead, row => new AuditHeadRow { First = row.GetInt64(0), Before = row.GetFieldValue<byte[]>(1), Last = row.GetInt64(2), LastHash = row.GetFieldValue<byte[]>(3), Check = [] }, cancellation)
            ?? new AuditHeadRow { First = 1, Before = AuditChain.Beginning, Last = 0, LastHash = AuditChain.Beginning, Check = [] };
    }

    private Task<int> WriteAsync(DbConnection connection, long first, byte[] before, long last, byte[] hash, CancellationToken cancellation)
    {
        var head = new AuditHeadRow { First = first, Before = before, Last = last, LastHash = hash, Check = [] };

        return connection.ChangeAsync(WriteHead, cancellation, ("first", first), ("before", before), ("last", last), ("hash", hash), ("check", Chain.CheckOf(head)));
    }
}
