using System.Data.Common;
using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;

namespace Tests.Fakes;

/// <summary>A database whose first read is given up though nobody shuts down, as a command that is cancelled by its driver is; the next ones find nothing.</summary>
internal sealed class GivingUpDatabase : IAssistantDatabase
{
    private readonly TaskCompletionSource _readAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reads;

    /// <summary>Done when somebody has read a second time.</summary>
    internal Task ReadAgain => _readAgain.Task;

    public string SkipLocked => "";

    public bool IsShared => false;

    public string AuditLock => "";

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _reads) == 1)
        {
            throw new TaskCanceledException("The command was given up.");
        }

        _readAgain.TrySetResult();
        return Task.FromResult(default(T)!);
    }

    public Exception Translate(Exception fault) => fault;

    public Task<bool> ExistsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public AssistantContext Context() => throw new NotSupportedException();

    public ValueTask<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task StartAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<StoredConversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ConversationHead?> FindAsync(ConversationKey key, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<SealedLines>> ReadLinesAsync(long conversationRowId, long afterSequence, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<long?> FindSequenceAsync(long conversationRowId, string messageId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<SaveOutcome> SaveAsync(SealedTurn turn, Func<DbConnection, CancellationToken, Task<bool>>? also, CancellationToken cancellation) => throw new NotSupportedException();

    public void Tell(string news)
    {
    }

    public Task ScrubAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task BackUpAsync(string path, CancellationToken cancellation) => throw new NotSupportedException();

    public Task EraseFromBackupAsync(string path, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
