using System.Data.Common;
using Engine.Conversations;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>A turn on its way to the disk, and what else belongs into its transaction.</summary>
internal sealed class TurnJob(SealedTurn turn, Func<DbConnection, CancellationToken, Task<bool>>? also) : TaskCompletionSource<SaveOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteJob
{
    private SaveOutcome _outcome;

    public void Run(SqliteConnection connection, SqliteTurns turns)
    {
        _outcome = also is null ? turns.Write(turn) : WriteTogether(connection, turns, also);
        if (_outcome == SaveOutcome.Saved)
        {
            turns.Mark(turn);
        }
    }

    /// <summary>The transaction is shared with other jobs, so what is refused is taken back to here and no further.</summary>
    private SaveOutcome WriteTogether(SqliteConnection connection, SqliteTurns turns, Func<DbConnection, CancellationToken, Task<bool>> and)
    {
        Execute(connection, "SAVEPOINT also");
        var outcome = turns.Write(turn);
        if (outcome == SaveOutcome.Saved && !and(connection, CancellationToken.None).GetAwaiter().GetResult())
        {
            Execute(connection, "ROLLBACK TO also");
            outcome = SaveOutcome.Refused;
        }

        Execute(connection, "RELEASE also");
        return outcome;
    }

    public void Succeed() => SetResult(_outcome);

    public void Fail(Exception fault) => SetException(fault);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
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
