using System.Data.Common;
using Bot.Storage;
using Bot.Storage.Auditing;

namespace Bot.Desk;

/// <summary>Changes at the desk: the change and its line in the audit are one transaction, and afterwards every desk looks again.</summary>
internal sealed class DeskWrites(IAssistantDatabase database, Audit audit, DeskSignal signal, TimeProvider clock)
{
    /// <summary>As the database keeps times.</summary>
    internal long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>One statement that touches a row, or finds that things have moved on.</summary>
    internal static Func<DbConnection, CancellationToken, Task<bool>> Run(string sql, params (string Name, object? Value)[] values) =>
        async (connection, cancellation) => await connection.ChangeAsync(sql, cancellation, values) > 0;

    internal async Task<DeskAnswer<bool>> ChangeAsync(DeskAgent who, AuditLine line, Func<DbConnection, CancellationToken, Task<bool>> change, CancellationToken cancellation)
    {
        var isDone = await database.WriteAsync(Audited(who.Actor, line, change), cancellation);
        if (isDone)
        {
            Wake();
        }

        return isDone ? DeskAnswer<bool>.Done(true) : DeskAnswer<bool>.No(DeskRefusal.MovedOn);
    }

    /// <summary>The change followed by its line, as a part of a transaction that somebody else runs.</summary>
    internal Func<DbConnection, CancellationToken, Task<bool>> Audited(AuditActor who, AuditLine line, Func<DbConnection, CancellationToken, Task<bool>> change) => async (connection, cancellation) =>
    {
        if (!await change(connection, cancellation))
        {
            return false;
        }

        await audit.AppendAsync(connection, who, line, cancellation);
        return true;
    };

    /// <summary>What was looked at, before it is shown.</summary>
    internal Task SeenAsync(DeskAgent who, AuditLine line, CancellationToken cancellation) => audit.WriteAsync(who.Actor, line, cancellation);

    internal void Wake()
    {
        signal.Wake();
        database.Tell(Wakes.Desk);
    }
}
