using Npgsql;

namespace Bot.Storage.Postgres;

/// <summary>Tells a database that cannot serve right now from a fault in us.</summary>
internal static class PostgresFaults
{
    internal static Exception Translate(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StorageUnavailableException("The disk of the database is full.", fault),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new StorageUnavailableException("The database takes no writes now.", fault),
        PostgresException { IsTransient: true } => new StorageUnavailableException("The database cannot serve right now.", fault),
        PostgresException => fault,
        NpgsqlException or TimeoutException => new StorageUnavailableException("The database cannot be reached, or does not answer in time.", fault),
        _ => fault,
    };
}
