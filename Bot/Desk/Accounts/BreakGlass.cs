using System.Security.Cryptography;
using System.Text;
using Bot.Desk.Accounts.Model;
using Bot.Storage;
using Bot.Storage.Encryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Accounts;

/// <summary>Somebody's look where they usually may not: why, and until when.</summary>
internal sealed record Breach(string Id, string AgentId, string Ticket, string Reason, DateTimeOffset StartedAt, DateTimeOffset EndsAt, string? ReviewedBy);

/// <summary>In an emergency an agent may open a ticket that is another's, at once: with a reason, for an hour, with an alarm, and looked at afterwards by another.</summary>
internal sealed partial class BreakGlass(AgentsDatabase database, StorageKeys keys, IOptions<DeskOptions> options, TimeProvider clock, ILogger<BreakGlass> log)
{
    /// <summary>No ticket has this number, so that nothing is opened by it.</summary>
    internal const string NoTicket = "";

    private readonly Lazy<Seal> _seal = new(() => new Seal(keys.Ring.Derive("break glass")));

    internal async Task OpenAsync(Agent agent, string ticket, string reason, CancellationToken cancellation)
    {
        await AddAsync(agent, ticket, reason, cancellation);
        LogBroken(agent.Id, ticket);
    }

    /// <summary>Notes that whoever runs the server set this agent's sign-in anew, with no second person: others see it and look at it afterwards.</summary>
    internal async Task NoteResetAsync(Agent agent, string reason, CancellationToken cancellation)
    {
        await AddAsync(agent, NoTicket, reason, cancellation);
        LogReset(agent.Id);
    }

    private async Task AddAsync(Agent agent, string ticket, string reason, CancellationToken cancellation)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var now = clock.GetUtcNow();
        var closed = _seal.Value.Close(Encoding.UTF8.GetBytes(reason), NameOf(id));
        await database.WriteAsync(
            context =>
            {
                context.BreakGlass.Add(new BreakGlassRow { Id = id, AgentId = agent.Id, Ticket = ticket, Reason = closed, StartedAt = now, EndsAt = now + options.Value.BreakGlassFor });
                return Task.FromResult(true);
            },
            cancellation);
    }

    internal Task<bool> IsOpenAsync(Agent agent, string ticket, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(context => context.BreakGlass.AnyAsync(row => row.AgentId == agent.Id && row.Ticket == ticket && row.EndsAt > now, cancellation), cancellation);
    }

    /// <summary>What nobody has looked at yet, and what was lately.</summary>
    internal async Task<IReadOnlyList<Breach>> ListAsync(CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(context => context.BreakGlass.AsNoTracking().OrderByDescending(row => row.StartedAt).Take(100).ToListAsync(cancellation), cancellation);
        return [.. rows.Select(row => new Breach(row.Id, row.AgentId, row.Ticket, Encoding.UTF8.GetString(_seal.Value.Open(row.Reason, NameOf(row.Id))), row.StartedAt, row.EndsAt, row.ReviewedBy))];
    }

    /// <summary>False when it is not there, was reviewed before, or was this person's own.</summary>
    internal async Task<bool> ReviewAsync(string id, Agent by, CancellationToken cancellation) => await database.WriteAsync(
        context => context.BreakGlass.Where(row => row.Id == id && row.ReviewedBy == null && row.AgentId != by.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReviewedBy, by.Id), cancellation),
        cancellation) == 1;

    private static FieldName NameOf(string id) => new("BreakGlass", id, "Reason");

    [LoggerMessage(LogLevel.Critical, "Break-glass: {Agent} opened ticket {Ticket} of another agent. Look at it under /desk/alarms")]
    private partial void LogBroken(string agent, string ticket);

    [LoggerMessage(LogLevel.Critical, "Break-glass: the sign-in of {Agent} was set anew from the server. Look at it under /desk/alarms")]
    private partial void LogReset(string agent);
}
