using System.Globalization;
using Bench.Load;
using Bench.Sides;

namespace Bench;

/// <summary>Nothing but whole turns at 64 connections, second after second: for a profiler to look at.</summary>
internal static class TurnOnly
{
    private const int Connections = 64;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    internal static async Task<int> RunAsync(string seconds)
    {
        using var side = Side.Turn();
        await side.WaitUntilListeningAsync();
        var perSecond = 1_000.0;
        for (var second = 0; second < int.Parse(seconds, CultureInfo.InvariantCulture); second++)
        {
            using var conversations = new Conversations(side.Address);
            var talks = await conversations.StartAsync(Talks.EnoughFor(Connections, perSecond, Second));
            var result = await LoadClient.RunAsync(side, new Queue(talks, 1), Connections, Second);
            perSecond = Math.Max(200, result.PerSecond);
            Console.WriteLine($"{perSecond:F0} a second, {result.CpuMicroseconds:F0} us of processor time a turn, {side.Megabytes:F0} MB");
        }

        return 0;
    }
}
