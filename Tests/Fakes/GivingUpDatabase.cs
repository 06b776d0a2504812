using System.Data.Common;
using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;

namespace Tests.Fakes;

/// <summary>A real database whose first read is given up though nobody shuts down, as a command that is cancelled by its driver is.</summary>
internal sealed class GivingUpDatabase(IAssistantDatabase real) : IAssistantDatabase
{
    private readonly TaskCompletionSource _readAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reads;

    /// <summary>Done when somebody has read a second time, and got an answer.</summary>
    internal Task ReadAgain => _readAgain.Task;

    public string SkipLocked => real.SkipLocked;

    public bool IsShared => real.IsShared;

    public string AuditLock => real.AuditLock;

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _reads) == 1)
        {
            throw new TaskCanceledException("The command was given up.");
        }

        var found = await real.ReadAsync(read, cancellation);
        _readAgain.TrySetResult();
        return found;
    }

    public Exception Translate(Exception fault) => real.Translate(fault);

    public Task<bool> ExistsAsync(CancellationToken cancellation) => real.ExistsAsync(cancellation);

    public AssistantContext Context() => real.Context();

    public ValueTask<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellation) => real.LockSchemaAsync(cancellation);

    public Task StartAsync(CancellationToken cancellation) => real.StartAsync(cancellation);

    public Task<StoredConversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) => real.LoadAsync(key, cancellation);

    public Task<ConversationHead?> FindAsync(ConversationKey key, CancellationToken cancellation) => real.FindAsync(key, cancellation);

    public Task<IReadOnlyList<SealedLines>> ReadLinesAsync(long conversationRowId, long afterSequence, int limit, CancellationToken cancellation) =>
        real.ReadLinesAsync(conversationRowId, afterSequence, limit, cancellation);

    public Task<long?> FindSequenceAsync(long conversationRowId, string messageId, CancellationToken cancellation) => real.FindSequenceAsync(conversationRowId, messageId, cancellation);

    public Task<SaveOutcome> SaveAsync(SealedTurn turn, Func<DbConnection, CancellationToken, Task<bool>>? also, CancellationToken cancellation) => real.SaveAsync(turn, also, cancellation);

    public void Tell(string news) => real.Tell(news);

    public Task ScrubAsync(CancellationToken cancellation) => real.ScrubAsync(cancellation);

    public Task BackUpAsync(string path, CancellationToken cancellation) => real.BackUpAsync(path, cancellation);

    public Task EraseFromBackupAsync(string path, CancellationToken cancellation) => real.EraseFromBackupAsync(path, cancellation);

    public Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellation) => real.WriteAsync(work, cancellation);

    /// <summary>The real one belongs to whoever gave it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
