using Bot.Accounts.Model;
using Bot.Accounts.Sandbox;
using Bot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Accounts;

/// <summary>Brings the tables of the accounts up to date and puts the demo members there, after the database was opened and before anything is served.</summary>
internal sealed class AccountOpening(IAssistantDatabase database, SandboxSeed seed, IOptions<AccountOptions> options, IOptions<StorageOptions> storage, ILogger<AccountOpening> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Mode.Length == 0)
        {
            Log.SandboxByDefault(log);
        }

        await OpenAsync(storage.Value.MigrateAtStart, cancellationToken);
        Log.Opened(log, options.Value.Kind);
    }

    /// <summary>How many migrations were applied.</summary>
    internal async Task<int> OpenAsync(bool mayMigrate, CancellationToken cancellation)
    {
        var pending = 0;
        await using (await database.LockSchemaAsync(cancellation))
        {
            await using var context = Context(database);
            var applied = await MigrationNames.AppliedAsync(database, AccountsContext.History, cancellation);
            var known = MigrationNames.Known(context.GetType());
            if (applied.Except(known).Order(StringComparer.Ordinal).LastOrDefault() is { } newer)
            {
                throw new StorageRefusedException($"The accounts were set up by a newer version of the assistant (they have the migration {newer}). Start that version.");
            }

            pending = known.Except(applied).Count();
            if (pending > 0)
            {
                if (applied.Count > 0 && !mayMigrate)
                {
                    throw new StorageRefusedException("The tables of the accounts lack a migration. Run the migrate command, or set Storage:MigrateAtStart to true.");
                }

                await context.Database.MigrateAsync(cancellation);
            }
        }

        await seed.AddAsync(cancellation);

        return pending;
    }

    internal static AccountsContext Context(IAssistantDatabase database)
    {
        using var assistant = database.Context();
        var connection = assistant.Database.GetConnectionString()!;

        return assistant.Database.IsNpgsql() ? PostgresAccountsContext.On(connection) : SqliteAccountsContext.On(connection);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
