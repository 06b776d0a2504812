namespace Bench.Measures;

/// <summary>How long and how often.</summary>
internal sealed record Plan(int Rounds, TimeSpan Slice, int WarmUps, int Starts, int Conversations, int Decodings)
{
    internal static readonly Plan Whole = new(Rounds: 7, TimeSpan.FromSeconds(1), WarmUps: 4, Starts: 5, Conversations: 10_000, Decodings: 50_000);
    internal static readonly Plan Short = new(Rounds: 2, TimeSpan.FromSeconds(0.5), WarmUps: 2, Starts: 1, Conversations: 1_000, Decodings: 10_000);

    internal IReadOnlyList<int> Connections { get; } = [1, 8, 64];

    internal int MostConnections => Connections[^1];
}
