using System.Diagnostics;
using Bench.Load;
using Bench.Sides;

namespace Bench.Measures;

/// <summary>From starting the process, with an empty folder, to its first answered message.</summary>
internal static class ColdStart
{
    internal static async Task<double> OfTurnAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var side = Side.Turn();
        await side.WaitUntilListeningAsync();
        using var conversations = new Conversations(side.Address);
        var talk = await conversations.StartOneAsync(Talks.All[0], CancellationToken.None);
        await AskAsync(side, talk);

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    internal static async Task<double> OfBareAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var side = Side.Bare();
        await side.WaitUntilListeningAsync();
        await AskAsync(side, TalkRequests.Of(Talks.All[0], 1));

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task AskAsync(Side side, TalkRequests talk)
    {
        using var connection = new Connection();
        await connection.OpenAsync(side.Address);
        await connection.AskAsync(talk.Messages[0]);
    }
}
