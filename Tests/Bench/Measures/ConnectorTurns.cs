using Bench.Load;
using Bench.Sides;

namespace Bench.Measures;

/// <summary>Turns that come by the Bot Connector: what proving the caller costs, and whether a slow Connector slows those who write.</summary>
internal sealed class ConnectorTurns(Side turn, ConnectorAuthority authority, Plan plan)
{
    private static readonly TimeSpan SlowConnector = TimeSpan.FromSeconds(8);
    private int _conversations;
    private double _perSecond = 300;

    internal async Task<ConnectorFigures> MeasureAsync()
    {
        await RunAsync(RememberedToken, warmUp: true);
        await RunAsync(FreshToken, warmUp: true);
        var direct = new List<LoadResult>();
        var remembered = new List<LoadResult>();
        var fresh = new List<LoadResult>();
        var slow = new List<LoadResult>();
        for (var round = 0; round < plan.Rounds; round++)
        {
            direct.Add(await RunDirectAsync());
            remembered.Add(await RunAsync(RememberedToken));
            fresh.Add(await RunAsync(FreshToken));
        }

        for (var round = 0; round < plan.Rounds; round++)
        {
            authority.Slowness = SlowConnector;
            slow.Add(await RunAsync(RememberedToken));
        }

        return new ConnectorFigures(direct, remembered, fresh, slow);
    }

    private Func<int, string> RememberedToken
    {
        get
        {
            var token = authority.Token(0);
            return _ => token;
        }
    }

    private Func<int, string> FreshToken => number => authority.Token(number + 1);

    private async Task<LoadResult> RunDirectAsync()
    {
        using var conversations = new Conversations(turn.Address);
        var talks = await conversations.StartAsync(TalkCount());

        return await RunAsync(talks);
    }

    private async Task<LoadResult> RunAsync(Func<int, string> token, bool warmUp = false)
    {
        var message = 0;
        var talks = Enumerable.Range(0, TalkCount()).Select(_ => ++_conversations)
            .Select(number => TalkRequests.ByConnector(Talks.All[number % Talks.All.Count], number, authority.Origin, ConnectorAuthority.AppId, () => token((number * 100) + message++)))
            .ToList();
        var result = await RunAsync(talks);
        if (!warmUp)
        {
            _perSecond = Math.Max(result.PerSecond, 200);
        }

        return result;
    }

    private Task<LoadResult> RunAsync(IReadOnlyList<TalkRequests> talks) => LoadClient.RunAsync(turn, new Queue(talks, sideBySide: 1), plan.MostConnections, plan.Slice);

    private int TalkCount() => Talks.EnoughFor(plan.MostConnections, _perSecond, plan.Slice);
}

/// <summary>All rounds; the middle one counts.</summary>
internal sealed record ConnectorFigures(IReadOnlyList<LoadResult> Direct, IReadOnlyList<LoadResult> Remembered, IReadOnlyList<LoadResult> Fresh, IReadOnlyList<LoadResult> Slow)
{
    internal static double Middle(IReadOnlyList<LoadResult> rounds, Func<LoadResult, double> value) => Measures.Middle.Of(rounds.Select(value));
}
