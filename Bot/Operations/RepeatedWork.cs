namespace Bot.Operations;

/// <summary>
/// Work that comes round again and again. A fault in it waits for the next round, whatever it is: let out, it would end the program and every chat with it. So would a cancellation that is no
/// shutdown, such as a command that its driver gave up.
/// </summary>
internal abstract class RepeatedWork(TimeProvider clock) : BackgroundService
{
    protected abstract TimeSpan Every { get; }

    /// <summary>How long after the start it is done first.</summary>
    protected virtual TimeSpan AfterStart => TimeSpan.Zero;

    protected abstract Task WorkAsync(CancellationToken cancellation);

    /// <summary>Tells whoever runs the server that a round was not done.</summary>
    protected abstract void PutOff(Exception fault);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitAsync(AfterStart, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                PutOff(fault);
            }

            await WaitAsync(Every, stoppingToken);
        }
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken stopping) => await Task.Delay(time, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
