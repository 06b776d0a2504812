using System.Diagnostics;
using Bench.Load;
using KnowledgeBase;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Details;
using KnowledgeBase.Recognition.Matching;
using Tests.Given;

namespace Bench.Measures;

/// <summary>What understanding costs as the content grows, what the compiled recogniser weighs, and how long hostile texts take at most: <c>-- understanding</c>.</summary>
internal static class Understanding
{
    private const int LongestText = 4_000;
    private const int Passes = 60;
    private const int HostileRuns = 7;

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.FromHours(-8));

    private static readonly Utterance[] Messages = [.. Talks.All.SelectMany(talk => talk).Select(text => new Utterance(text, "en", Now, Asked.Nothing))];

    internal static int Run()
    {
        var before = Settled();
        var began = Stopwatch.GetTimestamp();
        var knowledge = Knowledge.Load();
        Report.Say($"Loading all content: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:N0} ms, {Megabytes(Settled() - before):N1} MB");
        Report.Say("");
        Report.Say("| content | phrases | words | training | memory | p50 | p99 |");
        Report.Say("|---|---|---|---|---|---|---|");
        var material = TrainingMaterial.From(knowledge);
        foreach (var times in (int[])[1, 2, 4, 7, 10]) { MeasureGrown(knowledge, material, times); }
        Report.Say("");
        MeasureHostile(knowledge);

        return 0;
    }

    private static void MeasureGrown(Knowledge knowledge, TrainingMaterial material, int times)
    {
        var grown = Grown(material, times);
        var before = Settled();
        var began = Stopwatch.GetTimestamp();
        var recogniser = new Recogniser(knowledge.Recognition, grown, knowledge.Secrets, knowledge.Emergencies);
        var training = Stopwatch.GetElapsedTime(began);
        var weighs = Settled() - before;
        var took = new List<double>(Messages.Length * Passes);
        foreach (var message in Enumerable.Repeat(Messages, Passes / 4).SelectMany(all => all)) { recogniser.Decode(message); }
        foreach (var message in Enumerable.Repeat(Messages, Passes).SelectMany(all => all))
        {
            var started = Stopwatch.GetTimestamp();
            recogniser.Decode(message);
            took.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }
        took.Sort();
        Report.Say($"| x{times} | {grown.Examples.Count:N0} | {grown.Examples.SelectMany(example => example.Text.Split(' ')).Distinct().Count():N0} | {training.TotalMilliseconds:N0} ms | {Megabytes(weighs):N1} MB | {took[took.Count / 2]:N0} us | {took[took.Count * 99 / 100]:N0} us |");
    }

    /// <summary>Each copy of a phrase has two words of its own, drawn from a pool that grows with the copies, so that vocabulary and spelling grow too.</summary>
    private static TrainingMaterial Grown(TrainingMaterial material, int times) => material with
    {
        Examples = [.. Enumerable.Range(0, times).SelectMany(copy => material.Examples.Select((example, at) => copy == 0 ? example : example with { Text = $"{example.Text} {Invented(copy, at)} {Invented(copy, at + 7)}" }))],
        Wordings = [.. Enumerable.Range(0, times).SelectMany(copy => material.Wordings.Select((seen, at) => copy == 0 ? seen : seen with { Wording = $"{Invented(copy, at)} {seen.Wording}" }))],
    };

    private static string Invented(int copy, int at)
    {
        const int pool = 900;
        const string syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu";
        var number = (copy * pool) + (at % pool);
        var parts = syllables.Split(' ');

        return string.Concat(parts[number % 20], parts[number / 20 % 20], parts[number / 400 % 20], parts[number * 7 % 20]);
    }

    private static void MeasureHostile(Knowledge knowledge)
    {
        var recogniser = Recogniser.From(knowledge);
        var matchers = new Dictionary<string, Action<string>>
        {
            ["decode, all of it"] = text => recogniser.Decode(new Utterance(text, "en", Now, Asked.Nothing)),
            ["decode where a code was asked for"] = text => recogniser.Decode(new Utterance(text, "en", Now, Asked.Code)),
            ["secrets"] = text => knowledge.Secrets.Scrub(text, Asked.Nothing),
            ["emergencies"] = text => knowledge.Emergencies.Read(text),
            ["details"] = text => EntityReader.Read(text, new Utterance(text, "en", Now, Asked.Nothing)),
            ["what was asked"] = text => recogniser.AskedReader.Read(text),
            ["language"] = text => recogniser.GuessLanguage(text, "en"),
            ["addresses of the plan"] = text => knowledge.Doors.Judge(text),
        };
        Report.Say($"| matcher | slowest of {HostileTexts.All.Length} hostile texts of {LongestText:N0} characters | which |");
        Report.Say("|---|---|---|");
        foreach (var (name, match) in matchers)
        {
            var worst = HostileTexts.All.Select(text => (text.Name, Took: Fastest.Of(() => match(HostileTexts.Of(text.Piece, LongestText)), HostileRuns))).MaxBy(text => text.Took);
            Report.Say($"| {name} | {worst.Took.TotalMilliseconds:N2} ms | {worst.Name} |");
        }
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double Megabytes(long bytes) => bytes / 1e6;
}
