using Bot.Desk.Accounts.Model;
using Bot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Accounts;

/// <summary>Brings the tables of the desk's accounts up to date, once the assistant's own are.</summary>
internal sealed class AgentsOpening(IAssistantDatabase database, IOptions<StorageOptions> options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => OpenAsync(options.Value.MigrateAtStart, cancellationToken);

    /// <summary>How many migrations were applied.</summary>
    internal async Task<int> OpenAsync(bool mayMigrate, CancellationToken cancellation)
    {
        await using var held = await database.LockSchemaAsync(cancellation);
        var applied = await MigrationNames.AppliedAsync(database, AgentsContext.History, cancellation);
        await using var main = database.Context();
        await using var context = AgentsDatabase.On(main.Database.GetDbConnection());
        var known = MigrationNames.Known(context.GetType());
        if (applied.Except(known).Any())
        {
            throw new StorageRefusedException("The desk's accounts were set up by a newer version of the assistant. Start that version; this one could damage what it does not know.");
        }

        var pending = known.Except(applied).Count();
        if (pending > 0 && applied.Count > 0 && !mayMigrate)
        {
            throw new StorageRefusedException($"The desk's accounts lack {pending} migration(s). Run the migrate command, or set Storage:MigrateAtStart to true.");
        }

        if (pending > 0)
        {
            await context.Database.MigrateAsync(cancellation);
        }

        return pending;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
