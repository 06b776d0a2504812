using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>The dead-man's switch of live chats: nobody waits for ever for somebody who does not come, or who is not there any more. Any replica may do it; the database lets one.</summary>
internal sealed partial class LiveWatch(
    LiveDesk live, DeskPresence presence, DeskSignal signal, IAssistantDatabase database, IOptions<DeskOptions> options, TimeProvider clock, ILogger<LiveWatch> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Who is at the desk and who is in which chat, as one line: the same line, the same answer. Every message of a live chat wakes this; were all chats read again each time, many chats
    /// at once would slow each other down.
    /// </summary>
    private const string Picture = """
        SELECT (SELECT CAST(COUNT(*) AS TEXT) || ' ' || CAST(COALESCE(SUM(CASE WHEN "IsAvailable" THEN 1 ELSE 0 END), 0) AS TEXT) FROM "Presence") || ' '
            || (SELECT CAST(COUNT(*) AS TEXT) || ' ' || CAST(COALESCE(SUM("LiveSince"), 0) AS TEXT) || ' ' || CAST(COALESCE(SUM("Live"), 0) AS TEXT) FROM "Cases" WHERE "Live" IN (1, 2))
        """;

    private const string Nobody = "0 0 0 0 0";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = signal.Subscribe();
        var seen = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                seen = await LookAsync(seen, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, also a cancellation that is no shutdown: the next look may find the database well again.
                LogFailed(log, fault.GetType().Name);
            }

            // When the time is up, something may have lasted too long though nobody came or went.
            seen = await IsWokenAsync(subscription, stoppingToken) ? seen : "";
        }
    }

    /// <summary>Ends what has lasted too long, and refreshes what turns know of the desk.</summary>
    internal Task LookAsync(CancellationToken cancellation) => LookAsync("", cancellation);

    private async Task<string> LookAsync(string seen, CancellationToken cancellation)
    {
        var picture = await database.ReadAsync((connection, cancel) => connection.FirstAsync(Picture, row => row.GetString(0), cancel), cancellation) ?? "";
        if (picture == Nobody)
        {
            presence.Close();
        }
        else if (picture != seen)
        {
            await LookAtAllAsync(cancellation);
        }

        return picture;
    }

    private async Task LookAtAllAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await database.QueryAsync(context => context.Cases.AsNoTracking().Where(row => row.Live == LivePhase.Waiting || row.Live == LivePhase.Present).ToListAsync(cancellation));
        var present = rows.Count == 0 ? [] : (await presence.PresentAsync(cancellation)).Select(row => row.Agent).ToHashSet();
        foreach (var row in rows)
        {
            await LookAsync(row, present, now, cancellation);
        }

        await presence.RefreshAsync(cancellation);
    }

    private async Task LookAsync(CaseRow row, HashSet<string> present, DateTimeOffset now, CancellationToken cancellation)
    {
        var lasted = now - row.LiveSince!.Value;
        if (row.Live == LivePhase.Waiting && lasted >= options.Value.AcknowledgeWithin)
        {
            LogNobodyCame(log, row.Number);
            await live.GiveUpWaitingAsync(row, options.Value.AcknowledgeWithin, cancellation);
        }
        else if (row.Live == LivePhase.Present && lasted >= options.Value.PresenceFor && (row.Agent is null || !present.Contains(row.Agent)))
        {
            LogAgentLost(log, row.Number);
            await live.GiveUpAgentAsync(row, cancellation);
        }
    }

    /// <summary>False when the time was up before anything happened.</summary>
    private async Task<bool> IsWokenAsync(DeskSignal.Subscription subscription, CancellationToken stopping)
    {
        using var time = new CancellationTokenSource(LookEvery, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stopping);
        var waiting = subscription.WaitAsync(either.Token);
        await waiting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return waiting.IsCompletedSuccessfully;
    }

    [LoggerMessage(LogLevel.Information, "Nobody came into the chat of ticket {Number} in time")]
    private static partial void LogNobodyCame(ILogger log, string number);

    [LoggerMessage(LogLevel.Warning, "The desk of the agent in the chat of ticket {Number} has fallen silent")]
    private static partial void LogAgentLost(ILogger log, string number);

    [LoggerMessage(LogLevel.Warning, "The live chats could not be looked at ({Fault}); trying again")]
    private static partial void LogFailed(ILogger log, string fault);
}
