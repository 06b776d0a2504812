using System.Reflection;
using Bot.Desk.Accounts.Model;
using Bot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
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
        var applied = await AppliedAsync(cancellation);
        await using var main = database.Context();
        await using var context = AgentsDatabase.On(main.Database.GetDbConnection());
        var known = KnownMigrations(context.GetType());
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

    /// <summary>By plain SQL: asking EF would build its model at every start only to hear that nothing is to be done.</summary>
    private Task<List<string>> AppliedAsync(CancellationToken cancellation) => database.ReadAsync(
        async (connection, cancel) =>
        {
            var ids = new List<string>();
            var tables = database.IsShared ? "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = @name" : "SELECT COUNT(*) FROM sqlite_master WHERE name = @name";
            await using var count = connection.Command(tables, ("name", AgentsContext.History));
            if (Convert.ToInt64(await count.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) == 0)
            {
                return ids;
            }

            await using var command = connection.Command($"""SELECT "MigrationId" FROM "{AgentsContext.History}" """);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                ids.Add(reader.GetString(0));
            }

            return ids;
        },
        cancellation);

    private static List<string> KnownMigrations(Type context) =>
        [.. context.Assembly.GetTypes()
            .Where(migration => migration.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
            .Select(migration => migration.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
