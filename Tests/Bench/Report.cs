using System.Runtime.InteropServices;
using Bench.Measures;

namespace Bench;

/// <summary>The run as text. Ratios are what to compare between runs; times and rates belong to this machine in this minute.</summary>
internal static class Report
{
    internal static void Machine(double fsyncMilliseconds)
    {
        Say($"{Environment.ProcessorCount} CPUs, {RuntimeInformation.FrameworkDescription}, {Settings.Description}, every side warmed up.");
        Say($"Load of the machine before the run: {Load()}; an fsync of 4 KB: {fsyncMilliseconds:F2} ms.");
    }

    internal static void Decoding(Decoding decoding)
    {
        Say("");
        Say("Decode alone, one thread, all content");
        Say($"  read content {decoding.LoadMilliseconds:F0} ms, train {decoding.TrainMilliseconds:F0} ms");
        Say($"  {decoding.PerSecond:N0} a second; p50 {decoding.P50:F0} us, p99 {decoding.P99:F0} us, slowest kind of message {decoding.SlowestMessage:F0} us, CPU {decoding.CpuMicroseconds:F0} us a message (target: under 200)");
    }

    internal static void Throughput(IReadOnlyList<ThroughputLine> lines, Plan plan)
    {
        Say("");
        Say($"Messages a second (medians of {plan.Rounds} interleaved rounds of {plan.Slice.TotalSeconds} s; client and servers share the CPUs)");
        Say("  connections  open talks  (a) bare   (b) + row  (c) turn    b/a    c/b   turn p50    turn p99   CPU us per message a, b, c");
        foreach (var line in lines)
        {
            Say($"  {line.Connections,11}  {line.OpenTalks,10}  {line.Of(round => round.Bare.PerSecond),8:N0}   {line.Of(round => round.Row.PerSecond),9:N0}  {line.Of(round => round.Turn.PerSecond),8:N0}"
                + $"  {line.RowOfBare,5:F2}  {line.TurnOfRow,5:F2}  {line.Of(round => round.Turn.P50),6:F2} ms  {line.Of(round => round.Turn.P99),7:F2} ms"
                + $"   {line.Of(round => round.Bare.CpuMicroseconds),4:F0}, {line.Of(round => round.Row.CpuMicroseconds),4:F0}, {line.Of(round => round.Turn.CpuMicroseconds),4:F0}");
        }

        Say("  First target: c/b at 64 connections at least 0.25.");
    }

    internal static void ColdStart(IReadOnlyList<(double Bare, double Turn)> starts)
    {
        var bare = Middle.Of(starts.Select(start => start.Bare));
        var turn = Middle.Of(starts.Select(start => start.Turn));
        Say("");
        Say($"Cold start to the first answer, empty database: bare {bare:N0} ms, product {turn:N0} ms, {Middle.Of(starts.Select(start => start.Turn / start.Bare)):F1} times (medians of {starts.Count})");
    }

    internal static void Memory(double idle, double after, int conversations)
    {
        Say("");
        Say($"Memory in RAM: idle {idle:N0} MB, after {conversations:N0} conversations {after:N0} MB");
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Say(string line) => Console.WriteLine(line);
}
