using System.Security.Cryptography;

namespace Bot.Delivery;

/// <summary>When a failed send is tried again: quickly at first, then over three days, as the Standard Webhooks table has it.</summary>
internal static class OutboxSchedule
{
    /// <summary>How far a wait is stretched or shortened, so that what failed together does not come back together.</summary>
    private const double Jitter = 0.2;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The wait after so many attempts; null when that was the last.</summary>
    internal static TimeSpan? WaitAfter(int attempts) =>
        attempts >= Waits.Length ? null : Waits[attempts] * (1 - Jitter + (2 * Jitter * RandomNumberGenerator.GetInt32(0, 1_000_001) / 1_000_000));
}
