using System.Data.Common;
using Engine.Conversations;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>A turn on its way to the disk.</summary>
internal sealed class TurnJob(SealedTurn turn) : TaskCompletionSource<SaveOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteJob
{
    private SaveOutcome _outcome;

    public void Run(SqliteConnection connection, SqliteTurns turns) => _outcome = turns.Write(turn);

    public void Succeed() => SetResult(_outcome);

    public void Fail(Exception fault) => SetException(fault);
}

/// <summary>Any other write.</summary>
internal sealed class WorkJob<T>(Func<DbConnection, CancellationToken, Task<T>> work)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteJob
{
    private T? _result;

    // SQLite's asynchronous methods are done when they return, so this waits for nothing. A caller that gives up only stops
    // waiting: cancelled in the middle, the work would take down the transaction it shares with others.
    public void Run(SqliteConnection connection, SqliteTurns turns) => _result = work(connection, CancellationToken.None).GetAwaiter().GetResult();

    public void Succeed() => SetResult(_result!);

    public void Fail(Exception fault) => SetException(fault);
}
