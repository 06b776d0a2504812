using Bot.Storage.Encryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Before anything is served: finds the key ring, brings the schema up to date, and refuses what does not belong together.</summary>
internal sealed class StorageOpening(
    IAssistantDatabase database, StorageKeys keys, IOptions<StorageOptions> options, TimeProvider clock) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => OpenAsync(options.Value.MigrateAtStart, cancellationToken);

    /// <summary>How many migrations were applied.</summary>
    internal async Task<int> OpenAsync(bool mayMigrate, CancellationToken cancellation)
    {
        var ring = options.Value.Kind == StorageProvider.InMemory
            ? KeyRing.Fresh("in-memory")
            : KeyRingFile.Open(options.Value.KeyRing, await database.ExistsAsync(cancellation), clock.GetUtcNow());

        await using var held = await database.LockSchemaAsync(cancellation);

        // Asked again: another replica may just have made it, with a key ring that must be ours, too.
        var exists = await database.ExistsAsync(cancellation);
        var pending = await FindPendingAsync(exists, cancellation);
        if (exists)
        {
            await CheckKeysAsync(ring, cancellation);
        }

        if (exists && pending > 0 && !mayMigrate)
        {
            throw new StorageRefusedException($"The database lacks {pending} migration(s). Run the migrate command, or set Storage:MigrateAtStart to true.");
        }

        if (pending > 0)
        {
            await database.QueryAsync(async context =>
            {
                await context.Database.MigrateAsync(cancellation);
                return pending;
            });
        }

        await database.StartAsync(cancellation);
        await RegisterKeysAsync(ring, cancellation);
        keys.Use(ring);
        return pending;
    }

    private async Task<int> FindPendingAsync(bool exists, CancellationToken cancellation)
    {
        await using var context = database.Context();
        var known = MigrationNames.Known(context.GetType());
        var applied = exists ? await MigrationNames.AppliedAsync(database, "__EFMigrationsHistory", cancellation) : [];
        var unknown = applied.Except(known).Order(StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? known.Except(applied).Count()
            : throw new StorageRefusedException(
                $"The database was set up by a newer version of the assistant (it has the migration {unknown[^1]}). Start that version; this one could damage what it does not know.");
    }

    /// <summary>Every master key that the database was written with must be in the ring, and be the same key.</summary>
    private async Task CheckKeysAsync(KeyRing ring, CancellationToken cancellation)
    {
        const string Sql = """SELECT "Id", "Check" FROM "MasterKeys" """;
        var written = await database.ReadAsync((connection, cancel) => connection.ListAsync(Sql, row => (row.GetString(0), row.GetFieldValue<byte[]>(1)), cancel), cancellation);
        foreach (var (id, check) in written)
        {
            if (!ring.Checks.TryGetValue(id, out var ours) || !ours.AsSpan().SequenceEqual(check))
            {
                throw new StorageRefusedException(
                    $"The key ring does not hold the key \"{id}\" that this database was written with. Put back the key ring that belongs to it.");
            }
        }
    }

    private Task<int> RegisterKeysAsync(KeyRing ring, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            foreach (var (id, check) in ring.Checks)
            {
                const string Sql = """INSERT INTO "MasterKeys" ("Id", "Check") VALUES (@id, @check) ON CONFLICT DO NOTHING""";
                await connection.ChangeAsync(Sql, cancel, ("id", id), ("check", check));
            }

            return ring.Checks.Count;
        },
        cancellation);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
