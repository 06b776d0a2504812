using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bot.Desk.Accounts.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Accounts;

/// <summary>How confirming a new second factor ended; matched where the page is answered.</summary>
internal abstract record Enrolled
{
    private Enrolled()
    {
    }

    internal sealed record Done(Agent Agent) : Enrolled;

    /// <summary>The code does not fit. Where it fits another time, the phone is that many minutes off.</summary>
    internal sealed record WrongCode(double? MinutesOff) : Enrolled;

    /// <summary>The link or its secret has run out or was used, or the name is taken meanwhile.</summary>
    internal sealed record TooLate : Enrolled;
}

/// <summary>Links that are good once and not for long: the first administrator, invitations, factors set anew. Looking at one does not use it up; finishing does.</summary>
internal sealed class OneTimeLinks(AgentsDatabase database, SecondFactor factor, IOptions<DeskOptions> options, TimeProvider clock)
{
    private const int TokenBytes = 20;

    /// <summary>Wrong codes for one secret before it has to be made anew.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan SecretLife = TimeSpan.FromMinutes(10);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _tries = new();

    /// <summary>A new link; an older one for the same purpose is void.</summary>
    internal async Task<string> CreateAsync(LinkKind kind, string? agentId, AgentRole role, CancellationToken cancellation)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        await database.WriteAsync(
            async context =>
            {
                await context.Links.Where(link => link.ExpiresAt < now || (kind != LinkKind.Invitation && link.Kind == kind && link.AgentId == agentId)).ExecuteDeleteAsync(cancellation);
                context.Links.Add(new LinkRow { Hash = HashOf(token), Kind = kind, AgentId = agentId, Role = role, ExpiresAt = now + options.Value.LinkLife });
                return true;
            },
            cancellation);
        return token;
    }

    /// <summary>Null when it is unknown, used or too old.</summary>
    internal Task<LinkRow?> FindAsync(string token, CancellationToken cancellation)
    {
        var (hash, now) = (HashOf(token), clock.GetUtcNow());
        return database.ReadAsync(context => context.Links.AsNoTracking().SingleOrDefaultAsync(link => link.Hash == hash && link.ExpiresAt > now, cancellation), cancellation);
    }

    /// <summary>Notes what the new agent chose, and makes their secret; an earlier one of this link is void.</summary>
    internal async Task<byte[]?> BeginAsync(string token, string name, string shownName, string passwordHash, CancellationToken cancellation)
    {
        var (hash, now, secret) = (HashOf(token), clock.GetUtcNow(), SecondFactor.NewSecret());
        var closed = factor.Close(secret, OwnerOf(hash));
        _tries.TryRemove(OwnerOf(hash), out _);
        var isNoted = await database.WriteAsync(
            context => context.Links.Where(link => link.Hash == hash && link.ExpiresAt > now).ExecuteUpdateAsync(
                set => set.SetProperty(link => link.Name, name).SetProperty(link => link.ShownName, shownName).SetProperty(link => link.PasswordHash, passwordHash)
                    .SetProperty(link => link.Secret, closed).SetProperty(link => link.SecretUntil, now + SecretLife),
                cancellation),
            cancellation);
        return isNoted == 1 ? secret : null;
    }

    /// <summary>With a code of the new secret the account is made, or set anew, and the link is used up.</summary>
    internal async Task<Enrolled> ConfirmAsync(string token, string code, CancellationToken cancellation)
    {
        var (hash, now) = (HashOf(token), clock.GetUtcNow());
        var link = await FindAsync(token, cancellation);
        if (link?.Secret is null || link.SecretUntil <= now)
        {
            return new Enrolled.TooLate();
        }

        // A try is taken before the code is looked at, so that guesses sent at once are not more than others.
        if (_tries.AddOrUpdate(OwnerOf(hash), 1, (_, count) => count + 1) > Tries)
        {
            return new Enrolled.TooLate();
        }

        var secret = factor.Open(link.Secret, OwnerOf(hash));
        if (SecondFactor.StepAtEnrolment(secret, code, now) is not { } step)
        {
            return new Enrolled.WrongCode(SecondFactor.MinutesOff(secret, code, now));
        }

        var id = link.AgentId ?? AgentAccounts.NewId();
        var closed = factor.Close(secret, id);
        var agent = await database.WriteAsync(context => FinishAsync(context, hash, id, closed, step, cancellation), cancellation);
        return agent is null ? new Enrolled.TooLate() : new Enrolled.Done(agent);
    }

    private async Task<Agent?> FinishAsync(AgentsContext context, byte[] hash, string id, byte[] secret, long step, CancellationToken cancellation)
    {
        var link = await context.Links.SingleOrDefaultAsync(row => row.Hash == hash, cancellation);

        // A link for the first administrator is worth nothing once there is anybody.
        if (link is null || (link.Kind == LinkKind.FirstRun && await context.Agents.AnyAsync(cancellation)))
        {
            return null;
        }

        // Whoever deletes the row has used the link, also when two press at once.
        if (await context.Links.Where(row => row.Hash == hash).ExecuteDeleteAsync(cancellation) == 0)
        {
            return null;
        }

        context.Entry(link).State = EntityState.Detached;
        var agent = await context.Agents.SingleOrDefaultAsync(known => known.Id == id, cancellation);
        if (agent is null)
        {
            var name = AgentAccounts.Fold(link.Name!);
            if (await context.Agents.AnyAsync(known => known.Name == name, cancellation))
            {
                return null;
            }

            agent = new AgentRow { Id = id, Name = name, ShownName = link.ShownName!, Role = link.Role, CreatedAt = clock.GetUtcNow() };
            context.Agents.Add(agent);
        }

        agent.PasswordHash = link.PasswordHash;
        agent.Secret = secret;
        agent.LastStep = step;
        await RecoveryCodes.VoidAsync(context, id, cancellation);
        await context.Sessions.Where(session => session.AgentId == id).ExecuteDeleteAsync(cancellation);
        return agent.Agent;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static string OwnerOf(byte[] hash) => Convert.ToHexStringLower(hash);
}
