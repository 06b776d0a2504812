using System.Data.Common;
using Bot.Storage;
using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.EntityFrameworkCore;

namespace Bot.Delivery;

/// <summary>One thing to send, claimed for a while. <paramref name="Payload"/> is null when it was erased meanwhile, or was tampered with.</summary>
internal sealed record ClaimedSend(long RowId, long ClaimToken, OutboxKind Kind, string Target, string IdempotencyKey, string Subject, int Attempt, byte[]? Payload)
{
    /// <summary>When it was queued.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    public string Lane { get; init; } = "";

    /// <summary>The conversation that it is for; a ticket's subject is no conversation.</summary>
    internal ConversationKey Conversation
    {
        get
        {
            var slash = Subject.IndexOf('/', StringComparison.Ordinal);
            return new ConversationKey(Subject[..slash], Subject[(slash + 1)..]);
        }
    }

    /// <summary>What was noted at an earlier attempt.</summary>
    public string? Reason { get; init; }

    /// <summary>Prints ids only: the payload is personal.</summary>
    public override string ToString() => $"{nameof(ClaimedSend)} {RowId} {Target}";
}

/// <summary>What waits to be sent. A claim expires, so a crashed sender's work is taken up by the next; its token fences off the crashed one if it comes back.</summary>
internal sealed class Outbox(IAssistantDatabase database, StorageKeys keys, TimeProvider clock)
{
    /// <summary>Takes tickets that are due, whoever they are for.</summary>
    internal Task<IReadOnlyList<ClaimedSend>> ClaimAsync(int most, TimeSpan claim, CancellationToken cancellation) =>
        ClaimAsync(OutboxKind.Ticket, Receivers.AllBut([]), most, claim, cancellation);

    /// <summary>Takes what of that kind is due for these receivers, the first of each lane only: what comes after it waits until it has ended.</summary>
    internal async Task<IReadOnlyList<ClaimedSend>> ClaimAsync(OutboxKind kind, Receivers receivers, int most, TimeSpan claim, CancellationToken cancellation)
    {
        var sql = $"""
            WITH due AS (
                SELECT o."RowId" FROM "Outbox" AS o
                WHERE o."State" = 0 AND o."NextAt" <= @now AND o."ClaimedUntil" <= @now AND o."Kind" = {(int)kind} {receivers.Condition}
                AND NOT EXISTS (SELECT 1 FROM "Outbox" AS e WHERE e."Lane" = o."Lane" AND e."State" = 0 AND e."RowId" < o."RowId")
                ORDER BY o."NextAt", o."RowId" LIMIT @most {database.SkipLocked})
            UPDATE "Outbox" SET "ClaimToken" = "ClaimToken" + 1, "ClaimedUntil" = @until, "Attempt" = "Attempt" + 1
            WHERE "RowId" IN (SELECT "RowId" FROM due) RETURNING "RowId", "ClaimToken"
            """;
        var now = clock.GetUtcNow();
        var claims = await database.WriteAsync(
            async (connection, cancel) =>
            {
                await using var command = connection.Command(sql, [("now", Stored(now)), ("until", Stored(now + claim)), ("most", (long)most), .. receivers.Values]);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                var claimed = new Dictionary<long, long>();
                while (await reader.ReadAsync(cancel))
                {
                    claimed.Add(reader.GetInt64(0), reader.GetInt64(1));
                }

                return claimed;
            },
            cancellation);

        return claims.Count == 0 ? [] : await ReadAsync(claims, cancellation);
    }

    /// <summary>Who has to be called for what is due of that kind.</summary>
    internal Task<List<string>> FindDueTargetsAsync(OutboxKind kind, CancellationToken cancellation) => database.ReadAsync(
        (connection, cancel) => connection.ListAsync(
            $"""SELECT DISTINCT "Target" FROM "Outbox" WHERE "State" = 0 AND "NextAt" <= @now AND "ClaimedUntil" <= @now AND "Kind" = {(int)kind}""",
            row => row.GetString(0), cancel, ("now", Stored(clock.GetUtcNow()))),
        cancellation);

