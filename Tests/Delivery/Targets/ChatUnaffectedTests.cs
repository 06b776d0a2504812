using Bot.Delivery.Targets;
using Bot.Storage;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Delivery.Targets;

/// <summary>A target that hangs, seen by the member: a number at once, and a chat that goes on.</summary>
public sealed class ChatUnaffectedTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-tickets-");

    [Theory]
    [InlineData(Mishap.HangsBeforeCreating)]
    [InlineData(Mishap.CreatedThenDrips)]
    [InlineData(Mishap.ServerError)]
    public async Task The_member_has_a_number_at_once_and_other_targets_have_the_ticket(Mishap mishap)
    {
        await using var system = await FakeTicketSystem.StartAsync(TicketTargetKind.ServiceNow, [.. Enumerable.Repeat(mishap, 50)]);
        using var server = DirectLineServer.Start(
        [
            .. system.Settings(0, "system"), ("Tickets:Targets:0:Timeout", "00:00:04"), ("Tickets:Targets:1:Kind", "File"), ("Tickets:Targets:1:Path", _folder.FullName),
            ("Limits:MessageBurst", "100"),
        ]);
        using var chat = await server.ChatAsync();
        await chat.SaysAsync("I want to talk to a person");
        await PressAsync(chat, "start");
        await chat.SaysAsync("Maria Lopez");
        while (await PressAsync(chat, "send", "on-web", "declined", "unknown") != "send")
        {
        }

        var tickets = await server.Services.GetRequiredService<TicketStore>().ListTicketsAsync(new TicketFilter(), TestContext.Current.CancellationToken);
        var number = tickets.Should().ContainSingle().Subject.Ticket.Number;
        (await chat.RepliesAsync()).Should().Contain(reply => reply.GetRawText().Contains(number));
        await UntilAsync(() => _folder.GetFiles("*.json").Length == 1 && system.Receiver.Requests.Any(request => request.Method == "POST"));
        var before = (await chat.RepliesAsync()).Count;
        await chat.SaysAsync("what about my ticket?");

        (await chat.RepliesAsync()).Count.Should().BeGreaterThan(before, "the chat goes on while the target is stuck");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var look = 0; look < 600 && !isSo(); look++)
        {
            await Task.Delay(100);
        }

        isSo().Should().BeTrue();
    }

    /// <summary>Presses the first of these choices that the newest prompt offers.</summary>
    private static async Task<string> PressAsync(DirectLineChat chat, params string[] wanted)
    {
        var offered = (await chat.RepliesAsync())[^1].GetProperty("suggestedActions").GetProperty("actions").EnumerateArray().ToDictionary(action => action.Text("value", "choice")!);
        var choice = wanted.First(offered.ContainsKey);
        using var answer = await chat.PostAsync(new { type = "message", text = offered[choice].Text("text"), value = offered[choice].GetProperty("value") });
        answer.EnsureSuccessStatusCode();

        return choice;
    }
}
