namespace Bot.Storage;

/// <summary>Lets go of what was told in idle conversations once an hour, and soon after each start.</summary>
internal sealed partial class LongRestJob(LongRests rests, TimeProvider clock, ILogger<LongRestJob> log) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (changed, unreadable) = await rests.LetGoAsync(stoppingToken);
                LogLetGo(log, changed, unreadable);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, members' chats must not end with it.
                LogPutOff(log, fault.GetType().Name);
            }

            await Task.Delay(Hourly, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "Let go of what was told in {Changed} conversations that were left alone for a day; {Unreadable} could not be read")]
    private static partial void LogLetGo(ILogger log, int changed, int unreadable);

    [LoggerMessage(LogLevel.Error, "Letting go of what was told in idle conversations is not done, and is tried again in an hour: {Fault}")]
    private static partial void LogPutOff(ILogger log, string fault);
}
