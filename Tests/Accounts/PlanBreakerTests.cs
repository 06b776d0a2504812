using Bot.Accounts.Plan;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Accounts;

/// <summary>How accounts that fail are left alone, and how it is found out that they are well again.</summary>
public sealed class PlanBreakerTests : IDisposable
{
    private readonly ClockOfWaits _clock = new();
    private readonly LogBook _logs = new();
    private readonly ResiliencePipeline<PlanReply> _pipeline;
    private bool _isDown = true;
    private int _tries;

    public PlanBreakerTests() => _pipeline = PlanBreaker.Create(_clock, _logs.CreateLogger(nameof(PlanBreakerTests)));

    [Fact]
    public async Task After_a_quarter_of_a_minute_one_probe_decides()
    {
        await OpenAsync();
        var open = _tries;

        (await IsRefusedAsync()).Should().BeTrue();
        _tries.Should().Be(open, "they are left alone");
        _clock.Advance(TimeSpan.FromSeconds(15));
        (await IsRefusedAsync()).Should().BeTrue();
        _tries.Should().Be(open + 1, "one probe, and not its repetitions");
        _clock.Advance(TimeSpan.FromSeconds(14));
        (await IsRefusedAsync()).Should().BeTrue();
        _tries.Should().Be(open + 1, "a failed probe leaves them alone anew");
    }

    [Fact]
    public async Task A_probe_that_is_answered_opens_the_way_again()
    {
        await OpenAsync();
        _clock.Advance(TimeSpan.FromSeconds(15));
        _isDown = false;
        var before = _tries;

        (await IsRefusedAsync()).Should().BeFalse();
        (await IsRefusedAsync()).Should().BeFalse();

        _tries.Should().Be(before + 2);
        _logs.Lines.Should().ContainSingle(line => line.Contains("they answer again", StringComparison.Ordinal));
    }

    public void Dispose() => _logs.Dispose();

    private async Task OpenAsync()
    {
        for (var call = 0; call < 3; call++)
        {
            await IsRefusedAsync();
        }

        _tries.Should().Be(8);
    }

    /// <summary>One call with its repetitions.</summary>
    private async Task<bool> IsRefusedAsync()
    {
        try
        {
            return (await _pipeline.ExecuteAsync(_ =>
            {
                _tries++;
                return ValueTask.FromResult(new PlanReply(null, _isDown));
            })).IsDown;
        }
        catch (BrokenCircuitException)
        {
            return true;
        }
    }

    /// <summary>Goes on by itself whenever somebody waits, as a repetition does.</summary>
    private sealed class ClockOfWaits() : FakeTimeProvider(Assistant.Start)
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _ = dueTime > TimeSpan.Zero ? Task.Run(() => Advance(dueTime)) : Task.CompletedTask;

            return timer;
        }
    }
}
