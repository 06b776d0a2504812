using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>Something to be written with others in one transaction. It may run twice, and its caller hears nothing before the commit.</summary>
internal interface IWriteJob
{
    void Run(SqliteConnection connection, SqliteTurns turns);
    void Succeed();
    void Fail(Exception fault);
}

/// <summary>
/// The one writer. While it commits (and waits for the disk), the next turns gather; it takes all of them into the next
/// transaction, so that one fsync serves many. Nothing is acknowledged before its commit, so what waits here can be lost safely.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>More than the server lets in at once; beyond it the disk is not keeping up and callers must hear so.</summary>
    private const int MostWaiting = 2_048;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _arrived = new(false, spinCount: 0);
    private readonly SqliteConnection _connection;
    private readonly SqliteTurns _turns;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly Thread _thread;
    private List<IWriteJob> _waiting = [];
    private bool _stopping;

    /// <summary>Takes over the connection.</summary>
    internal SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        _turns = new SqliteTurns(connection);
        _begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(connection, "COMMIT");
        _rollback = new SqliteStatement(connection, "ROLLBACK");
        _thread = new Thread(WriteUntilStopped) { IsBackground = true, Name = "sqlite writer" };
        _thread.Start();
    }

    internal void Enqueue(IWriteJob job)
    {
        lock (_gate)
        {
            if (_stopping || _waiting.Count >= MostWaiting)
            {
                throw new StorageUnavailableException(_stopping ? "The database is closed." : "The disk of the database does not keep up.");
            }

            _waiting.Add(job);
        }

        _arrived.Set();
    }

    /// <summary>Writes what waits, then closes.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
        }

        _arrived.Set();
        _thread.Join();
        foreach (var part in new IDisposable[] { _begin, _commit, _rollback, _turns, _connection, _arrived })
        {
            part.Dispose();
        }
    }

    private void WriteUntilStopped()
    {
        var batch = new List<IWriteJob>();
        var isLast = false;
        while (!isLast)
        {
            _arrived.Wait();
            _arrived.Reset();
            lock (_gate)
            {
                (batch, _waiting) = (_waiting, batch);

                // Nothing comes after a stop, and its wake-up may be the one that a write has just used up: no other would come.
                isLast = _stopping;
            }

            if (batch.Count > 0)
            {
                Write(batch);
                batch.Clear();
            }
        }
    }

    private void Write(List<IWriteJob> batch)
    {
        try
        {
            WriteTogether(batch);
        }
        catch (Exception fault) when (batch.Count > 1 && SqliteFaults.Translate(fault) is not StorageUnavailableException)
        {
            // One of them is at fault; on its own it can fail alone.
            foreach (var job in batch)
            {
                Write([job]);
            }
        }
        catch (Exception fault)
        {
            var translated = SqliteFaults.Translate(fault);
            batch.ForEach(job => job.Fail(translated));
        }
    }

    private void WriteTogether(List<IWriteJob> batch)
    {
        _begin.Run();
        try
        {
            foreach (var job in batch)
            {
                job.Run(_connection, _turns);
            }

            _commit.Run();
        }
        catch
        {
            RollBack();
            throw;
        }

        foreach (var job in batch)
        {
            job.Succeed();
        }
    }

    private void RollBack()
    {
        try
        {
            _rollback.Run();
        }
        catch (DbException)
        {
            // SQLite has already rolled back by itself, as it does when the disk is full.
        }
    }
}
