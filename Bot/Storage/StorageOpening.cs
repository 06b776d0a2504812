using Bot.Storage.Encryption;
using Bot.Storage.Model;
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
        var exists = await database.ExistsAsync(cancellation);
        var ring = options.Value.Kind == StorageProvider.InMemory
            ? KeyRing.Fresh("in-memory")
            : KeyRingFile.Open(options.Value.KeyRing, exists, clock.GetUtcNow());

        await using var held = await database.LockSchemaAsync(cancellation);
        await using var context = database.Context();
        var pending = await FindPendingAsync(context, exists, cancellation);
        if (exists)
        {
            await CheckKeysAsync(context, ring, cancellation);
        }

        if (pending.Count > 0)
        {
            if (exists && !mayMigrate)
            {
                throw new StorageRefusedException($"The database lacks {pending.Count} migration(s). Run the migrate command, or set Storage:MigrateAtStart to true.");
            }

            await context.Database.MigrateAsync(cancellation);
        }

        await RegisterKeysAsync(context, ring, cancellation);
        keys.Use(ring);
        await database.StartAsync(cancellation);
        return pending.Count;
    }

    private static async Task<IReadOnlyList<string>> FindPendingAsync(AssistantContext context, bool exists, CancellationToken cancellation)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = exists ? (await context.Database.GetAppliedMigrationsAsync(cancellation)).ToList() : [];
        var unknown = applied.Except(known).ToList();
        return unknown.Count == 0
            ? [.. known.Except(applied)]
            : throw new StorageRefusedException(
                $"The database was set up by a newer version of the assistant (it has the migration {unknown[^1]}). Start that version; this one could damage what it does not know.");
    }

    /// <summary>Every master key that the database was written with must be in the ring, and be the same key.</summary>
    private static async Task CheckKeysAsync(AssistantContext context, KeyRing ring, CancellationToken cancellation)
    {
        foreach (var written in await context.MasterKeys.AsNoTracking().ToListAsync(cancellation))
        {
            if (!ring.Checks.TryGetValue(written.Id, out var check) || !check.AsSpan().SequenceEqual(written.Check))
            {
                throw new StorageRefusedException(
                    $"The key ring does not hold the key \"{written.Id}\" that this database was written with. Put back the key ring that belongs to it.");
            }
        }
    }

    private static async Task RegisterKeysAsync(AssistantContext context, KeyRing ring, CancellationToken cancellation)
    {
        var registered = await context.MasterKeys.Select(key => key.Id).ToListAsync(cancellation);
        var added = ring.Checks.Where(check => !registered.Contains(check.Key)).ToList();
        if (added.Count > 0)
        {
            context.MasterKeys.AddRange(added.Select(check => new MasterKeyRow { Id = check.Key, Check = check.Value }));
            await context.SaveChangesAsync(cancellation);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
