using Engine.Journeys;
using KnowledgeBase;
using KnowledgeBase.Loading;

namespace Bot.Commands;

/// <summary><c>check</c>: content, journeys and wordings are looked over; faults end it with 1, warnings do not.</summary>
internal static class CheckCommand
{
    internal static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            var knowledge = args.Length > 0 ? Knowledge.Load(args[0]) : Knowledge.Load();
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

    private static async Task WriteAsync(string kind, IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            await Console.Out.WriteLineAsync($"{kind} {line}".AsMemory(), cancellation);
        }

        await Console.Out.WriteLineAsync($"{lines.Count} {kind}s".AsMemory(), cancellation);
    }
}
