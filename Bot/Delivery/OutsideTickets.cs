using System.Data.Common;
using Bot.Storage;
using Engine.Handover;

namespace Bot.Delivery;

/// <summary>What receivers call our tickets, and how far they say they are.</summary>
internal static class OutsideTickets
{
    /// <summary>The receiver has it. A callback may have been here before, and knows more.</summary>
    internal static async Task ArrivedAsync(DbConnection connection, ClaimedSend send, OutsideTicket outside, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            $"""
            INSERT INTO "OutsideTickets" ("TicketKey", "Target", "OutsideId", "Number", "Progress", "ChangedAt") VALUES (@key, @target, @id, @number, {(int)TicketProgress.Arrived}, @now)
            ON CONFLICT ("TicketKey", "Target") DO UPDATE SET "OutsideId" = excluded."OutsideId", "Number" = excluded."Number"
            """,
            ("key", send.Subject),
            ("target", send.Target),
            ("id", outside.Id),
            ("number", outside.Number),
            ("now", now.ToUnixTimeMilliseconds()));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The receiver tells how far it is. What it told later stands, whatever comes in late.</summary>
    internal static async Task ProgressedAsync(
        DbConnection connection, string ticketKey, string target, string number, TicketProgress progress, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            $"""
            INSERT INTO "OutsideTickets" ("TicketKey", "Target", "Number", "Progress", "ChangedAt") VALUES (@key, @target, @number, @progress, @at)
            ON CONFLICT ("TicketKey", "Target") DO UPDATE SET "Number" = excluded."Number", "Progress" = excluded."Progress", "ChangedAt" = excluded."ChangedAt"
            WHERE "OutsideTickets"."Progress" = {(int)TicketProgress.Arrived} OR "OutsideTickets"."ChangedAt" <= excluded."ChangedAt"
            """,
            ("key", ticketKey),
            ("target", target),
            ("number", number),
            ("progress", (int)progress),
            ("at", at.ToUnixTimeMilliseconds()));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What is known of the tickets with these numbers; of several receivers, who told last.</summary>
    internal static async Task<IReadOnlyList<TicketNews>> ReadAsync(IAssistantDatabase database, IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        var sql = $"""
            SELECT t."Number", o."Number", o."Progress", o."ChangedAt" FROM "Tickets" AS t JOIN "OutsideTickets" AS o ON o."TicketKey" = t."Key"
            WHERE t."Number" IN ({string.Join(", ", numbers.Select((_, index) => $"@n{index}"))})
            """;
        var found = await database.ReadAsync(
            async (connection, cancel) =>
            {
                await using var command = connection.Command(sql, [.. numbers.Select((number, index) => ($"n{index}", (object)number))]);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                var news = new List<TicketNews>();
                while (await reader.ReadAsync(cancel))
                {
                    news.Add(new TicketNews(reader.GetString(0), reader.GetString(1), (TicketProgress)reader.GetInt32(2), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))));
                }

                return news;
            },
            cancellation);

        return [.. found.GroupBy(news => news.Number).Select(same => same.MaxBy(news => (news.Progress != TicketProgress.Arrived, news.At))!)];
    }
}
