using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Bot.Storage;

/// <summary>The migrations that this version knows and those that a database has had. Asking EF would build its model at every start only to hear that nothing is to be done.</summary>
internal static class MigrationNames
{
    /// <summary>Read from the attributes.</summary>
    internal static List<string> Known(Type context) =>
        [.. context.Assembly.GetTypes()
            .Where(migration => migration.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
            .Select(migration => migration.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()];

    /// <summary>From the table of one context's history; none when that is not there yet.</summary>
    internal static Task<List<string>> AppliedAsync(IAssistantDatabase database, string history, CancellationToken cancellation) => database.ReadAsync(
        async (connection, cancel) =>
        {
            var tables = connection is SqliteConnection ? "SELECT COUNT(*) FROM sqlite_master WHERE name = @name" : "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = @name";

            return await connection.NumberAsync(tables, cancel, ("name", history)) > 0
                ? await connection.ListAsync($"""SELECT "MigrationId" FROM "{history}" """, row => row.GetString(0), cancel)
                : [];
        },
        cancellation);
}
