using System.Data.Common;
using Bot.Desk.Accounts.Model;
using Bot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Bot.Desk.Accounts;

/// <summary>The accounts' way to the assistant's database: reads beside the turns, writes in its durable transactions.</summary>
internal sealed class AgentsDatabase(IAssistantDatabase database)
{
    internal Task<T> ReadAsync<T>(Func<AgentsContext, Task<T>> query, CancellationToken cancellation) => database.ReadAsync(
        async (connection, _) =>
        {
            await using var context = On(connection);
            return await query(context);
        },
        cancellation);

    /// <summary>Saves what the work changed. It may run again when it shared a transaction that failed, so it must do nothing else.</summary>
    internal Task<T> WriteAsync<T>(Func<AgentsContext, Task<T>> work, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            await using var context = On(connection);

            // The transaction is the database's: on SQLite other writes share it.
            context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            var result = await work(context);
            await context.SaveChangesAsync(cancel);
            return result;
        },
        cancellation);

    internal static AgentsContext On(DbConnection connection) =>
        connection is SqliteConnection ? SqliteAgentsContext.On(connection) : PostgresAgentsContext.On(connection);
}
