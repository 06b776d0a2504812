using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>Makes copies of a database, and sees to it that what was erased is in no file any more.</summary>
internal static class SqliteErasing
{
    private const int MostTries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>In this order: the keys that the database has erased, then all that they had sealed.</summary>
    private const string Erase = """
        DELETE FROM main.DataKeys WHERE Id NOT IN (SELECT Id FROM live.DataKeys);
        DELETE FROM main.Transcript WHERE ConversationRowId NOT IN (SELECT c.RowId FROM main.Conversations AS c JOIN main.DataKeys AS k ON k.Id = c.DataKeyId);
        DELETE FROM main.Conversations WHERE DataKeyId NOT IN (SELECT Id FROM main.DataKeys);
        DELETE FROM main.Outbox WHERE DataKeyId NOT IN (SELECT Id FROM main.DataKeys);
        DELETE FROM main.Notes WHERE Number NOT IN (SELECT t.Number FROM main.Tickets AS t JOIN main.DataKeys AS k ON k.Id = t.DataKeyId);
        DELETE FROM main.Cases WHERE Number NOT IN (SELECT t.Number FROM main.Tickets AS t JOIN main.DataKeys AS k ON k.Id = t.DataKeyId);
        DELETE FROM main.OutsideTickets WHERE TicketKey NOT IN (SELECT t."Key" FROM main.Tickets AS t JOIN main.DataKeys AS k ON k.Id = t.DataKeyId);
        DELETE FROM main.Tickets WHERE DataKeyId NOT IN (SELECT Id FROM main.DataKeys);
        DELETE FROM main.Reveals;
        """;

    /// <summary>Copies the log into the database and empties it; a reader in the middle of the log is waited for.</summary>
    internal static async Task EmptyLogAsync(SqliteFile file, CancellationToken cancellation)
    {
        using var connection = file.OpenWriter();
        for (var tries = 0; tries < MostTries; tries++)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            using var reader = command.ExecuteReader();
            if (!reader.Read() || reader.GetInt64(0) == 0)
            {
                return;
            }

            await Task.Delay(Pause, cancellation);
        }

        throw new StorageUnavailableException("The log of the database could not be emptied: something keeps reading it.");
    }

    /// <summary>All at one moment, while others may write; whole or not there.</summary>
    internal static void Copy(SqliteFile file, string path)
    {
        var unfinished = path + Backups.Unfinished;
        File.Delete(unfinished);
        using (var from = file.OpenReader())
        using (var to = Open(unfinished))
        {
            from.BackupDatabase(to);
            Execute(to, "PRAGMA journal_mode=DELETE");
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(unfinished, path);
    }

    internal static void EraseFromCopy(string live, string copy)
    {
        using var connection = Open(copy);
        Execute(connection, "PRAGMA secure_delete=ON; PRAGMA journal_mode=DELETE; PRAGMA temp_store=MEMORY");
        using (var attach = connection.CreateCommand())
        {
            attach.CommandText = "ATTACH DATABASE $live AS live";
            attach.Parameters.AddWithValue("$live", live);
            attach.ExecuteNonQuery();
        }

        // One that was made by an older version lacks what that version did not have.
        var statements = Erase.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(statement => HasTable(connection, TableOf(statement))).ToList();
        Execute(connection, $"BEGIN IMMEDIATE; {string.Join(';', statements)}; COMMIT");
        Execute(connection, "DETACH DATABASE live");
    }

    private static string TableOf(string statement) => statement["DELETE FROM main.".Length..].Split(' ')[0];

    private static bool HasTable(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = $name)";
        command.Parameters.AddWithValue("$name", table);
        return (long)command.ExecuteScalar()! == 1;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
