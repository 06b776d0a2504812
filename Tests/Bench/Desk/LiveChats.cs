using System.Collections.Concurrent;
using Bot.Desk;

namespace Bench.Desk;

/// <summary>Members and agents in the middle of their chats.</summary>
internal sealed class LiveChats(IReadOnlyList<LiveMember> members) : IAsyncDisposable
{
    /// <summary>A member reads, thinks and types for about this long.</summary>
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(3);

    internal static async Task<LiveChats> StartAsync(DeskHost host, int members, int agents)
    {
        var staff = Enumerable.Range(0, agents).Select(number => new DeskAgent($"agent-{number}", $"Agent {number}", DeskRole.Agent)).ToList();
        foreach (var agent in staff)
        {
            await host.Get<DeskPresence>().HereAsync(agent, isAvailable: true, CancellationToken.None);
        }

        var started = new ConcurrentBag<LiveMember>();
        await Parallel.ForAsync(0, members, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, cancellation) =>
        {
            var member = await LiveMember.StartAsync(host, number, cancellation);
            var claim = await host.Get<DeskClaims>().ClaimAsync(staff[number % agents], member.Ticket, cancellation);
            if (!claim.IsDone)
            {
                throw new InvalidOperationException($"An agent could not come into a chat: {claim.Refusal}.");
            }

            member.With(staff[number % agents]);
            started.Add(member);
        });

        return new LiveChats([.. started]);
    }

    /// <summary>Milliseconds from a member's press to the agent, from the agent's press to the member, and both.</summary>
    internal async Task<(IReadOnlyList<double> ToAgent, IReadOnlyList<double> ToMember, IReadOnlyList<double> Around)> TalkAsync(TimeSpan time)
    {
        using var ending = new CancellationTokenSource(time);
        var talks = await Task.WhenAll(members.Select((member, place) => Task.Run(() => member.TalkAsync(Thinking, Thinking * place / members.Count, ending.Token))));
        var exchanges = talks.SelectMany(all => all).ToList();

        return ([.. exchanges.Select(one => one.ToAgent)], [.. exchanges.Select(one => one.ToMember)], [.. exchanges.Select(one => one.ToAgent + one.ToMember)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }
}

/// <summary>One message there and one back, in milliseconds.</summary>
internal readonly record struct Exchange(double ToAgent, double ToMember);
