using System.Net.Http.Json;
using System.Text.Json;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Crash;

/// <summary>The server is killed at random moments while members chat and send again what was not acknowledged.</summary>
public class KilledServerTests
{
    private const int Conversations = 200;
    private const int AtOnce = 10;
    private const int Kills = 8;

    /// <summary>From the first word to a ticket, nothing optional.</summary>
    private static readonly string[] Story =
    [
        "I want to talk to a person", "yes", "My name is Pat Example", "4/12/1980", "member number 12345678", "pat@example.com",
        "last Tuesday", "it says \"Account locked\"", "yesterday at 9:15", "on the website", "Chrome 141", "send it",
    ];

    [Fact]
    public async Task Loses_no_acknowledged_message_answers_each_once_and_files_no_ticket_twice()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.WithoutPace);
        using var done = new CancellationTokenSource();
        var killing = KillNowAndThenAsync(server, done.Token);
        var members = Enumerable.Range(0, Conversations).Select(_ => new DirectLineMember(server.Client(RunningServer.Secret))).ToList();

        await Parallel.ForEachAsync(members, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (member, _) => TellStoryAsync(member));
        await done.CancelAsync();
        var kills = await killing;

        kills.Should().BeGreaterThan(2);
        foreach (var member in members)
        {
            await ShouldBeWholeAsync(member);
        }

        (await TicketNumbersAsync(server)).Should().HaveCount(Conversations).And.OnlyHaveUniqueItems();
        members.ForEach(member => member.Dispose());
    }

    private static async ValueTask TellStoryAsync(DirectLineMember member)
    {
        await member.StartAsync();
        foreach (var text in Story)
        {
            await member.SayAsync(text);
        }
    }

    /// <summary>Random, but the same in each run: what is random is which message it hits.</summary>
    private static async Task<int> KillNowAndThenAsync(RunningServer server, CancellationToken done)
    {
        var random = new Random(20261123);
        var kills = 0;
        while (kills < Kills && !done.IsCancellationRequested)
        {
            await Task.Delay(random.Next(300, 2_500), CancellationToken.None);
            await server.KillAsync();
            await server.StartAgainAsync();
            kills++;
        }

        return kills;
    }

    private static async Task ShouldBeWholeAsync(DirectLineMember member)
    {
        var transcript = await member.ReadAllAsync();
        var said = transcript.Where(activity => IsFrom(activity, "user")).Select(activity => activity.GetProperty("id").GetString()!).ToList();
        var answered = transcript.Where(activity => IsFrom(activity, "bot")).Select(activity => activity.TryGetProperty("replyToId", out var to) ? to.GetString() : null);

        said.Should().Equal(member.Acknowledged.Select(message => message.ActivityId), "each acknowledged message stands in the transcript once, in order");
        answered.Should().Contain(said, "each is answered");
        transcript[^1].GetProperty("text").GetString().Should().NotBeNullOrEmpty();
        transcript.Count(activity => activity.GetRawText().Contains("\"wording\":\"checklist.sent\"", StringComparison.Ordinal)).Should().Be(1, "the number is told once");
    }

    private static bool IsFrom(JsonElement activity, string role) =>
        activity.GetProperty("type").GetString() == "message" && activity.GetProperty("from").GetProperty("role").GetString() == role;

    private static async Task<IReadOnlyList<string>> TicketNumbersAsync(RunningServer server)
    {
        using var desk = server.Client(RunningServer.DeskKey);
        var numbers = new List<string>();
        for (var page = "/api/desk/tickets?limit=200"; page is not null;)
        {
            var tickets = await desk.GetFromJsonAsync<JsonElement>(page);
            numbers.AddRange(tickets.GetProperty("tickets").EnumerateArray().Select(ticket => ticket.GetProperty("ticket").GetProperty("number").GetString()!));
            page = tickets.TryGetProperty("before", out var before) ? $"/api/desk/tickets?limit=200&before={before}" : null;
        }

        return numbers;
    }
}
