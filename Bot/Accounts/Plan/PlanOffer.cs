using Bot.Accounts.Api;
using Bot.Operations;
using Engine.Members;

namespace Bot.Accounts.Plan;

/// <summary>What the plan's accounts offer, read at start and every few minutes. Until it was read once nothing is offered: members are guided, and promised nothing.</summary>
internal sealed class PlanOffer(PlanCalls calls, TimeProvider clock, ILogger<PlanOffer> log) : RepeatedWork(clock)
{
    private volatile Capabilities? _read;

    internal Capabilities Capabilities => _read ?? Capabilities.None;

    protected override TimeSpan AfterStart => Every;

    protected override TimeSpan Every => _read is null ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(5);

    /// <summary>The first look is before anything is served, so that the first member is not told less than the second.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task WorkAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    protected override void PutOff(Exception fault) => Log.OfferUnread(log, fault.GetType().Name);

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
