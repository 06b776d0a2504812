using Bench.Load;
using Bench.Sides;

namespace Bench.Measures;

/// <summary>The three sides in turn, again and again in short slices, so that whatever else the machine does falls on all of them.</summary>
internal sealed class Throughput(Side bare, Side row, Side turn, Plan plan)
{
    /// <summary>More talks at once than the product keeps states of in memory, so each turn reads, opens and parses its own.</summary>
    private const int ManySideBySide = 32;

    private double _turnsPerSecond = 1_000;

    internal async Task WarmUpAsync()
    {
        for (var pass = 0; pass < plan.WarmUps; pass++)
        {
            await RunAsync(bare, plan.MostConnections, 1);
            await RunAsync(row, plan.MostConnections, 1);
            await RunAsync(turn, plan.MostConnections, 1);
        }
    }

    internal async Task<IReadOnlyList<ThroughputLine>> MeasureAsync()
    {
        var lines = new List<ThroughputLine>();
        foreach (var connections in plan.Connections)
        {
            lines.Add(await MeasureAsync(connections, 1));
        }

        lines.Add(await MeasureAsync(plan.MostConnections, ManySideBySide));

        return lines;
    }

    private async Task<ThroughputLine> MeasureAsync(int connections, int sideBySide)
    {
        var rounds = new List<ThroughputRound>();
        for (var round = 0; round < plan.Rounds; round++)
        {
            rounds.Add(new ThroughputRound(
                await RunAsync(bare, connections, sideBySide), await RunAsync(row, connections, sideBySide), await RunAsync(turn, connections, sideBySide)));
        }

        return new ThroughputLine(connections, connections * sideBySide, rounds);
    }

    private async Task<LoadResult> RunAsync(Side side, int connections, int sideBySide)
    {
        var talks = side == turn ? await StartTalksAsync(connections * sideBySide) : Talkless;
        var result = await LoadClient.RunAsync(side, new Queue(talks, sideBySide), connections, plan.Slice);
        if (side == turn)
        {
            _turnsPerSecond = Math.Max(result.PerSecond, 200);
        }

        return result;
    }

    /// <summary>Starting them is not measured.</summary>
    private async Task<IReadOnlyList<TalkRequests>> StartTalksAsync(int atLeast)
    {
        using var conversations = new Conversations(turn.Address);

        return await conversations.StartAsync(Talks.EnoughFor(atLeast, _turnsPerSecond, plan.Slice));
    }

    private static IReadOnlyList<TalkRequests> Talkless { get; } =
        [.. Enumerable.Repeat(Enumerable.Range(0, 2_000).Select(number => TalkRequests.Of(Talks.All[number % Talks.All.Count], number)).ToList(), 10).SelectMany(all => all)];
}

/// <summary>One slice of each side.</summary>
internal sealed record ThroughputRound(LoadResult Bare, LoadResult Row, LoadResult Turn);

/// <summary>All rounds at one number of connections. A ratio is taken within each round, and the middle one counts.</summary>
internal sealed record ThroughputLine(int Connections, int OpenTalks, IReadOnlyList<ThroughputRound> Rounds)
{
    internal double TurnOfRow => Middle.Of(Rounds.Select(round => round.Turn.PerSecond / round.Row.PerSecond));

    internal double RowOfBare => Middle.Of(Rounds.Select(round => round.Row.PerSecond / round.Bare.PerSecond));

    internal double Of(Func<ThroughputRound, double> value) => Middle.Of(Rounds.Select(value));
}
