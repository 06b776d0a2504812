using Bot.Operations;
using Bot.Storage;

namespace Bot.Desk;

/// <summary>What agents found to be true, read now and then, for the turns that come next. It is as old as the tickets that are kept.</summary>
internal sealed partial class LearnedCauses(DeskEvidence evidence, IAssistantDatabase database, TimeProvider clock, ILogger<LearnedCauses> log) : RepeatedWork(clock)
{
    private volatile IReadOnlyDictionary<(string Topic, string Cause), int> _current = new Dictionary<(string, string), int>();

    internal IReadOnlyDictionary<(string Topic, string Cause), int> Current => _current;

    protected override TimeSpan Every => TimeSpan.FromMinutes(10);

    internal async Task LookAsync(CancellationToken cancellation)
    {
        // A start without a single finished case should not pay for EF's model.
        if (await database.CountAsync("""SELECT COUNT(*) FROM (SELECT 1 FROM "Cases" WHERE "ConfirmedCause" IS NOT NULL LIMIT 1) AS found""", cancellation) > 0)
        {
            _current = await evidence.ConfirmedCausesAsync(cancellation);
        }
    }

    protected override Task WorkAsync(CancellationToken cancellation) => LookAsync(cancellation);

    /// <summary>What was known before is good enough until the next look.</summary>
    protected override void PutOff(Exception fault) => LogFailed(log, fault.GetType().Name);

    [LoggerMessage(LogLevel.Warning, "The causes that agents confirmed could not be read ({Fault}); trying again later")]
    private static partial void LogFailed(ILogger log, string fault);
}
