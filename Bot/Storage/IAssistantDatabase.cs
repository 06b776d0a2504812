using System.Data.Common;
using Bot.Storage.Model;
using Engine.Conversations;

namespace Bot.Storage;

/// <summary>What SQLite and PostgreSQL do differently: how a turn is committed and read back, and how any other write is run.</summary>
internal interface IAssistantDatabase : IAsyncDisposable
{
    /// <summary>Added to a query that claims rows, so that two claimers do not wait for each other; empty where there is one writer.</summary>
    string SkipLocked { get; }

    /// <summary>Whether the database has been set up, by whatever version.</summary>
    Task<bool> ExistsAsync(CancellationToken cancellation);

    /// <summary>For migrations, and for <see cref="AssistantQueries.QueryAsync"/>. Costs the start a good part of a second when first used.</summary>
    AssistantContext Context();

    /// <summary>Whether other processes usually write the same conversations, so that what this one remembers is often stale.</summary>
    bool IsShared { get; }

    /// <summary>Keeps other processes from changing the schema meanwhile; released by disposing.</summary>
    ValueTask<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellation);

    /// <summary>Begins to take turns. The schema is right by now.</summary>
    Task StartAsync(CancellationToken cancellation);

    Task<StoredConversation?> LoadAsync(ConversationKey key, CancellationToken cancellation);

    Task<ConversationHead?> FindAsync(ConversationKey key, CancellationToken cancellation);

    /// <summary>The rows that hold lines after that one; the first may begin with earlier ones.</summary>
    Task<IReadOnlyList<SealedLines>> ReadLinesAsync(long conversationRowId, long afterSequence, int limit, CancellationToken cancellation);

    Task<long?> FindSequenceAsync(long conversationRowId, string messageId, CancellationToken cancellation);

    /// <summary>Commits all of the turn durably, or writes nothing; with <paramref name="also"/> in the same transaction, which says false when the turn must not be saved either.</summary>
    Task<SaveOutcome> SaveAsync(SealedTurn turn, Func<DbConnection, CancellationToken, Task<bool>>? also, CancellationToken cancellation);

    /// <summary>Run first in a transaction that adds to the audit, so that no two add the same line; empty where there is one writer.</summary>
    string AuditLock { get; }

    /// <summary>Tells other processes a word of <see cref="Wakes"/>, after a commit.</summary>
    void Tell(string news);

    /// <summary>Reads by plain SQL, also before <see cref="StartAsync"/>.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellation);

    /// <summary>Tells a database that cannot serve right now from a fault in us.</summary>
    Exception Translate(Exception fault);

    /// <summary>Takes the last traces of deleted rows out of the files, as far as the database leaves that to us.</summary>
    Task ScrubAsync(CancellationToken cancellation);

    /// <summary>Copies the database as it stands at one moment into that file.</summary>
    /// <exception cref="StorageRefusedException">This database is backed up by other means; the message says how.</exception>
    Task BackUpAsync(string path, CancellationToken cancellation);

    /// <summary>Erases from a copy whatever this database no longer has the key of.</summary>
    Task EraseFromBackupAsync(string path, CancellationToken cancellation);

    /// <summary>Runs any other write in a durable transaction. The work may run again when it shared a transaction that failed.</summary>
    Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellation);
}
