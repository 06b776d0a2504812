using System.Data.Common;
using Bot.Storage;
using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Engine.Conversations;

namespace Bot.Delivery;

/// <summary>The moments at which the assistant speaks up by itself, as rows of the outbox. They hold ids and times only, and go when their conversation is erased.</summary>
internal static class Reminders
{
    /// <summary>Once for each ticket and how far it is.</summary>
    private const string QueueTicketMoved = """
        INSERT INTO "Outbox" ("Lane", "Kind", "Target", "IdempotencyKey", "Subject", "Attempt", "NextAt", "ClaimToken", "ClaimedUntil", "State", "CreatedAt", "DataKeyId")
        SELECT @key, @kind, @target, @key, t."Channel" || '/' || t."ConversationId", 0, 0, 0, 0, 0, @now, c."DataKeyId"
        FROM "Tickets" AS t JOIN "Conversations" AS c ON c."Channel" = t."Channel" AND c."Id" = t."ConversationId"
        WHERE t."Key" = @ticket
        ON CONFLICT DO NOTHING
        """;

    /// <summary>What the member wished in this turn. Nobody is reminded where nothing can be said later.</summary>
    internal static IEnumerable<OutboxRow> Of(FinishedTurn turn, DataKey key)
    {
        var after = turn.After;
        if (after is { ReplyAddress.Blocked: null, Talk.RemindAt: { } at })
        {
            var name = $"{after.Key}#{after.LastSequence}:{nameof(Occasion.WaitIsOver)}";
            yield return new OutboxRow
            {
                Lane = name,
                Kind = OutboxKind.Reminder,
                Target = nameof(Occasion.WaitIsOver),
                IdempotencyKey = name,
                Subject = after.Key.ToString(),
                NextAt = at,
                CreatedAt = after.LastTurnAt,
                DataKeyId = key.Id,
            };
        }
    }

    internal static Task QueueTicketMovedAsync(DbConnection connection, string ticketKey, string progress, DateTimeOffset now, CancellationToken cancellation) => connection.ChangeAsync(
        QueueTicketMoved, cancellation,
        ("key", $"{ticketKey}:{nameof(Occasion.TicketMoved)}:{progress}"),
        ("kind", (long)OutboxKind.Reminder),
        ("target", nameof(Occasion.TicketMoved)),
        ("now", now.ToUnixTimeMilliseconds()),
        ("ticket", ticketKey));
}
