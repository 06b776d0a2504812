using Bot.Operations;

namespace Bot.Storage;

/// <summary>Lets go of what was told in idle conversations once an hour, and soon after each start.</summary>
internal sealed partial class LongRestJob(LongRests rests, TimeProvider clock, ILogger<LongRestJob> log) : RepeatedWork(clock)
{
    protected override TimeSpan AfterStart => TimeSpan.FromMinutes(2);

    protected override TimeSpan Every => TimeSpan.FromHours(1);

    protected override async Task WorkAsync(CancellationToken cancellation)
    {
        var (changed, unreadable) = await rests.LetGoAsync(cancellation);
        LogLetGo(log, changed, unreadable);
    }

    protected override void PutOff(Exception fault) => LogPutOff(log, fault.GetType().Name);

    [LoggerMessage(LogLevel.Information, "Let go of what was told in {Changed} conversations that were left alone for a day; {Unreadable} could not be read")]
    private static partial void LogLetGo(ILogger log, int changed, int unreadable);

    [LoggerMessage(LogLevel.Error, "Letting go of what was told in idle conversations is not done, and is tried again in an hour: {Fault}")]
    private static partial void LogPutOff(ILogger log, string fault);
}
