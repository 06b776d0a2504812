using Polly;
using Polly.CircuitBreaker;

namespace Bot.Delivery.Targets;

/// <summary>Leaves a receiver alone that fails half of the time: first for 15 seconds, then twice as long each time a probe fails, up to five minutes.</summary>
internal static class TargetBreaker
{
    private const double Half = 0.5;
    private const int FewestTries = 10;

    /// <summary>How long what comes during a probe waits for its end.</summary>
    internal static readonly TimeSpan WhileProbing = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    internal static ResiliencePipeline<DeliveryOutcome> Create(string target, TimeProvider clock, ILogger log) =>
        new ResiliencePipelineBuilder<DeliveryOutcome> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<DeliveryOutcome>
            {
                FailureRatio = Half,
                MinimumThroughput = FewestTries,
                SamplingDuration = Window,
                BreakDurationGenerator = args => ValueTask.FromResult(BreakAfter(args.HalfOpenAttempts)),
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is not null || args.Outcome.Result is DeliveryOutcome.Failed { IsReceiverDown: true }),
                OnOpened = args =>
                {
                    Log.TargetLeftAlone(log, target, args.BreakDuration.TotalSeconds);
                    return default;
                },
                OnClosed = _ =>
                {
                    Log.TargetBack(log, target);
                    return default;
                },
            })
            .Build();

    /// <param name="failedProbes">How many probes in a row have failed.</param>
    internal static TimeSpan BreakAfter(int failedProbes)
    {
        var doubled = First * Math.Pow(2, Math.Min(failedProbes, 10));
        return doubled < Longest ? doubled : Longest;
    }
}
