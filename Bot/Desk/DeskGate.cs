using Bot.Storage;
using Bot.Storage.Auditing;
using Bot.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Bot.Desk;

/// <summary>Stands before every function of the desk: finds the case, asks <see cref="DeskAuthority"/>, and writes down who was turned away.</summary>
internal sealed class DeskGate(IAssistantDatabase database, Audit audit)
{
    /// <summary>Does something that belongs to no single ticket.</summary>
    internal async Task<DeskAnswer<T>> PassAsync<T>(DeskAgent who, DeskRight right, Func<Task<DeskAnswer<T>>> act, CancellationToken cancellation) =>
        DeskAuthority.May(who.Role, right, Hold.Nobodys) ? await act() : await TurnAwayAsync<T>(who, right, "", cancellation);

    /// <summary>Does something about one ticket.</summary>
    internal async Task<DeskAnswer<T>> PassAsync<T>(DeskAgent who, DeskRight right, string number, Func<CaseRow, Task<DeskAnswer<T>>> act, CancellationToken cancellation)
    {
        if (await FindAsync(number, cancellation) is not { } row)
        {
            // Whoever may do nothing to any ticket is not told which exist.
            return DeskAuthority.May(who.Role, right, Hold.Own) ? DeskAnswer<T>.No(DeskRefusal.NoSuchTicket) : await TurnAwayAsync<T>(who, right, "", cancellation);
        }

        return DeskAuthority.May(who.Role, right, HoldOf(who, row.Agent)) ? await act(row) : await TurnAwayAsync<T>(who, right, row.Number, cancellation);
    }

    internal static Hold HoldOf(DeskAgent who, string? holder) => holder is null ? Hold.Nobodys : holder == who.Id ? Hold.Own : Hold.Anothers;

    internal Task<CaseRow?> FindAsync(string number, CancellationToken cancellation) =>
        database.QueryAsync(context => context.Cases.AsNoTracking().FirstOrDefaultAsync(row => row.Number == number, cancellation));

    private async Task<DeskAnswer<T>> TurnAwayAsync<T>(DeskAgent who, DeskRight right, string number, CancellationToken cancellation)
    {
        await audit.WriteAsync(who.Actor, new AuditLine(AuditActs.Denied, number, $"right={right}"), cancellation);
        return DeskAnswer<T>.No(DeskRefusal.NotAllowed);
    }
}
