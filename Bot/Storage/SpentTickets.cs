using System.Data.Common;

namespace Bot.Storage;

/// <summary>What may be used once, and was. Kept in the database, because the second use may come to another replica.</summary>
internal sealed class SpentTickets(IAssistantDatabase database, TimeProvider clock)
{
    /// <summary>False when it was used before.</summary>
    internal Task<bool> TryAddAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO "SpentTickets" ("Id", "ExpiresAt") VALUES (@id, @expires) ON CONFLICT ("Id") DO NOTHING
                """;
            Add(command, "@id", id);
            Add(command, "@expires", expiresAt.ToUnixTimeMilliseconds());
            var isNew = await command.ExecuteNonQueryAsync(cancel) == 1;
            await ForgetExpiredAsync(connection, cancel);
            return isNew;
        },
        cancellation);

    private async Task ForgetExpiredAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            DELETE FROM "SpentTickets" WHERE "ExpiresAt" < @now
            """;
        Add(command, "@now", clock.GetUtcNow().ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
