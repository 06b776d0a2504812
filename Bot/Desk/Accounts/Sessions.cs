using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bot.Desk.Accounts.Model;
using Bot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Accounts;

/// <summary>One sign-in that is still good: whose, and since when.</summary>
internal sealed record Session(Agent Agent, byte[] Hash, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset ProvedAt)
{
    /// <summary>The same sign-in as another, whatever has been seen of it since.</summary>
    internal string Id => Convert.ToHexStringLower(Hash);
}

/// <summary>Who is signed in. Kept in the database, so that an end of it holds at once, on every replica and for sockets that are open.</summary>
internal sealed class Sessions(AgentsDatabase database, StorageKeys keys, IOptions<DeskOptions> options, TimeProvider clock)
{
    private const int TokenBytes = 32;

    /// <summary>Not written down more often than this, which costs nobody more than a few seconds of idleness.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    /// <summary>What the cookie is to hold: 256 random bits that are stored nowhere.</summary>
    internal async Task<string> BeginAsync(string agentId, CancellationToken cancellation)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        await database.WriteAsync(
            async context =>
            {
                var dead = now - options.Value.Overall;
                await context.Sessions.Where(session => session.StartedAt < dead).ExecuteDeleteAsync(cancellation);
                context.Sessions.Add(new SessionRow { Hash = HashOf(token), AgentId = agentId, StartedAt = now, SeenAt = now, ProvedAt = now });
                return true;
            },
            cancellation);
        return token;
    }

    /// <param name="isActing">Whether a person did this, and not a page by itself: only then does it count against idleness.</param>
    internal async Task<Session?> FindAsync(string token, bool isActing, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(HashOf(token), cancellation) is not { } session)
        {
            return null;
        }

        if (isActing && now - session.SeenAt > Fresh)
        {
            await database.WriteAsync(
                context => context.Sessions.Where(row => row.Hash == session.Hash).ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now), cancellation), cancellation);
        }

        return session;
    }

    /// <summary>Null when it has ended, by whatever.</summary>
    internal async Task<Session?> FindAsync(byte[] hash, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            context => context.Sessions.AsNoTracking().Where(row => row.Hash == hash)
                .Join(context.Agents.AsNoTracking(), row => row.AgentId, agent => agent.Id, (Row, Agent) => new { Row, Agent })
                .SingleOrDefaultAsync(cancellation),
            cancellation);
        var now = clock.GetUtcNow();
        return found is null || found.Agent.DisabledAt is not null || now >= found.Row.SeenAt + options.Value.Idle || now >= found.Row.StartedAt + options.Value.Overall
            ? null
            : new Session(found.Agent.Agent, hash, found.Row.StartedAt, found.Row.SeenAt, found.Row.ProvedAt);
    }

    /// <summary>How long it lasts when nothing more is done, and whether that is its last end, which no doing puts off.</summary>
    internal (TimeSpan Left, bool IsFinal) LeftOf(Session session, bool wasActing)
    {
        var now = clock.GetUtcNow();
        var (idle, overall) = ((wasActing ? now : session.SeenAt) + options.Value.Idle, session.StartedAt + options.Value.Overall);
        return overall <= idle ? (overall - now, true) : (idle - now, false);
    }

    /// <summary>Whether the second factor was shown so lately that personal fields may be revealed.</summary>
    internal bool IsProved(Session session) => clock.GetUtcNow() < session.ProvedAt + options.Value.ProofLife;

    internal Task ProveAsync(Session session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.WriteAsync(
            context => context.Sessions.Where(row => row.Hash == session.Hash).ExecuteUpdateAsync(set => set.SetProperty(row => row.ProvedAt, now), cancellation), cancellation);
    }

    internal Task EndAsync(Session session, CancellationToken cancellation) =>
        database.WriteAsync(context => context.Sessions.Where(row => row.Hash == session.Hash).ExecuteDeleteAsync(cancellation), cancellation);

    /// <summary>How often the same person is signed in elsewhere.</summary>
    internal Task<int> CountOthersAsync(Session session, CancellationToken cancellation)
    {
        var (id, idle) = (session.Agent.Id, clock.GetUtcNow() - options.Value.Idle);
        return database.ReadAsync(context => context.Sessions.CountAsync(row => row.AgentId == id && row.Hash != session.Hash && row.SeenAt > idle, cancellation), cancellation);
    }

    internal Task EndOthersAsync(Session session, CancellationToken cancellation)
    {
        var id = session.Agent.Id;
        return database.WriteAsync(context => context.Sessions.Where(row => row.AgentId == id && row.Hash != session.Hash).ExecuteDeleteAsync(cancellation), cancellation);
    }

    /// <summary>Stands in every form of this sign-in: a page of somebody else's cannot know it.</summary>
    internal string FormTokenOf(Session session) => Base64Url.EncodeToString(HMACSHA256.HashData(keys.Ring.Derive("desk forms"), session.Hash));

    internal bool IsFormTokenOf(Session session, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormTokenOf(session)), Encoding.UTF8.GetBytes(token));

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
