using Bot.Operations;

namespace Bot.Storage;

/// <summary>Erases once a day, and soon after each start.</summary>
internal sealed partial class RetentionJob(Retention retention, TimeProvider clock, ILogger<RetentionJob> log) : RepeatedWork(clock)
{
    protected override TimeSpan AfterStart => TimeSpan.FromMinutes(1);

    protected override TimeSpan Every => TimeSpan.FromDays(1);

    protected override async Task WorkAsync(CancellationToken cancellation)
    {
        var (conversations, tickets) = await retention.PurgeAsync(cancellation);
        LogErased(log, conversations, tickets);
    }

    /// <summary>The database, or a backup that lies in the way.</summary>
    protected override void PutOff(Exception fault) => LogPutOff(log, fault is StorageRefusedException ? fault.Message : fault.GetType().Name);

    [LoggerMessage(LogLevel.Information, "Erased {Conversations} conversations and {Tickets} tickets that were kept long enough")]
    private static partial void LogErased(ILogger log, int conversations, int tickets);

    [LoggerMessage(LogLevel.Error, "Erasing what was kept long enough is not done, and is tried again tomorrow: {Fault}")]
    private static partial void LogPutOff(ILogger log, string fault);
}
