using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Who is at the desk. Pages say so again and again while they are open; who falls silent is gone.</summary>
internal sealed class DeskPresence(DeskGate gate, IAssistantDatabase database, DeskSignal signal, LearnedCauses learned, IOptions<DeskOptions> options, TimeProvider clock) : IDesk
{
    private const string Here = """
        INSERT INTO "Presence" ("Agent", "AgentName", "IsAvailable", "SeenAt") VALUES (@agent, @name, @available, @now)
        ON CONFLICT ("Agent") DO UPDATE SET "AgentName" = excluded."AgentName", "IsAvailable" = excluded."IsAvailable", "SeenAt" = excluded."SeenAt"
        """;

    private const string Gone = """DELETE FROM "Presence" WHERE "Agent" = @agent""";

    private volatile DeskOutlook _outlook = DeskOutlook.Closed;

    /// <inheritdoc/>
    public DeskOutlook Outlook => _outlook with { Confirmed = learned.Current };

    /// <summary>How often an open page should say that its agent is here.</summary>
    internal TimeSpan SayEvery => options.Value.PresenceFor / 3;

    /// <param name="who">Who is here.</param>
    /// <param name="isAvailable">Whether they take chats now.</param>
    /// <param name="cancellation">Gives up.</param>
    internal Task<DeskAnswer<bool>> HereAsync(DeskAgent who, bool isAvailable, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.BePresent, () => WriteAsync(DeskWrites.Run(Here, ("agent", who.Id), ("name", who.Name), ("available", isAvailable), ("now", clock.GetUtcNow().ToUnixTimeMilliseconds())), cancellation), cancellation);

    /// <summary>The agent's last page was closed.</summary>
    internal Task<DeskAnswer<bool>> GoneAsync(DeskAgent who, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.BePresent, () => WriteAsync(DeskWrites.Run(Gone, ("agent", who.Id)), cancellation), cancellation);

    /// <summary>Everybody at the desk, by name; whoever sees the queue sees who works on it.</summary>
    internal Task<List<PresenceRow>> PresentAsync(CancellationToken cancellation)
    {
        var since = clock.GetUtcNow() - options.Value.PresenceFor;
        return database.QueryAsync(context => context.Presence.AsNoTracking().Where(row => row.SeenAt >= since).OrderBy(row => row.AgentName).ToListAsync(cancellation));
    }

    /// <summary>Nobody is there and nobody waits.</summary>
    internal void Close() => _outlook = DeskOutlook.Closed;

    /// <summary>Looks who is there and who waits, for the turns that come next.</summary>
    internal async Task RefreshAsync(CancellationToken cancellation)
    {
        if (!options.Value.LiveChat)
        {
            return;
        }

        var agents = (await PresentAsync(cancellation)).Count(row => row.IsAvailable);
        var waiting = await database.QueryAsync(context => context.Cases.AsNoTracking().Where(row => row.Live == LivePhase.Waiting)
            .OrderBy(row => row.LiveSince).ThenBy(row => row.RowId).Select(row => new { row.Channel, row.ConversationId }).ToListAsync(cancellation));
        _outlook = new DeskOutlook(agents, [.. waiting.Select(row => new ConversationKey(row.Channel, row.ConversationId))]);
    }

    private async Task<DeskAnswer<bool>> WriteAsync(Func<System.Data.Common.DbConnection, CancellationToken, Task<bool>> change, CancellationToken cancellation)
    {
        await database.WriteAsync(change, cancellation);
        await RefreshAsync(cancellation);
        signal.Wake();
        database.Tell(Wakes.Desk);
        return DeskAnswer<bool>.Done(true);
    }
}
