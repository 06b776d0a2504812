using Engine.Journeys;

namespace Bot.Commands;

/// <summary><c>graph [JOURNEY ...]</c>: draws the journeys as Mermaid.</summary>
internal static class GraphCommand
{
    internal static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var journeys = new JourneyCatalog();
        if (args.FirstOrDefault(id => !journeys.Ids.Contains(id)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no journey {unknown}; there are: {string.Join(", ", journeys.Ids)}.".AsMemory(), cancellation);
            return 2;
        }

        foreach (var id in args.Length == 0 ? journeys.Ids : args)
        {
            await Console.Out.WriteLineAsync($"%% {id}\n{journeys.Draw(id)}\n".AsMemory(), cancellation);
        }

        return 0;
    }
}
