using System.Diagnostics;
using Bench.Sides;

namespace Bench.Load;

/// <summary>Asks a side as fast as it answers, on so many connections, for a while or until there is nothing left to say.</summary>
internal static class LoadClient
{
    internal static async Task<LoadResult> RunAsync(Uri address, Queue queue, int connections, TimeSpan time)
    {
        var all = Enumerable.Range(0, connections).Select(_ => new Connection()).ToList();
        try
        {
            await Task.WhenAll(all.Select(connection => connection.OpenAsync(address)));
            var began = Stopwatch.GetTimestamp();
            var took = await Task.WhenAll(all.Select(connection => Task.Run(() => AskAllAsync(connection, queue, began, time))));

            return LoadResult.Of([.. took.SelectMany(each => each)], Stopwatch.GetElapsedTime(began));
        }
        finally
        {
            all.ForEach(connection => connection.Dispose());
        }
    }

    /// <summary>The same, with what an answer cost the side in CPU time.</summary>
    internal static async Task<LoadResult> RunAsync(Side side, Queue queue, int connections, TimeSpan time)
    {
        var before = side.CpuTime;
        var result = await RunAsync(side.Address, queue, connections, time);

        return result with { CpuMicroseconds = (side.CpuTime - before).TotalMicroseconds / result.Answers };
    }

    private static async Task<List<long>> AskAllAsync(Connection connection, Queue queue, long began, TimeSpan time)
    {
        var took = new List<long>(16 * 1024);
        foreach (var request in queue.ForOneConnection())
        {
            var asked = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(began, asked) > time)
            {
                break;
            }

            await connection.AskAsync(request);
            took.Add(Stopwatch.GetTimestamp() - asked);
        }

        return took;
    }
}

/// <summary>How many answers a second, how long the middle one and the slowest of a hundred took, and what one cost the server in CPU time.</summary>
internal readonly record struct LoadResult(int Answers, double PerSecond, double P50, double P99, double CpuMicroseconds = 0)
{
    internal static LoadResult Of(long[] took, TimeSpan elapsed)
    {
        Array.Sort(took);

        return new LoadResult(took.Length, took.Length / elapsed.TotalSeconds, Milliseconds(took, 0.5), Milliseconds(took, 0.99));
    }

    private static double Milliseconds(long[] sorted, double part) =>
        sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * part)] * 1000.0 / Stopwatch.Frequency;
}
