namespace Engine.Journeys;

/// <summary>A journey's steps and ways as drawn from its machine. All names in kebab case.</summary>
internal sealed record JourneyMap(
    string Journey,
    IReadOnlyList<string> Steps,
    IReadOnlyList<string> Silent,
    IReadOnlyList<string> Endings,
    IReadOnlyList<JourneyMove> Moves,
    IReadOnlyDictionary<string, string> Budgets,
    string Mermaid);

/// <summary>One way out of a step.</summary>
internal sealed record JourneyMove(string From, string Signal, string To);
