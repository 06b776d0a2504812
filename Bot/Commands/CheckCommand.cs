using System.Globalization;
using Engine.Journeys;
using KnowledgeBase;
using KnowledgeBase.Loading;

namespace Bot.Commands;

/// <summary><c>check</c>: content, journeys and wordings are looked over; faults end it with 1, warnings do not. <c>--grades</c> shows how hard the wordings are to read.</summary>
internal static class CheckCommand
{
    private const string GradesOption = "--grades";

    internal static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            var folder = args.FirstOrDefault(arg => arg != GradesOption);
            var knowledge = folder is null ? Knowledge.Load() : Knowledge.Load(folder);
            if (args.Contains(GradesOption))
            {
                await WriteGradesAsync(knowledge, cancellation);

                return 0;
            }

            var faults = new JourneyCatalog().Faults(knowledge.Wordings);
            await WriteAsync("warning", [.. knowledge.Check(DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date)).Select(warning => warning.ToString())], cancellation);
            await WriteAsync("fault", faults, cancellation);

            return faults.Count == 0 ? 0 : 1;
        }
        catch (ContentFaultsException faults)
        {
            await WriteAsync("fault", [.. faults.Faults.Select(fault => fault.ToString())], cancellation);
            return 1;
        }
    }

    private static async Task WriteGradesAsync(Knowledge knowledge, CancellationToken cancellation)
    {
        await Console.Out.WriteLineAsync("| language | file | wordings | median | highest | above grade 8 |\n|---|---|---|---|---|---|".AsMemory(), cancellation);
        foreach (var line in knowledge.ReadingGrades())
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"| {line.Locale} | {line.File ?? "**all**"} | {line.Count} | {line.Median:0.0} | {line.Highest:0.0} | {line.Above} |").AsMemory(), cancellation);
        }
    }

    private static async Task WriteAsync(string kind, IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            await Console.Out.WriteLineAsync($"{kind} {line}".AsMemory(), cancellation);
        }

        await Console.Out.WriteLineAsync($"{lines.Count} {kind}s".AsMemory(), cancellation);
    }
}
