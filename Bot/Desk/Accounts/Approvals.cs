using System.Security.Cryptography;
using Bot.Desk.Accounts.Model;
using Microsoft.EntityFrameworkCore;

namespace Bot.Desk.Accounts;

/// <summary>What one person asks for and another must allow: setting an agent's factors anew, and making an administrator.</summary>
internal sealed class Approvals(AgentsDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    internal Task<string> AskAsync(ApprovalKind kind, string targetId, Agent by, CancellationToken cancellation)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var now = clock.GetUtcNow();
        return database.WriteAsync(
            async context =>
            {
                await context.Approvals.Where(known => known.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
                context.Approvals.Add(new ApprovalRow { Id = id, Kind = kind, TargetId = targetId, AskedBy = by.Id, AskedAt = now, ExpiresAt = now + Life });
                return id;
            },
            cancellation);
    }

    internal Task<List<ApprovalRow>> ListAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(context => context.Approvals.AsNoTracking().Where(row => row.DecidedBy == null && row.ExpiresAt > now).ToListAsync(cancellation), cancellation);
    }

    /// <summary>The request, now decided; null when it is gone, or when this person asked for it or it is about them: then it is not theirs to decide.</summary>
    internal Task<ApprovalRow?> DecideAsync(string id, bool isAllowed, Agent by, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.WriteAsync(
            async context =>
            {
                var decided = await context.Approvals
                    .Where(row => row.Id == id && row.DecidedBy == null && row.ExpiresAt > now && row.AskedBy != by.Id && row.TargetId != by.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.DecidedBy, by.Id).SetProperty(row => row.IsAllowed, isAllowed), cancellation);
                return decided == 0 ? null : await context.Approvals.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation);
            },
            cancellation);
    }
}
