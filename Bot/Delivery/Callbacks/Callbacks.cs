using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bot.Storage;

namespace Bot.Delivery.Callbacks;

/// <summary>Takes what ticket systems tell, each message once: its id is remembered for a week in the transaction that writes what it told.</summary>
internal sealed class Callbacks(IAssistantDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>False when there is no such ticket. What was told before is taken, and changes nothing.</summary>
    internal Task<bool> TakeAsync(string target, string id, Callback callback, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            await using var find = connection.Command("""SELECT "Key" FROM "Tickets" WHERE "Key" = @ticket OR "Number" = @ticket""", ("ticket", callback.Ticket));
            if (await find.ExecuteScalarAsync(cancel) is not string key)
            {
                return false;
            }

            await using var spend = connection.Command(
                """INSERT INTO "SpentTickets" ("Id", "ExpiresAt") VALUES (@id, @until) ON CONFLICT ("Id") DO NOTHING""",
                ("id", NameOf(target, id)),
                ("until", (clock.GetUtcNow() + Remembered).ToUnixTimeMilliseconds()));
            if (await spend.ExecuteNonQueryAsync(cancel) == 1)
            {
                await OutsideTickets.ProgressedAsync(connection, key, target, callback.OutsideNumber, callback.Progress, callback.At, cancel);
                await Reminders.QueueTicketMovedAsync(connection, key, callback.Progress.ToString(), clock.GetUtcNow(), cancel);
            }

            return true;
        },
        cancellation);

    private static string NameOf(string target, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"callback:{target}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}");
}
