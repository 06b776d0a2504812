using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KnowledgeBase;
using KnowledgeBase.Recognition;

namespace Bench.Measures;

/// <summary>The same with BenchmarkDotNet, which also counts garbage: <c>-- decode</c>.</summary>
[MemoryDiagnoser]
public class DecodeBenchmark
{
    private readonly Recogniser _recogniser = Recogniser.From(Knowledge.Load());
    private Utterance _utterance;

    /// <summary>Few words, an everyday sentence, a long one with details.</summary>
    [Params("no", "it says my account is temporarly locked, tried 5 times", "My mother is 81 and can't get into the app on her new phone, it asks for a code and the old phone is gone")]
    public string Text { get; set; } = "";

    internal static int Run()
    {
        BenchmarkRunner.Run<DecodeBenchmark>(ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
    }

    [GlobalSetup]
    public void SetUp() => _utterance = new Utterance(Text, "en", new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.FromHours(-8)), Asked.Nothing);

    [Benchmark]
    public Decoded Decode() => _recogniser.Decode(_utterance);
}
