using System.Runtime.InteropServices;
using Bench.Load;
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

    internal static void TokenCheck(double fresh, double remembered)
    {
        Say("");
        Say($"One token of the channel service alone: {fresh:F0} us when it is new (its signature is checked), {remembered:F2} us when it was seen in the last five minutes");
    }

    internal static void Connector(ConnectorFigures figures, Plan plan)
    {
        Say("");
        Say($"Turns a second at {plan.MostConnections} connections (medians of {plan.Rounds} rounds of {plan.Slice.TotalSeconds} s; the Connector that takes the answers runs in the client's process)");
        Say("                                          a second   p50        p99         CPU us per turn, answers included");
        Line("Direct Line", figures.Direct);
        Line("Connector, one token for all", figures.Remembered);
        Line("Connector, a new token each time", figures.Fresh);
        Line("Connector that takes 8 s for an answer", figures.Slow);
        var added = ConnectorFigures.Middle(figures.Fresh, round => round.CpuMicroseconds) - ConnectorFigures.Middle(figures.Remembered, round => round.CpuMicroseconds);
        Say($"  Checking a new token each time adds {added:F0} us of CPU to a turn.");
    }

    private static void Line(string name, IReadOnlyList<LoadResult> rounds) => Say(
        $"  {name,-38} {ConnectorFigures.Middle(rounds, round => round.PerSecond),9:N0}   {ConnectorFigures.Middle(rounds, round => round.P50),6:F1} ms  {ConnectorFigures.Middle(rounds, round => round.P99),7:F1} ms"
        + $"   {ConnectorFigures.Middle(rounds, round => round.CpuMicroseconds),6:F0}");

    internal static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    internal static void Say(string line) => Console.WriteLine(line);
}
