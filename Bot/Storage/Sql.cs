using System.Data.Common;
using Bot.Storage.Encryption;

namespace Bot.Storage;

/// <summary>Short forms for plain statements that both databases speak alike.</summary>
internal static class Sql
{
    /// <summary>How many rows changed.</summary>
    internal static async Task<int> ChangeAsync(this DbConnection connection, string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = connection.Command(sql, Given(values));

        return await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static async Task<List<T>> ListAsync<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = connection.Command(sql, Given(values));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    internal static async Task<T?> FirstAsync<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] values)
        where T : class
    {
        var rows = await connection.ListAsync(sql, read, cancellation, values);

        return rows.Count == 0 ? null : rows[0];
    }

    internal static async Task<long> NumberAsync(this DbConnection connection, string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = connection.Command(sql, Given(values));

        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation) is { } found and not DBNull ? found : 0L, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Keeps a data key beside what it seals, in the same transaction.</summary>
    internal static Task<int> AddKeyAsync(this DbConnection connection, WrappedKey key, CancellationToken cancellation) => connection.ChangeAsync(
        """INSERT INTO "DataKeys" ("Id", "MasterKeyId", "Wrapped") VALUES (@id, @master, @wrapped)""", cancellation,
        ("id", connection.Stored(key.Id)), ("master", key.MasterKeyId), ("wrapped", key.Wrapped));

    internal static byte[]? Bytes(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    internal static long? Number(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    internal static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static (string, object)[] Given((string Name, object? Value)[] values) => [.. values.Select(value => (value.Name, value.Value ?? DBNull.Value))];
}
