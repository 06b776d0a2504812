namespace Bot.Storage;

/// <summary>Erases once a day, and soon after each start.</summary>
internal sealed partial class RetentionJob(Retention retention, TimeProvider clock, ILogger<RetentionJob> log) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (conversations, tickets) = await retention.PurgeAsync(stoppingToken);
                LogErased(log, conversations, tickets);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The database, or a backup that lies in the way: whatever it is, members' chats must not end with it.
                LogPutOff(log, fault is StorageRefusedException ? fault.Message : fault.GetType().Name);
            }

            await Task.Delay(Daily, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "Erased {Conversations} conversations and {Tickets} tickets that were kept long enough")]
    private static partial void LogErased(ILogger log, int conversations, int tickets);

    [LoggerMessage(LogLevel.Error, "Erasing what was kept long enough is not done, and is tried again tomorrow: {Fault}")]
    private static partial void LogPutOff(ILogger log, string fault);
}
