using System.Diagnostics;

namespace Bench.Desk;

/// <summary><c>desk</c>: 200 members with 20 agents in live chats, and the queue's page over 10,000 tickets. Program, members and agents share this process and its CPUs.</summary>
internal static class DeskRun
{
    private const int Members = 200;
    private const int Agents = 20;
    private const int Tickets = 10_000;

    internal static async Task<int> RunAsync(bool isShort)
    {
        await using var host = await DeskHost.StartAsync();
        Console.WriteLine($"{Environment.ProcessorCount} CPUs; load of the machine before the run: {Report.Load()}");
        Say("Queue, read", await QueuePages.MeasureAsync(host, Tickets));
        Say("Queue, as its page arrives", await QueuePages.MeasurePageAsync(host));

        var chats = await LiveChats.StartAsync(host, Members, Agents);
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var (toAgent, toMember, around) = await chats.TalkAsync(TimeSpan.FromSeconds(isShort ? 20 : 120));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.Refresh();
        Console.WriteLine();
        Console.WriteLine($"{Members} members with {Agents} agents for {seconds:F0} s, {around.Count:N0} exchanges ({around.Count / seconds:F0} a second); "
            + $"CPU {(process.TotalProcessorTime - cpu).TotalSeconds / seconds:F2} of {Environment.ProcessorCount}, clients and agents included; memory {process.WorkingSet64 / 1024 / 1024} MB");
        Say("member's message to the agent", toAgent);
        Say("agent's message to the member", toMember);
        Say("both ways", around);
        Console.WriteLine("Targets: both ways under 300 ms; a page of the queue under 300 ms.");
        await chats.DisposeAsync();

        return 0;
    }

    private static void Say(string what, IReadOnlyList<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        Console.WriteLine($"  {what,-32} p50 {At(sorted, 0.5),7:F1} ms   p99 {At(sorted, 0.99),7:F1} ms   slowest {sorted[^1],7:F1} ms   ({sorted.Count:N0})");
    }

    private static void Say(string what, IEnumerable<(string Filter, IReadOnlyList<double> Milliseconds)> pages)
    {
        Console.WriteLine(what + $" over {Tickets:N0} tickets");
        foreach (var (filter, milliseconds) in pages)
        {
            Say(filter, milliseconds);
        }
    }

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * part)];
}
