using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bot.Storage.Sqlite;

/// <summary>
/// One prepared statement on SQLite's own interface. A turn runs eight of them, and a <see cref="SqliteCommand"/> costs several
/// times what SQLite itself needs for such a row. Not for two threads at once.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    internal SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>How many rows the last write touched.</summary>
    internal int Changes => raw.sqlite3_changes(_database);

    internal long LastRowId => raw.sqlite3_last_insert_rowid(_database);

    internal SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    internal SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, index));
            return this;
        }

        Span<byte> utf8 = stackalloc byte[512];
        var fits = Encoding.UTF8.TryGetBytes(value, utf8, out var length);
        Check(raw.sqlite3_bind_text(_statement, index, fits ? utf8[..length] : Encoding.UTF8.GetBytes(value)));
        return this;
    }

    internal SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    internal SqliteStatement BindOptional(int index, byte[]? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    internal SqliteStatement Bind(int index, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(index, bytes);
    }

    /// <summary>True while there is a row to read.</summary>
    internal bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result != raw.SQLITE_DONE)
        {
            var fault = Fault(result);
            raw.sqlite3_reset(_statement);
            throw fault;
        }

        return false;
    }

    /// <summary>Runs it to its end and makes it ready for the next time. The rows it touched.</summary>
    internal int Run()
    {
        while (Step())
        {
        }

        Reset();
        return Changes;
    }

    internal long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    internal string? Text(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>Valid until the next step.</summary>
    internal ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    internal Guid Guid(int column) => new(Blob(column), bigEndian: true);

    /// <summary>Ends the read, so that no snapshot is held, and drops what was bound.</summary>
    internal void Reset()
    {
        raw.sqlite3_reset(_statement);
        raw.sqlite3_clear_bindings(_statement);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Fault(result);
        }
    }

    private SqliteException Fault(int result) =>
        new(raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(_database));
}
