using Bot.Storage.Sqlite;

namespace Bench.Sides;

/// <summary>
/// Group commit at its plainest: one thread, one table, one insert for each message, one fsync for all that arrived meanwhile.
/// On the product's own connection and statements, so that the two sides differ in what they write and not in how.
/// </summary>
internal sealed class RowWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _arrived = new(false, spinCount: 0);
    private readonly Thread _thread;
    private readonly string _path;
    private List<Row> _waiting = [];
    private volatile bool _stopping;

    internal RowWriter(string path)
    {
        _path = path;
        _thread = new Thread(Write) { IsBackground = true };
        _thread.Start();
    }

    internal Task KeepAsync(string conversation, string text)
    {
        var row = new Row(conversation, text);
        lock (_gate)
        {
            _waiting.Add(row);
        }

        _arrived.Set();
        return row.Task;
    }

    public void Dispose()
    {
        _stopping = true;
        _arrived.Set();
        _thread.Join();
        _arrived.Dispose();
    }

    private void Write()
    {
        using var connection = SqliteFile.OnDisk($"Data Source={_path}").OpenWriter();
        using (var create = new SqliteStatement(connection, "CREATE TABLE Rows (Id INTEGER PRIMARY KEY, Conversation TEXT NOT NULL, Text TEXT NOT NULL)"))
        {
            create.Run();
        }

        using var begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        using var insert = new SqliteStatement(connection, "INSERT INTO Rows (Conversation, Text) VALUES (?1, ?2)");
        using var commit = new SqliteStatement(connection, "COMMIT");
        var batch = new List<Row>();
        while (!_stopping)
        {
            _arrived.Wait();
            _arrived.Reset();
            lock (_gate)
            {
                (batch, _waiting) = (_waiting, batch);
            }

            if (batch.Count == 0)
            {
                continue;
            }

            begin.Run();
            batch.ForEach(row => insert.Bind(1, row.Conversation).Bind(2, row.Text).Run());
            commit.Run();
            batch.ForEach(row => row.SetResult());
            batch.Clear();
        }
    }

    private sealed class Row(string conversation, string text) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal string Conversation => conversation;

        internal string Text => text;
    }
}
