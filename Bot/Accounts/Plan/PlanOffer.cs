using Bot.Accounts.Api;
using Engine.Members;

namespace Bot.Accounts.Plan;

/// <summary>What the plan's accounts offer, read at start and every few minutes. Until it was read once nothing is offered: members are guided, and promised nothing.</summary>
internal sealed class PlanOffer(PlanCalls calls, TimeProvider clock, ILogger<PlanOffer> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WhileUnknown = TimeSpan.FromSeconds(10);

    private volatile Capabilities? _read;

    internal Capabilities Capabilities => _read ?? Capabilities.None;

    /// <summary>The first look is before anything is served, so that the first member is not told less than the second.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_read is null ? WhileUnknown : Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>What was read before stays when they cannot be asked: calls will say that they are down.</summary>
    internal async Task ReadAsync(CancellationToken cancellation)
    {
        var read = await calls.GetAsync<Capabilities>(ApiPaths.Capabilities, cancellation);
        if (read is null && _read is null)
        {
            Log.OfferUnknown(log);
        }

        if (read is not null)
        {
            if (_read is null)
            {
                Log.OfferRead(log, read.CanVerify);
            }

            _read = read;
        }
    }
}
