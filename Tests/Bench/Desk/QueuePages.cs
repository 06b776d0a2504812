using System.Diagnostics;
using Bot.Desk;
using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Bot.Storage.Model;
using Engine.Conversations;
using Engine.Handover;

namespace Bench.Desk;

/// <summary>How long a page of the queue takes, by filter, with that many tickets.</summary>
internal static class QueuePages
{
    private const int Times = 60;

    private static readonly DeskAgent Agent = new("agent-queue", "Dana", DeskRole.Agent);

    private static readonly (string Name, QueueFilter Filter)[] Filters =
    [
        ("all, most urgent first", new QueueFilter()),
        ("by topic", new QueueFilter { Topic = "account-locked" }),
        ("by language and age", new QueueFilter { Language = "es", OlderThan = TimeSpan.FromHours(1) }),
        ("security, newest first", new QueueFilter { AtLeast = CasePriority.Security, Order = QueueOrder.Newest }),
        ("one channel, all states", new QueueFilter { Channel = "directline", States = null }),
    ];

    private static readonly (string Name, string Address)[] Pages =
    [
        ("all, most urgent first", "/desk"),
        ("by topic", "/desk?topic=account-locked"),
        ("by language and age", "/desk?language=es&age=60"),
        ("security, newest first", "/desk?priority=Security&order=Newest"),
        ("one channel, all states", "/desk?channel=directline&state=all"),
    ];

    internal static async Task<IReadOnlyList<(string Filter, IReadOnlyList<double> Milliseconds)>> MeasureAsync(DeskHost host, int tickets)
    {
        await FillAsync(host.Get<IConversationStore>(), tickets);
        var queue = host.Get<DeskQueue>();
        var measured = new List<(string, IReadOnlyList<double>)>();
        foreach (var (name, filter) in Filters)
        {
            var times = new List<double>();
            var page = (await queue.PageAsync(Agent, filter, CancellationToken.None)).Value!;
            for (var time = 0; time < Times; time++)
            {
                // Every other one is a page further down.
                var wanted = time % 2 == 0 ? filter : filter with { After = page.Items[^1] };
                var began = Stopwatch.GetTimestamp();
                page = (await queue.PageAsync(Agent, wanted, CancellationToken.None)).Value!;
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                page = page.HasMore ? page : (await queue.PageAsync(Agent, filter, CancellationToken.None)).Value!;
            }

            measured.Add((name, times));
        }

        return measured;
    }

    /// <summary>The whole page over HTTP, signed in: door, sign-in, query, drawing.</summary>
    internal static async Task<IReadOnlyList<(string Filter, IReadOnlyList<double> Milliseconds)>> MeasurePageAsync(DeskHost host)
    {
        var row = new AgentRow { Id = "agent-page", Name = "PAGE", ShownName = "Page", Role = AgentRole.Supervisor, CreatedAt = TimeProvider.System.GetUtcNow() };
        await host.Get<AgentsDatabase>().WriteAsync(context => Task.FromResult(context.Agents.Add(row)), CancellationToken.None);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("Cookie", $"{DeskCookie.Name}={await host.Get<Sessions>().BeginAsync(row.Id, CancellationToken.None)}");
        var measured = new List<(string, IReadOnlyList<double>)>();
        foreach (var (name, address) in Pages)
        {
            var times = new List<double>();
            for (var time = 0; time < Times; time++)
            {
                var began = Stopwatch.GetTimestamp();
                var page = await client.GetStringAsync(address);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (!page.Contains("queue-rows", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("That is not the queue.");
                }
            }

            measured.Add((name, times));
        }

        return measured;
    }

    private static Task FillAsync(IConversationStore store, int tickets) => Parallel.ForAsync(0, tickets, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, cancellation) =>
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(56).AddMinutes(number);
        var key = new ConversationKey("directline", $"queued-{number}");
        var after = new Conversation { Key = key, Version = 1, StartedAt = now, LastTurnAt = now, LastSequence = 1, AnsweredIds = ["m1"] };
        var said = new TranscriptEntry { Sequence = 1, Speaker = Speaker.Member, At = now, Text = "I am locked out", MessageId = "m1" };
        await store.TrySaveAsync(new FinishedTurn(after, [said], [TicketOf(key, number, now)]), cancellation);
    });

    private static Ticket TicketOf(ConversationKey key, int number, DateTimeOffset now) => new()
    {
        Key = $"queued-{number}",
        Number = $"KP-{number:D6}",
        ConversationId = key.Id,
        Channel = key.Channel,
        CreatedUtc = now,
        MemberLocal = now,
        Language = number % 4 == 0 ? "es" : "en",
        Reason = "fixes_exhausted",
        Goal = "sign_in",
        Topic = number % 50 == 0 ? "account-compromised" : number % 3 == 0 ? "account-locked" : "code-not-received",
        Who = "member",
        Error = new TicketError("Account locked", "locked", null, 0, null, null, "unknown", null),
        Environment = new TicketEnvironment(null, null, null, null, null, null, null, null),
        Checklist = [new TicketItem("last_known_email", "given", $"member-{number}@example.org", "pii", "typed")],
        Steps = [],
        RuledOut = [],
        SuggestedNext = "agent_identity_check",
        Consent = new TicketConsent("v1", now),
        ContentVersion = "bench",
        EngineVersion = "bench",
    };
}
