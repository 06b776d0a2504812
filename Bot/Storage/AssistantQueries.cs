using System.Data.Common;
using Bot.Storage.Model;
using Microsoft.Data.Sqlite;

namespace Bot.Storage;

/// <summary>Queries away from the turns: by EF where the desk asks this and that, by plain SQL where the two databases speak alike.</summary>
internal static class AssistantQueries
{
    /// <exception cref="StorageUnavailableException">The database cannot serve right now.</exception>
    internal static async Task<T> QueryAsync<T>(this IAssistantDatabase database, Func<AssistantContext, Task<T>> query)
    {
        try
        {
            await using var context = database.Context();
            return await query(context);
        }
        catch (Exception fault) when (database.Translate(fault) is StorageUnavailableException unavailable)
        {
            throw unavailable;
        }
    }

    /// <summary>A number by plain SQL.</summary>
    internal static Task<long> CountAsync(this IAssistantDatabase database, string sql, CancellationToken cancellation) => database.ReadAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.Command(sql);
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
        },
        cancellation);

    /// <summary>An id as that database keeps it.</summary>
    internal static object Stored(this DbConnection connection, Guid id) => connection is SqliteConnection ? id.ToByteArray(bigEndian: true) : id;

    internal static DbCommand Command(this DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
