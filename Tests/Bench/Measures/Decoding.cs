using System.Diagnostics;
using Bench.Load;
using KnowledgeBase;
using KnowledgeBase.Recognition;

namespace Bench.Measures;

/// <summary>Understanding alone, on one thread with all content: how long a message takes, and how long loading and training take before the first.</summary>
internal sealed record Decoding(double LoadMilliseconds, double TrainMilliseconds, double PerSecond, double P50, double P99, double SlowestMessage, double CpuMicroseconds)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.FromHours(-8));

    internal static Decoding Measure(Plan plan)
    {
        var began = Stopwatch.GetTimestamp();
        var knowledge = Knowledge.Load();
        var loaded = Stopwatch.GetTimestamp();
        var recogniser = Recogniser.From(knowledge);
        var trained = Stopwatch.GetTimestamp();

        var messages = Talks.All.SelectMany(talk => talk).Select(text => new Utterance(text, "en", Now, Asked.Nothing)).ToArray();
        var passes = plan.Decodings / messages.Length;
        Run(recogniser, messages, passes / 4);
        var cpuBefore = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var took = Run(recogniser, messages, passes);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var cpu = Environment.CpuUsage.TotalTime - cpuBefore;
        var all = took.SelectMany(each => each).Order().ToArray();

        return new Decoding(
            Stopwatch.GetElapsedTime(began, loaded).TotalMilliseconds,
            Stopwatch.GetElapsedTime(loaded, trained).TotalMilliseconds,
            all.Length / elapsed.TotalSeconds,
            all[all.Length / 2],
            all[all.Length * 99 / 100],
            took.Max(each => Middle.Of(each)),
            cpu.TotalMicroseconds / all.Length);
    }

    /// <summary>Microseconds, by message.</summary>
    private static double[][] Run(Recogniser recogniser, Utterance[] messages, int passes)
    {
        var took = messages.Select(_ => new double[passes]).ToArray();
        for (var pass = 0; pass < passes; pass++)
        {
            for (var message = 0; message < messages.Length; message++)
            {
                var began = Stopwatch.GetTimestamp();
                recogniser.Decode(messages[message]);
                took[message][pass] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            }
        }

        return took;
    }
}
