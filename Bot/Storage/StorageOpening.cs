using System.Data.Common;
using System.Reflection;
using Bot.Storage.Encryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
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
        var known = KnownMigrations();
        var applied = exists ? await ReadAllAsync("""SELECT "MigrationId" FROM "__EFMigrationsHistory" """, row => row.GetString(0), cancellation) : [];
        var unknown = applied.Except(known).Order(StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? known.Except(applied).Count()
            : throw new StorageRefusedException(
                $"The database was set up by a newer version of the assistant (it has the migration {unknown[^1]}). Start that version; this one could damage what it does not know.");
    }

    /// <summary>Read from the attributes, since asking EF would build its model at every start only to hear that nothing is to be done.</summary>
    private List<string> KnownMigrations()
    {
        using var context = database.Context();
        var type = context.GetType();
        return [.. type.Assembly.GetTypes()
            .Where(migration => migration.GetCustomAttribute<DbContextAttribute>()?.ContextType == type)
            .Select(migration => migration.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()];
    }

    /// <summary>Every master key that the database was written with must be in the ring, and be the same key.</summary>
    private async Task CheckKeysAsync(KeyRing ring, CancellationToken cancellation)
    {
        const string Sql = """SELECT "Id", "Check" FROM "MasterKeys" """;
        foreach (var (id, written) in await ReadAllAsync(Sql, row => (row.GetString(0), row.GetFieldValue<byte[]>(1)), cancellation))
        {
            if (!ring.Checks.TryGetValue(id, out var check) || !check.AsSpan().SequenceEqual(written))
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
                await using var command = connection.Command(Sql, ("id", id), ("check", check));
                await command.ExecuteNonQueryAsync(cancel);
            }

            return ring.Checks.Count;
        },
        cancellation);

    private Task<List<T>> ReadAllAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellation) => database.ReadAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.Command(sql);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancel))
            {
                rows.Add(read(reader));
            }

            return rows;
        },
        cancellation);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
