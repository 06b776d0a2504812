using Bench.Load;
using Bench.Sides;

namespace Bench.Measures;

/// <summary>Memory of the product in RAM: started and idle, and after many conversations of two messages each, all still open.</summary>
internal static class Memory
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    internal static async Task<(double Idle, double After)> MeasureAsync(Plan plan)
    {
        using var side = Side.Turn();
        await side.WaitUntilListeningAsync();
        await Task.Delay(Settling);
        var idle = side.Megabytes;

        using var conversations = new Conversations(side.Address);
        foreach (var part in Enumerable.Range(0, plan.Conversations).Chunk(1_000))
        {
            var talks = await conversations.StartAsync(part.Length);
            var twoMessages = new Queue([.. talks.Select(talk => talk.First(2))], sideBySide: 1);
            await LoadClient.RunAsync(side.Address, twoMessages, 16, TimeSpan.FromMinutes(5));
        }

        await Task.Delay(Settling);

        return (idle, side.Megabytes);
    }
}
