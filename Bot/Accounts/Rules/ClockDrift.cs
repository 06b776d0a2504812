using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace Bot.Accounts.Rules;

/// <summary>Between which moments a phone's clock is ahead of ours, in milliseconds; behind when negative.</summary>
internal readonly record struct Drift(long Step, long From, long To);

/// <summary>The codes of an authenticator at given times, and how far off a clock must be that shows another one.</summary>
internal static class ClockDrift
{
    internal const int StepSeconds = 30;

    /// <summary>Clocks further off than this are no drift but another day or zone.</summary>
    private const int MostSteps = 20 * 60 / StepSeconds;

    /// <summary>A code is typed some seconds after it was read.</summary>
    private const long Typing = 30_000;

    internal static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    internal static bool IsCodeOf(byte[] secret, long step, string code) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(new Totp(secret).ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(step * StepSeconds).UtcDateTime)), Encoding.ASCII.GetBytes(code));

    /// <summary>At which other time the code would be right; null when at none within twenty minutes. The nearest one, should two be.</summary>
    internal static Drift? Find(byte[] secret, string code, DateTimeOffset now)
    {
        var step = StepAt(now);
        var found = Enumerable.Range(-MostSteps, (2 * MostSteps) + 1)
            .OrderBy(Math.Abs)
            .Where(offset => IsCodeOf(secret, step + offset, code))
            .Select(offset => (long?)(step + offset))
            .FirstOrDefault();
        if (found is not { } right)
        {
            return null;
        }

        var from = (right * StepSeconds * 1000) - now.ToUnixTimeMilliseconds();

        return new Drift(right, from, from + (StepSeconds * 1000));
    }

    /// <summary>How far the clock is ahead when two different codes agree on it; null when they do not.</summary>
    internal static TimeSpan? Agree(Drift first, Drift second)
    {
        if (first.Step == second.Step || first.From > second.To + Typing || second.From > first.To + Typing)
        {
            return null;
        }

        var (from, to) = (Math.Max(first.From, second.From), Math.Min(first.To, second.To));

        return TimeSpan.FromMilliseconds((from + to) / 2);
    }
}