    /// <summary>The receiver's id of something that was sent; null when it was not, or the receiver gave none.</summary>
    internal Task<string?> FindReceiptAsync(string idempotencyKey, CancellationToken cancellation) => database.ReadAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.Command("""SELECT "Receipt" FROM "Outbox" WHERE "IdempotencyKey" = @key""", ("key", idempotencyKey));
            return await command.ExecuteScalarAsync(cancel) as string;
        },
        cancellation);

    /// <summary>Gives up all that still waits in a lane: nobody is there any more to take it.</summary>
    internal Task<int> GiveUpLaneAsync(string lane, string reason, CancellationToken cancellation) => database.WriteAsync(
        (connection, cancel) => connection.ChangeAsync(
            $"""UPDATE "Outbox" SET "State" = {(int)OutboxState.Dead}, "Reason" = @reason, "Payload" = NULL WHERE "Lane" = @lane AND "State" = 0""", cancel, ("reason", reason), ("lane", lane)),
        cancellation);

    /// <summary>False when the claim was lost: somebody else sends it now, and with the same key the receiver sees one.</summary>
    internal Task<bool> DeliveredAsync(ClaimedSend send, CancellationToken cancellation, string? receipt = null, OutsideTicket? outside = null) => database.WriteAsync(
        async (connection, cancel) =>
        {
            // The row stays, so that the same effect queued again is known; what was sent does not.
            await using var done = connection.Command(
                $"""UPDATE "Outbox" SET "State" = {(int)OutboxState.Done}, "Payload" = NULL, "Reason" = NULL, "Receipt" = {(receipt is null ? "NULL" : "@receipt")} {Mine}""",
                receipt is null ? Claim(send) : [.. Claim(send), ("receipt", receipt)]);
            if (await done.ExecuteNonQueryAsync(cancel) == 0)
            {
                return false;
            }

            if (send.Kind != OutboxKind.Ticket)
            {
                await EraseKeyAsync(connection, send, cancel);

                return true;
            }

            await using var ticket = connection.Command(
                $"""
                UPDATE "Tickets" SET "Status" = {(int)TicketStatus.Delivered} WHERE "Key" = @subject
                AND NOT EXISTS (SELECT 1 FROM "Outbox" WHERE "Subject" = @subject AND "State" <> {(int)OutboxState.Done})
                """,
                ("subject", send.Subject));
            await ticket.ExecuteNonQueryAsync(cancel);
            if (outside is not null)
            {
                await OutsideTickets.ArrivedAsync(connection, send, outside, clock.GetUtcNow(), cancel);
            }

            return true;
        },
        cancellation);

    /// <summary>False when the claim was lost.</summary>
    internal Task<bool> TryAgainAsync(ClaimedSend send, DateTimeOffset at, string reason, CancellationToken cancellation) =>
        ChangeMineAsync(send, """ "NextAt" = @next, "ClaimedUntil" = 0, "Reason" = @reason""", [("next", Stored(at)), ("reason", reason)], cancellation);

    /// <summary>Puts it back without having tried. False when the claim was lost.</summary>
    internal Task<bool> HoldAsync(ClaimedSend send, DateTimeOffset until, string reason, CancellationToken cancellation) =>
        ChangeMineAsync(send, """ "NextAt" = @next, "ClaimedUntil" = 0, "Attempt" = "Attempt" - 1, "Reason" = @reason""", [("next", Stored(until)), ("reason", reason)], cancellation);

    /// <summary>Writes something down with the claim, which goes on. False when it was lost.</summary>
    internal Task<bool> NoteAsync(ClaimedSend send, string reason, CancellationToken cancellation) => ChangeMineAsync(send, """ "Reason" = @reason""", [("reason", reason)], cancellation);

    /// <summary>False when the claim was lost. What members are sent is erased at once: it helps nobody later.</summary>
    internal Task<bool> GiveUpAsync(ClaimedSend send, string reason, CancellationToken cancellation) => ChangeMineAsync(
        send,
        $""" "State" = {(int)OutboxState.Dead}, "NextAt" = @now, "Reason" = @reason{(send.Kind == OutboxKind.Message ? ", \"Payload\" = NULL" : "")}""",
        [("now", Stored(clock.GetUtcNow())), ("reason", reason)],
        cancellation,
        EraseKeyAsync);

    private const string Mine = """WHERE "RowId" = @row AND "ClaimToken" = @token AND "State" = 0""";

    private Task<bool> ChangeMineAsync(
        ClaimedSend send, string change, (string, object)[] values, CancellationToken cancellation, Func<DbConnection, ClaimedSend, CancellationToken, Task>? also = null) => database.WriteAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.Command($"""UPDATE "Outbox" SET {change} {Mine}""", [.. values, .. Claim(send)]);
            if (await command.ExecuteNonQueryAsync(cancel) == 0)
            {
                return false;
            }

            await (also?.Invoke(connection, send, cancel) ?? Task.CompletedTask);

            return true;
        },
        cancellation);

    /// <summary>A message to a member has a data key of its own, which goes with it.</summary>
    private static async Task EraseKeyAsync(DbConnection connection, ClaimedSend send, CancellationToken cancellation)
    {
        if (send.Kind == OutboxKind.Message)
        {
            await connection.ChangeAsync("""DELETE FROM "DataKeys" WHERE "Id" IN (SELECT "DataKeyId" FROM "Outbox" WHERE "RowId" = @row)""", cancellation, ("row", send.RowId));
        }
    }

    private async Task<IReadOnlyList<ClaimedSend>> ReadAsync(Dictionary<long, long> claims, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync(context => context.Outbox.AsNoTracking().Where(row => claims.Keys.Contains(row.RowId))
            .LeftJoin(context.DataKeys.AsNoTracking(), row => row.DataKeyId, key => key.Id, (Row, Key) => new { Row, Key })
            .OrderBy(found => found.Row.RowId)
            .ToListAsync(cancellation));
        return [.. rows.Select(found => new ClaimedSend(
            found.Row.RowId, claims[found.Row.RowId], found.Row.Kind, found.Row.Target, found.Row.IdempotencyKey, found.Row.Subject, found.Row.Attempt, Open(found.Row, found.Key))
        {
            CreatedAt = found.Row.CreatedAt,
            Lane = found.Row.Lane,
            Reason = found.Row.Reason,
        })];
    }

    private byte[]? Open(OutboxRow row, DataKeyRow? key)
    {
        if (key is null || row.Payload is null)
        {
            return null;
        }

        try
        {
            using var seal = keys.DataKeys.Unwrap(new WrappedKey(key.Id, key.MasterKeyId, key.Wrapped)).Seal;
            return seal.Open(row.Payload, TurnSealer.PayloadName(row.IdempotencyKey));
        }
        catch (SealBrokenException)
        {
            // One bad row must not keep the others from being claimed with it.
            return null;
        }
    }

    private static (string, object)[] Claim(ClaimedSend send) => [("row", send.RowId), ("token", send.ClaimToken)];

    private static long Stored(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
