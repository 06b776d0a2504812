using System.Globalization;
using Bench.Measures;
using Bench.Sides;

namespace Bench;

/// <summary>One run, top to bottom; what it prints is what <c>docs/decisions/0008</c> speaks of.</summary>
internal static class WholeRun
{
    internal static async Task<int> RunAsync(bool isShort)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var plan = isShort ? Plan.Short : Plan.Whole;
        Report.Machine(Disk.FsyncMilliseconds());
        Report.Decoding(Decoding.Measure(plan));
        using (var bare = Side.Bare())
        using (var row = Side.Row())
        using (var turn = Side.Turn())
        {
            await Task.WhenAll(new[] { bare, row, turn }.Select(side => side.WaitUntilListeningAsync()));
            var throughput = new Throughput(bare, row, turn, plan);
            await throughput.WarmUpAsync();
            Report.Throughput(await throughput.MeasureAsync(), plan);
        }

        var starts = new List<(double Bare, double Turn)>();
        for (var start = 0; start < plan.Starts; start++)
        {
            starts.Add((await ColdStart.OfBareAsync(), await ColdStart.OfTurnAsync()));
        }

        Report.ColdStart(starts);
        var (idle, after) = await Memory.MeasureAsync(plan);
        Report.Memory(idle, after, plan.Conversations);

        return 0;
    }
}
