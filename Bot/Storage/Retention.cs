using System.Data.Common;
using Bot.Delivery;
using Bot.Storage.Auditing;
using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Erases what was kept long enough: the data keys first, so that even a copy of the rows can't be read any more. What was erased is counted in the audit.</summary>
internal sealed class Retention(IAssistantDatabase database, ConversationStore conversations, DeadLetters deadLetters, Backups backups, Audit audit, IOptions<RetentionOptions> options, TimeProvider clock)
{
    /// <summary>Rows a transaction takes at the most, so that turns never wait long for it.</summary>
    private const int Batch = 200;

    private static readonly string Old = $"""
        SELECT "RowId" FROM "Conversations" WHERE "UpdatedAt" < @before ORDER BY "RowId" LIMIT {Batch}
        """;

    private static readonly string OldTickets = $"""
        SELECT t."RowId" FROM "Tickets" AS t WHERE t."CreatedAt" < @before
        OR EXISTS (SELECT 1 FROM "Cases" AS c WHERE c."Number" = t."Number" AND c."State" IN (2, 3) AND c."ClosedAt" < @closed) ORDER BY t."RowId" LIMIT {Batch}
        """;

    /// <summary>In this order: what a later statement selects by must still stand. The last one counts.</summary>
    private static readonly string[] EraseConversations =
    [
        $"""DELETE FROM "DataKeys" WHERE "Id" IN (SELECT "DataKeyId" FROM "Conversations" WHERE "RowId" IN ({Old}))""",
        $"""DELETE FROM "Outbox" WHERE "DataKeyId" IN (SELECT "DataKeyId" FROM "Conversations" WHERE "RowId" IN ({Old}))""",
        $"""DELETE FROM "Transcript" WHERE "ConversationRowId" IN ({Old})""",
        $"""DELETE FROM "Conversations" WHERE "RowId" IN ({Old})""",
    ];

    private static readonly string NumbersOfOldTickets = $"""SELECT "Number" FROM "Tickets" WHERE "RowId" IN ({OldTickets})""";

    private static readonly string[] EraseTickets =
    [
        $"""DELETE FROM "DataKeys" WHERE "Id" IN (SELECT "DataKeyId" FROM "Tickets" WHERE "RowId" IN ({OldTickets}))""",
        $"""DELETE FROM "Outbox" WHERE "Subject" IN (SELECT "Key" FROM "Tickets" WHERE "RowId" IN ({OldTickets}))""",
        $"""DELETE FROM "Notes" WHERE "Number" IN ({NumbersOfOldTickets})""",
        $"""DELETE FROM "Reveals" WHERE "Number" IN ({NumbersOfOldTickets})""",
        $"""DELETE FROM "OutsideTickets" WHERE "TicketKey" IN (SELECT "Key" FROM "Tickets" WHERE "RowId" IN ({OldTickets}))""",
        $"""DELETE FROM "Tickets" WHERE "RowId" IN ({OldTickets})""",
    ];

    private static readonly string EraseCases = """DELETE FROM "Cases" WHERE NOT EXISTS (SELECT 1 FROM "Tickets" AS t WHERE t."Number" = "Cases"."Number")""";

    private static readonly string[] ErasePassing =
    [
        """DELETE FROM "Presence" WHERE "SeenAt" < @day""",
        """DELETE FROM "Reveals" WHERE "Until" < @now""",

        // What was said to groups belongs to no conversation.
        """DELETE FROM "DataKeys" WHERE "Id" IN (SELECT "DataKeyId" FROM "Outbox" WHERE "Subject" LIKE 'group/%' AND "CreatedAt" < @day)""",
        """DELETE FROM "Outbox" WHERE "Subject" LIKE 'group/%' AND "CreatedAt" < @day""",
    ];

    /// <summary>How many conversations and tickets were erased; the audit has the rest.</summary>
    /// <exception cref="StorageRefusedException">It was erased from the database, but there are backups that could not be read.</exception>
    internal async Task<(int Conversations, int Tickets)> PurgeAsync(CancellationToken cancellation)
    {
        var ends = Ends();
        var erased = (Conversations: await EraseAllAsync(EraseConversations, ends, cancellation), Tickets: await EraseAllAsync(EraseTickets, ends, cancellation));
        await EraseAsync([EraseCases], ends, cancellation);
        await EraseAsync(ErasePassing, ends, cancellation);
        var sends = await deadLetters.EraseAsync(options.Value.DeadLetterDays, cancellation);
        var lines = await EraseAuditAsync(cancellation);
        conversations.ForgetAll();

        // Every time: an earlier purge may have been stopped before it came to them.
        var (cleaned, unreadable) = await backups.EraseWhatIsErasedAsync(cancellation);
        if (erased.Conversations + erased.Tickets + sends + lines > 0)
        {
            var left = unreadable.Count == 0 ? "" : $" unreadableBackups={unreadable.Count}";
            await audit.WriteAsync(
                AuditActor.System,
                new AuditLine(AuditActs.Purged, "", $"conversations={erased.Conversations} tickets={erased.Tickets} sends={sends} auditLines={lines} backups={cleaned}{left}"),
                cancellation);

            // Last, so that the log is empty afterwards and nothing that was erased lingers behind the proof of it.
            await database.ScrubAsync(cancellation);
        }

        return unreadable.Count == 0 ? erased : throw new StorageRefusedException(
            $"What was kept long enough is erased, but not from the backups that could not be read: {string.Join(", ", unreadable)}. Delete them, or make them readable and run the purge command.");
    }

    private Dictionary<string, long> Ends()
    {
        var now = clock.GetUtcNow();
        var kept = options.Value;
        return new()
        {
            ["before"] = Stored(now.AddDays(-kept.Days)),
            ["closed"] = Stored(now.AddDays(-kept.ClosedTicketDays)),
            ["day"] = Stored(now.AddDays(-1)),
            ["now"] = Stored(now),
        };
    }

    private async Task<int> EraseAllAsync(string[] statements, Dictionary<string, long> ends, CancellationToken cancellation)
    {
        var erased = 0;
        while (true)
        {
            var batch = await EraseAsync(statements, ends, cancellation);
            erased += batch;
            if (batch < Batch)
            {
                return erased;
            }
        }
    }

    private Task<int> EraseAsync(string[] statements, Dictionary<string, long> ends, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            var rows = 0;
            foreach (var statement in statements)
            {
                rows = await connection.ChangeAsync(
                    statement, cancel, [.. ends.Where(end => statement.Contains($"@{end.Key}", StringComparison.Ordinal)).Select(end => (end.Key, (object?)end.Value))]);
            }

            return rows;
        },
        cancellation);

    private async Task<int> EraseAuditAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().AddDays(-options.Value.AuditDays);
        var erased = 0;
        for (var batch = Batch; batch == Batch;)
        {
            batch = await database.WriteAsync((DbConnection connection, CancellationToken cancel) => audit.EraseBeforeAsync(connection, before, Batch, cancel), cancellation);
            erased += batch;
        }

        return erased;
    }

    private static long Stored(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
