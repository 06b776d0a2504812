using System.Security.Cryptography;
using System.Text;
using Bot.Storage;

namespace Bot.Delivery.Targets;

/// <summary>Receivers that answered 410, which means: nothing more, ever. Remembered over restarts and replicas, until the address changes or an operator opens it again.</summary>
internal sealed class ClosedTargets(IAssistantDatabase database, TimeProvider clock)
{
    internal Task<bool> IsClosedAsync(TicketTarget target, CancellationToken cancellation) => database.ReadAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.Command(
                """SELECT COUNT(*) FROM "ClosedTargets" WHERE "Name" = @name AND "Address" = @address""", ("name", target.Name), ("address", AddressOf(target)));
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) > 0;
        },
        cancellation);

    internal Task CloseAsync(TicketTarget target, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.Command(
                """
                INSERT INTO "ClosedTargets" ("Name", "Address", "ClosedAt") VALUES (@name, @address, @now)
                ON CONFLICT ("Name") DO UPDATE SET "Address" = excluded."Address", "ClosedAt" = excluded."ClosedAt"
                """,
                ("name", target.Name),
                ("address", AddressOf(target)),
                ("now", clock.GetUtcNow().ToUnixTimeMilliseconds()));
            return await command.ExecuteNonQueryAsync(cancel);
        },
        cancellation);

    internal Task OpenAsync(string name, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.Command("""DELETE FROM "ClosedTargets" WHERE lower("Name") = lower(@name)""", ("name", name));
            return await command.ExecuteNonQueryAsync(cancel);
        },
        cancellation);

    /// <summary>Stands for the address without telling it: it may hold a key.</summary>
    private static string AddressOf(TicketTarget target) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Url)).AsSpan(0, 16));
}
