using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Bot.Accounts.Plan;

/// <summary>What a try at calling the accounts brought: the body of an answer, or nothing.</summary>
/// <param name="IsDown">They could not be reached, or said that they are not well: worth another try, and counted against them.</param>
internal readonly record struct PlanReply(byte[]? Body, bool IsDown);

/// <summary>
/// How often the accounts are asked. A call is repeated under its key, so that a repeated one is never done twice. Accounts that fail half of the time
/// are left alone for a while: members hear at once that it does not work, instead of after all the waiting.
/// </summary>
internal static class PlanBreaker
{
    private const int Repeats = 2;
    private const double Half = 0.5;
    private const int FewestTries = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(15);

    internal static ResiliencePipeline<PlanReply> Create(TimeProvider clock, ILogger log) => new ResiliencePipelineBuilder<PlanReply> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<PlanReply>
        {
            MaxRetryAttempts = Repeats,
            Delay = Pause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result.IsDown),
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<PlanReply>
        {
            FailureRatio = Half,
            MinimumThroughput = FewestTries,
            SamplingDuration = Window,
            BreakDuration = LeftAlone,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result.IsDown),
            OnOpened = args =>
            {
                Log.LeftAlone(log, args.BreakDuration.TotalSeconds);
                return default;
            },
            OnClosed = _ =>
            {
                Log.Back(log);
                return default;
            },
        })
        .Build();
}
