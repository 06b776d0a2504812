using System.Security.Cryptography;
using Bot.Desk.Accounts.Model;
using Microsoft.EntityFrameworkCore;

namespace Bot.Desk.Accounts;

/// <summary>The accounts at the desk.</summary>
internal sealed class AgentAccounts(AgentsDatabase database, TimeProvider clock)
{
    /// <summary>Capitals, and blanks around it, do not matter.</summary>
    internal static string Fold(string name) => name.Trim().Normalize().ToUpperInvariant();

    internal static string NewId() => $"agent-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    internal Task<AgentRow?> FindAsync(string id, CancellationToken cancellation) =>
        database.ReadAsync(context => context.Agents.AsNoTracking().SingleOrDefaultAsync(agent => agent.Id == id, cancellation), cancellation);

    internal Task<AgentRow?> FindByNameAsync(string name, CancellationToken cancellation)
    {
        var folded = Fold(name);
        return database.ReadAsync(context => context.Agents.AsNoTracking().SingleOrDefaultAsync(agent => agent.Name == folded, cancellation), cancellation);
    }

    internal Task<List<AgentRow>> ListAsync(CancellationToken cancellation) =>
        database.ReadAsync(context => context.Agents.AsNoTracking().OrderBy(agent => agent.ShownName).ThenBy(agent => agent.Id).ToListAsync(cancellation), cancellation);

    internal Task<bool> AnyAsync(CancellationToken cancellation) => database.ReadAsync(context => context.Agents.AnyAsync(cancellation), cancellation);

    /// <summary>True for whoever is first to use a code of this step: no code is good twice, on any replica.</summary>
    internal async Task<bool> TryUseStepAsync(string id, long step, CancellationToken cancellation) => await database.WriteAsync(
        context => context.Agents.Where(agent => agent.Id == id && agent.LastStep < step && agent.DisabledAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(agent => agent.LastStep, step), cancellation),
        cancellation) == 1;

    internal Task SetRoleAsync(string id, AgentRole role, CancellationToken cancellation) => database.WriteAsync(
        context => context.Agents.Where(agent => agent.Id == id).ExecuteUpdateAsync(set => set.SetProperty(agent => agent.Role, role), cancellation), cancellation);

    /// <summary>A disabled account keeps its name, so that what it did stays its own; whatever it had open is closed at once.</summary>
    internal Task SetDisabledAsync(string id, bool isDisabled, CancellationToken cancellation)
    {
        DateTimeOffset? at = isDisabled ? clock.GetUtcNow() : null;
        return database.WriteAsync(
            async context =>
            {
                await context.Sessions.Where(session => isDisabled && session.AgentId == id).ExecuteDeleteAsync(cancellation);
                return await context.Agents.Where(agent => agent.Id == id).ExecuteUpdateAsync(set => set.SetProperty(agent => agent.DisabledAt, at), cancellation);
            },
            cancellation);
    }

    /// <summary>Nobody gets in with the old password or app any more, and whoever did is out.</summary>
    internal Task ClearFactorsAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        async context =>
        {
            await context.Sessions.Where(session => session.AgentId == id).ExecuteDeleteAsync(cancellation);
            await RecoveryCodes.VoidAsync(context, id, cancellation);
            return await context.Agents.Where(agent => agent.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(agent => agent.PasswordHash, (string?)null).SetProperty(agent => agent.Secret, (byte[]?)null), cancellation);
        },
        cancellation);

    /// <summary>The account of a subject at the identity provider, made or brought up to date.</summary>
    internal Task<AgentRow> MeetAsync(string subject, string shownName, AgentRole role, CancellationToken cancellation)
    {
        var id = NewId();
        return database.WriteAsync(
            async context =>
            {
                var agent = await context.Agents.SingleOrDefaultAsync(known => known.Subject == subject, cancellation);
                if (agent is null)
                {
                    agent = new AgentRow { Id = id, Name = $"OIDC {subject}", ShownName = shownName, Subject = subject, CreatedAt = clock.GetUtcNow() };
                    context.Agents.Add(agent);
                }

                agent.ShownName = shownName;
                agent.Role = role;
                return agent;
            },
            cancellation);
    }
}
