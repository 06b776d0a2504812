using System.Data.Common;
using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>The assistant's database on SQLite, in a file or only in memory.</summary>
internal sealed class SqliteDatabase(SqliteFile file) : IAssistantDatabase
{
    private readonly SqliteReaders _readers = new(file);

    // Stays open from its first use on, since a database in memory lasts as long as its last connection.
    private readonly Lazy<SqliteConnection> _writing = new(file.OpenWriter);
    private SqliteWriter? _writer;

    public string SkipLocked => "";

    public bool IsShared => false;

    public string AuditLock => "";

    private SqliteWriter Writer => _writer ?? throw new InvalidOperationException("The database has not been opened; StorageOpening does that.");

    public Exception Translate(Exception fault) => SqliteFaults.Translate(fault);

    // Another process on the same file would find it by its own slow look.
    public void Tell(string news)
    {
    }

    public Task<bool> ExistsAsync(CancellationToken cancellation) => Task.FromResult(file.HasTable("MasterKeys"));

    public AssistantContext Context() => SqliteAssistantContext.On(file.ConnectionString);

    public async ValueTask<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellation)
    {
        var connection = _writing.Value;
        if (file.Path is null)
        {
            return NoLock.Instance;
        }

        // The system lets go of it when a process dies, as it does not with a row in a table.
        var path = file.Path + ".migrating";
        while (true)
        {
            try
            {
                var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);

                // EF's own lock is a row that outlives a killed process, and every later start would wait for it for ever.
                using var command = connection.CreateCommand();
                command.CommandText = "DROP TABLE IF EXISTS __EFMigrationsLock";
                command.ExecuteNonQuery();
                return held;
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            await using var connection = file.OpenReader();
            return await read(connection, cancellation);
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Translate(fault);
        }
    }

    public Task StartAsync(CancellationToken cancellation)
    {
        _writer ??= new SqliteWriter(_writing.Value);
        return Task.CompletedTask;
    }

    // Reads come from the page cache in microseconds; handing them to another thread would cost more.
    public Task<StoredConversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) =>
        Task.FromResult(_readers.Read(key, static (reader, asked) => reader.Load(asked)));

    public Task<ConversationHead?> FindAsync(ConversationKey key, CancellationToken cancellation) =>
        Task.FromResult(_readers.Read(key, static (reader, asked) => reader.Find(asked)));

    public Task<IReadOnlyList<SealedLines>> ReadLinesAsync(long conversationRowId, long afterSequence, int limit, CancellationToken cancellation) =>
        Task.FromResult(_readers.Read((conversationRowId, afterSequence, limit), static (reader, asked) => reader.Lines(asked.conversationRowId, asked.afterSequence, asked.limit)));

    public Task<long?> FindSequenceAsync(long conversationRowId, string messageId, CancellationToken cancellation) =>
        Task.FromResult(_readers.Read((conversationRowId, messageId), static (reader, asked) => reader.Sequence(asked.conversationRowId, asked.messageId)));

    // A caller that gives up no longer waits, but what was handed over may still be committed: it gives up knowing nothing.
    public Task<SaveOutcome> SaveAsync(SealedTurn turn, Func<DbConnection, CancellationToken, Task<bool>>? also, CancellationToken cancellation)
    {
        var job = new TurnJob(turn, also);
        Writer.Enqueue(job);
        return job.Task.WaitAsync(cancellation);
    }

    public Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var job = new WorkJob<T>(work);
        Writer.Enqueue(job);
        return job.Task.WaitAsync(cancellation);
    }

    // Deleted rows are overwritten in the database itself (secure_delete), but stand in the log until it is emptied.
    public Task ScrubAsync(CancellationToken cancellation) => file.Path is null ? Task.CompletedTask : Task.Run(() => SqliteErasing.EmptyLogAsync(file, cancellation), cancellation);

    public Task BackUpAsync(string path, CancellationToken cancellation) => file.Path is null
        ? throw new StorageRefusedException("Storage:Provider is InMemory, so there is nothing to back up.")
        : Task.Run(() => SqliteErasing.Copy(file, path), cancellation);

    public Task EraseFromBackupAsync(string path, CancellationToken cancellation) => file.Path is null ? Task.CompletedTask : Task.Run(() => SqliteErasing.EraseFromCopy(file.Path, path), cancellation);

    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writer?.Dispose();
        if (_writer is null && _writing.IsValueCreated)
        {
            _writing.Value.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private sealed class NoLock : IAsyncDisposable
    {
        internal static readonly NoLock Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
