using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Looks over a journey's map for dead ends: steps nobody reaches, steps without a way out, circles without a budget, steps with nothing to say.</summary>
internal static class JourneyCheck
{
    /// <summary>Steps that speak from other wordings than the one of their name.</summary>
    private static readonly HashSet<string> SpeakOtherwise = ["fix-error.ask-cause", "security.ask-what", "second-factor.suggest"];

    internal static IEnumerable<string> FaultsOf(JourneyMap map, string first, WordingLibrary wordings) =>
    [
        .. Unreached(map, first),
        .. DeadEnds(map),
        .. CirclesWithoutBudget(map),
        .. WithoutWords(map, wordings),
    ];

    private static IEnumerable<string> Unreached(JourneyMap map, string first)
    {
        var reached = From(first, map.Moves);

        return map.Steps.Where(step => !reached.Contains(step)).Select(step => $"{map.Journey}: no path reaches {step}");
    }

    private static IEnumerable<string> DeadEnds(JourneyMap map) => map.Steps
        .Where(step => !map.Endings.Contains(step) && map.Moves.All(move => move.From != step || move.To == step))
        .Select(step => $"{map.Journey}: {step} has no way out");

    /// <summary>With the budgeted signals taken away nothing may lead back to where it came from.</summary>
    private static IEnumerable<string> CirclesWithoutBudget(JourneyMap map)
    {
        var free = map.Moves.Where(move => !map.Budgets.ContainsKey(move.Signal)).ToList();

        return free.Where(move => From(move.To, free).Contains(move.From) && !IsRest(move))
            .Select(move => $"{map.Journey}: {move.From} can go round by {move.Signal} without a budget");
    }

    /// <summary>A step that only repeats itself is the fallback ladder's to end.</summary>
    private static bool IsRest(JourneyMove move) => move.From == move.To;

    private static IEnumerable<string> WithoutWords(JourneyMap map, WordingLibrary wordings) => map.Steps
        .Where(step => !map.Silent.Contains(step) && !SpeakOtherwise.Contains($"{map.Journey}.{step}") && !wordings.Has($"{map.Journey}.{step}"))
        .Select(step => $"{map.Journey}: {step} has nothing to say");

    private static HashSet<string> From(string first, IReadOnlyList<JourneyMove> moves)
    {
        var reached = new HashSet<string> { first };
        var next = new Queue<string>([first]);
        while (next.TryDequeue(out var step))
        {
            foreach (var move in moves.Where(move => move.From == step && reached.Add(move.To)))
            {
                next.Enqueue(move.To);
            }
        }

        return reached;
    }
}
