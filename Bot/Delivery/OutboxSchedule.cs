using System.Security.Cryptography;

namespace Bot.Delivery;

/// <summary>When a failed send is tried again: quickly at first, then over three days, as the Standard Webhooks table has it.</summary>
internal static class OutboxSchedule
{
    /// <summary>All waits together, and a little: what was held back for longer than this is given up, too.</summary>
    internal static readonly TimeSpan Overall = TimeSpan.FromHours(96);

    /// <summary>However long a receiver asks us to wait.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>How far a wait is stretched or shortened, so that what failed together does not come back together.</summary>
    private const double Jitter = 0.2;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The wait after so many attempts, and no less than the receiver asked for; null when that was the last.</summary>
    internal static TimeSpan? WaitAfter(int attempts, TimeSpan atLeast = default)
    {
        if (attempts >= Waits.Length)
        {
            return null;
        }

        var wait = Spread(Waits[attempts]);
        return wait > atLeast ? wait : atLeast < LongestWait ? atLeast : LongestWait;
    }

    /// <summary>For what is only good for minutes: twice as long each time, up to that.</summary>
    internal static TimeSpan Doubled(int attempts, TimeSpan longest) => Spread(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(attempts - 1, 20)), longest.TotalSeconds)));

    /// <summary>A wait made a little shorter or longer.</summary>
    internal static TimeSpan Spread(TimeSpan wait) => wait * (1 - Jitter + (2 * Jitter * RandomNumberGenerator.GetInt32(0, 1_000_001) / 1_000_000));
}
