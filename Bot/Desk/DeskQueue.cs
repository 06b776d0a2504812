using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>In which order the queue is shown.</summary>
internal enum QueueOrder
{
    /// <summary>Emergencies, then security, then the rest; within each the oldest first.</summary>
    Urgent,
    Oldest,
    Newest,
}

/// <summary>Which cases are wanted; what is null does not matter.</summary>
internal sealed record QueueFilter
{
    public IReadOnlyList<CaseState>? States { get; init; } = [CaseState.Open, CaseState.Claimed];
    public string? Topic { get; init; }
    public string? Channel { get; init; }
    public string? Language { get; init; }
    public CasePriority? AtLeast { get; init; }

    /// <summary>Filed at least so long ago.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Claimed by this agent.</summary>
    public string? Agent { get; init; }

    /// <summary>Only cases whose member waits for somebody, or is with somebody.</summary>
    public bool OnlyLive { get; init; }

    public QueueOrder Order { get; init; }

    /// <summary>The page after this item.</summary>
    public QueueItem? After { get; init; }

    public int Limit { get; init; } = 50;
}

/// <summary>What is late or pressing about a case, by the desk's own service levels.</summary>
[Flags]
internal enum ServiceFlags
{
    None = 0,

    /// <summary>The member wrote of danger to life.</summary>
    Emergency = 1,
    Security = 2,

    /// <summary>The member waits in the chat for somebody to come.</summary>
    MemberWaits = 4,

    /// <summary>The member's last message in a live chat has not been answered in time.</summary>
    AnswerDue = 8,

    /// <summary>Nobody has claimed it in time.</summary>
    ClaimDue = 16,
}

/// <summary>One line of the queue; nothing in it is personal.</summary>
internal sealed record QueueItem(
    long Position, string Number, string Topic, string Reason, string Channel, string Language, CasePriority Priority, DateTimeOffset CreatedAt,
    CaseState State, string? Agent, string? AgentName, LivePhase Live, DateTimeOffset? LiveSince, DateTimeOffset? UnansweredSince, string? MergedInto)
{
    internal ServiceFlags Flags { get; init; }
}

/// <summary>A page of the queue, and how many there are in all.</summary>
internal sealed record QueuePage(IReadOnlyList<QueueItem> Items, int Total, bool HasMore);

/// <summary>The queue: which tickets there are, who has them, and what is pressing.</summary>
internal sealed class DeskQueue(DeskGate gate, IAssistantDatabase database, DeskSignal signal, IOptions<DeskOptions> options, TimeProvider clock)
{
    private const int MostItems = 200;

    internal Task<DeskAnswer<QueuePage>> PageAsync(DeskAgent who, QueueFilter filter, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.SeeQueue, async () => DeskAnswer<QueuePage>.Done(await ReadAsync(filter, cancellation)), cancellation);

    /// <summary>Wakes when the queue may look different. Dispose it to hear no more; nothing of the queue comes this way, only that it is worth a look.</summary>
    internal DeskSignal.Subscription Subscribe() => signal.Subscribe();

    internal async Task<QueuePage> ReadAsync(QueueFilter filter, CancellationToken cancellation)
    {
        var limit = Math.Clamp(filter.Limit, 1, MostItems);
        var now = clock.GetUtcNow();
        var (rows, total) = await database.QueryAsync(async context =>
        {
            var wanted = Wanted(context.Cases.AsNoTracking(), filter, now);
            var page = await Ordered(wanted, filter).Take(limit + 1).ToListAsync(cancellation);
            var all = filter.After is null && page.Count <= limit ? page.Count : await wanted.CountAsync(cancellation);
            return (page, all);
        });

        return new QueuePage([.. rows.Take(limit).Select(row => ItemOf(row, now))], total, rows.Count > limit);
    }

    internal QueueItem ItemOf(CaseRow row, DateTimeOffset now) => new(
        row.RowId, row.Number, row.Topic, row.Reason, row.Channel, row.Language, row.Priority, row.CreatedAt,
        row.State, row.Agent, row.AgentName, row.Live, row.LiveSince, row.UnansweredSince, row.MergedInto)
    {
        Flags = FlagsOf(row, now),
    };

    private ServiceFlags FlagsOf(CaseRow row, DateTimeOffset now)
    {
        var levels = options.Value;
        var flags = row.Priority switch { CasePriority.Emergency => ServiceFlags.Emergency, CasePriority.Security => ServiceFlags.Security, CasePriority.Usual => ServiceFlags.None };
        flags |= row.Live == LivePhase.Waiting ? ServiceFlags.MemberWaits : ServiceFlags.None;
        flags |= row.Live == LivePhase.Present && row.UnansweredSince is { } since && now - since > levels.AnswerWithin ? ServiceFlags.AnswerDue : ServiceFlags.None;

        return flags | (row.State == CaseState.Open && now - row.CreatedAt > levels.ClaimWithin ? ServiceFlags.ClaimDue : ServiceFlags.None);
    }

    private static IQueryable<CaseRow> Wanted(IQueryable<CaseRow> cases, QueueFilter filter, DateTimeOffset now)
    {
        if (filter.States is { } states)
        {
            cases = cases.Where(row => states.Contains(row.State));
        }

        if (filter.Topic is { } topic)
        {
            cases = cases.Where(row => row.Topic == topic);
        }

        if (filter.Channel is { } channel)
        {
            cases = cases.Where(row => row.Channel == channel);
        }

        if (filter.Language is { } language)
        {
            cases = cases.Where(row => row.Language == language);
        }

        if (filter.AtLeast is { } priority)
        {
            cases = cases.Where(row => row.Priority >= priority);
        }

        if (filter.OlderThan is { } age)
        {
            var before = now - age;
            cases = cases.Where(row => row.CreatedAt <= before);
        }

        if (filter.Agent is { } agent)
        {
            cases = cases.Where(row => row.Agent == agent);
        }

        return filter.OnlyLive ? cases.Where(row => row.Live == LivePhase.Waiting || row.Live == LivePhase.Present) : cases;
    }

    /// <summary>Each page begins after the last item of the one before: what was filed meanwhile moves nothing.</summary>
    private static IQueryable<CaseRow> Ordered(IQueryable<CaseRow> cases, QueueFilter filter)
    {
        var (position, priority) = (filter.After?.Position ?? 0, filter.After?.Priority ?? CasePriority.Usual);
        var goesOn = filter.After is not null;
        return filter.Order switch
        {
            QueueOrder.Urgent => (goesOn ? cases.Where(row => row.Priority < priority || (row.Priority == priority && row.RowId > position)) : cases)
                .OrderByDescending(row => row.Priority).ThenBy(row => row.RowId),
            QueueOrder.Oldest => (goesOn ? cases.Where(row => row.RowId > position) : cases).OrderBy(row => row.RowId),
            QueueOrder.Newest => (goesOn ? cases.Where(row => row.RowId < position) : cases).OrderByDescending(row => row.RowId),
        };
    }
}
