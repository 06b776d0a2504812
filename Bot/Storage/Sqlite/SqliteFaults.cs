using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bot.Storage.Sqlite;

/// <summary>Tells a database that cannot take anything right now from a fault in us.</summary>
internal static class SqliteFaults
{
    internal static Exception Translate(Exception fault) => fault is SqliteException sqlite ? Translate(sqlite) : fault;

    internal static Exception Translate(SqliteException fault) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new StorageUnavailableException("The disk of the database is full.", fault),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StorageUnavailableException("The database is locked by another program.", fault),
        raw.SQLITE_READONLY => new StorageUnavailableException("The database is on a read-only file or volume.", fault),
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => new StorageUnavailableException("The database file cannot be opened, read or written.", fault),
        raw.SQLITE_NOMEM => new StorageUnavailableException("There is no memory left for the database.", fault),
        _ => fault,
    };
}
