using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bot.Storage.Sqlite;

/// <summary>Where the database is, and how each connection to it is set up.</summary>
internal sealed class SqliteFile
{
    private const int BusySeconds = 5;
    private const string DefaultConnection = "Data Source=data/assistant.db";
    private readonly string _connectionString;

    private SqliteFile(string? path, string connectionString)
    {
        Path = path;
        _connectionString = connectionString;
    }

    /// <summary>Null when the database is only in memory.</summary>
    internal string? Path { get; }

    internal string ConnectionString => _connectionString;

    /// <summary>A relative path is meant from the folder the operator runs in.</summary>
    internal static SqliteFile OnDisk(string connectionString)
    {
        var parts = new SqliteConnectionStringBuilder(connectionString.Length == 0 ? DefaultConnection : connectionString);
        parts.DataSource = System.IO.Path.GetFullPath(parts.DataSource);
        parts.DefaultTimeout = parts.ShouldSerialize("Default Timeout") ? parts.DefaultTimeout : BusySeconds;
        return new SqliteFile(parts.DataSource, parts.ConnectionString);
    }

    /// <summary>A database that all connections of this process share under this name, and that ends with the last of them.</summary>
    internal static SqliteFile InMemory(string name) =>
        new(null, new SqliteConnectionStringBuilder { DataSource = $"file:/{name}?vfs=memdb", DefaultTimeout = BusySeconds, Pooling = false }.ConnectionString);

    internal bool HasTable(string name)
    {
        // Opening would create the file, and there may be a reason to refuse first.
        if (Path is null || !File.Exists(Path))
        {
            return false;
        }

        using var connection = OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $name)";
        command.Parameters.AddWithValue("$name", name);
        return (long)command.ExecuteScalar()! == 1;
    }

    internal SqliteConnection OpenWriter()
    {
        if (Path is not null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        }

        // FULL: a commit is on the disk when it is acknowledged, also when the power goes. secure_delete: what is erased is
        // overwritten. The cache spares the writer most reads, since nobody else changes pages. A checkpoint after 32 MB and
        // not after 4 copies a page that changes often less often.
        return Open("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA wal_autocheckpoint=8000;");
    }

    internal SqliteConnection OpenReader() => Open("PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2000;");

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, connection.DefaultTimeout * 1000);
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw SqliteFaults.Translate(fault);
        }
    }
}
