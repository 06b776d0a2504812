using System.Globalization;
using Bot.Commands.Corpus;
using Engine.Journeys;
using KnowledgeBase;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition;

namespace Bot.Commands;

/// <summary>
/// <c>check</c>: content, journeys and wordings are looked over; faults end it with 1, warnings do not. <c>--grades</c> shows how hard the
/// wordings are to read. <c>--corpus</c> decodes a corpus, and shows what moved since a baseline was saved.
/// </summary>
internal static class CheckCommand
{
    private const int WrongUse = 2;

    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => RunAsync(args, Console.Out, cancellation);

    internal static async Task<int> RunAsync(string[] args, TextWriter into, CancellationToken cancellation)
    {
        if (CheckOptions.Parse(args, out var wrong) is not { } options)
        {
            await into.WriteLineAsync($"{wrong}\n{CheckOptions.Usage}".AsMemory(), cancellation);

            return WrongUse;
        }

        try
        {
            var knowledge = options.Folder is null ? Knowledge.Load() : Knowledge.Load(options.Folder);
            if (options.Corpus is { } corpus) { return await CheckCorpusAsync(knowledge, corpus, options, into, cancellation); }
            if (options.Grades)
            {
                await WriteGradesAsync(knowledge, into, cancellation);

                return 0;
            }

            var faults = new JourneyCatalog().Faults(knowledge.Wordings);
            await WriteAsync("warning", [.. knowledge.Check(DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date)).Select(warning => warning.ToString())], into, cancellation);
            await WriteAsync("fault", faults, into, cancellation);

            return faults.Count == 0 ? 0 : 1;
        }
        catch (ContentFaultsException faults)
        {
            await WriteAsync("fault", [.. faults.Faults.Select(fault => fault.ToString())], into, cancellation);
            return 1;
        }
        catch (CorpusFaultException fault)
        {
            await into.WriteLineAsync(fault.Message.AsMemory(), cancellation);
            return WrongUse;
        }
    }

    private static async Task<int> CheckCorpusAsync(Knowledge knowledge, string corpus, CheckOptions options, TextWriter into, CancellationToken cancellation)
    {
        var now = CorpusFile.Decode(Recogniser.From(knowledge), corpus);
        if (options.Baseline is null)
        {
            await WriteLinesAsync(CorpusMoves.Summary(now), into, cancellation);
            if (options.SaveBaseline is { } path) { await CorpusFile.SaveBaselineAsync(path, now, cancellation); }

            return 0;
        }

        var (lines, moved) = CorpusMoves.Between(CorpusFile.ReadBaseline(options.Baseline), now);
        await WriteLinesAsync(lines, into, cancellation);

        return options.Strict && moved > 0 ? 1 : 0;
    }

    private static async Task WriteGradesAsync(Knowledge knowledge, TextWriter into, CancellationToken cancellation)
    {
        await into.WriteLineAsync("| language | file | wordings | median | highest | above grade 8 |\n|---|---|---|---|---|---|".AsMemory(), cancellation);
        await WriteLinesAsync(
            knowledge.ReadingGrades().Select(line => string.Create(CultureInfo.InvariantCulture,
                $"| {line.Locale} | {line.File ?? "**all**"} | {line.Count} | {line.Median:0.0} | {line.Highest:0.0} | {line.Above} |")),
            into, cancellation);
    }

    private static Task WriteAsync(string kind, IReadOnlyList<string> lines, TextWriter into, CancellationToken cancellation) =>
        WriteLinesAsync(lines.Select(line => $"{kind} {line}").Append($"{lines.Count} {kind}s"), into, cancellation);

    private static async Task WriteLinesAsync(IEnumerable<string> lines, TextWriter into, CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            await into.WriteLineAsync(line.AsMemory(), cancellation);
        }
    }
}
