namespace Bot.Storage;

/// <summary>Readiness: whether the database takes a durable write right now.</summary>
internal sealed class StorageProbe(IAssistantDatabase database, TimeProvider clock)
{
    /// <exception cref="StorageUnavailableException">It does not; the message says why and holds nothing personal.</exception>
    internal Task CheckAsync(CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"""
                INSERT INTO "Heartbeats" ("Id", "At") VALUES (1, {clock.GetUtcNow().ToUnixTimeMilliseconds()})
                ON CONFLICT ("Id") DO UPDATE SET "At" = excluded."At"
                """;
            return await command.ExecuteNonQueryAsync(cancel);
        },
        cancellation);
}
