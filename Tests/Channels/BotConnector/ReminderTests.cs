using System.Net;
using Bot.Delivery;
using Bot.Delivery.Callbacks;
using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;
using Engine.Handover;
using Engine.Turns;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>What is said in Teams without the member having written first.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private TeamsServer _teams = null!;

    public async ValueTask InitializeAsync() => _teams = await TeamsServer.StartAsync();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Fact]
    public async Task Who_wished_it_is_written_to_when_the_wait_is_over()
    {
        await WishAsync();
        var before = _teams.Authority.Calls.Count;

        await PassAsync(TimeSpan.FromMinutes(16));

        var call = _teams.Authority.Calls.Skip(before).Single(call => call.Method == "POST");
        call.Path.Should().EndWith("/activities", "it answers nothing");
        call.Activity!.Value.TryGetProperty("replyToId", out _).Should().BeFalse();
        (await _teams.ConversationAsync())!.Talk.Prompt!.Wording.Should().Be("fix-error.wait-is-over");
    }

    [Fact]
    public async Task It_comes_once_and_not_before_its_time()
    {
        await WishAsync();
        var before = _teams.Authority.Calls.Count;

        await PassAsync(TimeSpan.FromMinutes(10));
        var early = _teams.Authority.Calls.Count - before;
        await PassAsync(TimeSpan.FromMinutes(6));
        await PassAsync(TimeSpan.FromHours(1));

        early.Should().Be(0);
        _teams.Authority.Calls.Skip(before).Count(call => call.Method == "POST").Should().Be(1);
    }

    [Fact]
    public async Task Who_has_told_meanwhile_that_it_worked_is_left_in_peace()
    {
        await _teams.SaysAsync(_teams.Press(await WishAsync(), "worked"));
        var before = _teams.Authority.Calls.Count;

        await PassAsync(TimeSpan.FromMinutes(16));

        _teams.Authority.Calls.Should().HaveCount(before);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "ConversationBlockedByUser")]
    [InlineData(HttpStatusCode.NotFound, "ConversationNotFound")]
    public async Task Who_has_blocked_the_bot_is_marked_and_not_written_to_again(HttpStatusCode status, string code)
    {
        await SendTicketAsync();
        _teams.Authority.Connector = (_, response) => Authority.FailAsync(response, status, code);

        await TellAsync("m1", TicketProgress.InProgress);
        await TeamsServer.UntilAsync(async () => (await _teams.ConversationAsync())!.ReplyAddress!.Blocked is not null);
        var calls = _teams.Authority.Calls.Count;
        await TellAsync("m2", TicketProgress.Solved);

        (await _teams.ConversationAsync())!.ReplyAddress!.Blocked.Should().Contain(code);
        _teams.Authority.Calls.Should().HaveCount(calls);
    }

    [Fact]
    public async Task Who_has_removed_the_bot_is_not_even_tried()
    {
        await WishAsync();
        await _teams.SaysAsync(TeamsServer.With(_teams.Activity("installationUpdate"), update => update["action"] = "remove"));
        var (calls, lines) = (_teams.Authority.Calls.Count, (await _teams.TranscriptAsync()).Count);

        await PassAsync(TimeSpan.FromMinutes(16));

        _teams.Authority.Calls.Should().HaveCount(calls);
        (await _teams.TranscriptAsync()).Should().HaveCount(lines);
    }

    [Fact]
    public async Task What_a_ticket_system_tells_reaches_the_member_once()
    {
        await SendTicketAsync();
        var before = _teams.Authority.Calls.Count;

        await TellAsync("m1", TicketProgress.Arrived);
        await TellAsync("m2", TicketProgress.InProgress);
        await TellAsync("m2", TicketProgress.InProgress);
        await TellAsync("m3", TicketProgress.InProgress);
        await TellAsync("m4", TicketProgress.Solved);

        var said = _teams.Authority.Calls.Skip(before).Where(call => call.Method == "POST").Select(call => call.Activity!.Value.Text("channelData", "assistant", "wording"));
        said.Should().Equal("ticket-status.tell-in-progress", "ticket-status.tell-solved");
    }

    [Fact]
    public async Task What_an_agent_writes_reaches_the_member_under_the_agents_words_and_answers_no_message()
    {
        await SendTicketAsync();
        var (ticket, before) = ((await _teams.ConversationAsync())!.Tickets[^1].Number, _teams.Authority.Calls.Count);

        await DeskTellsAsync(new DeskNews.Joined("agent-1", "Dana") { Ticket = ticket }, "joined", "");
        await DeskTellsAsync(new DeskNews.Said("agent-1", "Dana") { Ticket = ticket }, "said", "Hello, I have your ticket in front of me.");

        var said = _teams.Authority.Calls.Skip(before).Last(call => call.Method == "POST");
        said.Text.Should().Be("Hello, I have your ticket in front of me.");
        said.Path.Should().EndWith("/activities");
        said.Activity!.Value.Text("textFormat").Should().Be("plain");
    }

    [Fact]
    public async Task A_reminder_holds_no_words_and_goes_with_its_conversation()
    {
        await WishAsync();

        var row = (await RemindersAsync()).Single();
        await using var rows = _teams.Get<IAssistantDatabase>().Context();
        var conversation = await rows.Conversations.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);

        row.Payload.Should().BeNull();
        row.DataKeyId.Should().Be(conversation.DataKeyId, "erasing goes by the key");
    }

    private async Task<Prompt> WishAsync()
    {
        await _teams.SaysAsync("the page says locked for 15 minutes");
        await _teams.SaysAsync("I can wait");
        await _teams.SaysAsync(_teams.Press((await _teams.ConversationAsync())!.Talk.Prompt!, "can-wait"));
        await _teams.SaysAsync(_teams.Press((await _teams.ConversationAsync())!.Talk.Prompt!, "remind-me"));
        var prompt = (await _teams.ConversationAsync())!.Talk.Prompt!;
        prompt.Wording.Should().Be("fix-error.waiting-for-reminder");

        return prompt;
    }

    private async Task SendTicketAsync() => await _teams.SaysAsync(_teams.Press(await _teams.ReviewAsync(), "send"));

    private async Task DeskTellsAsync(DeskNews news, string id, string text)
    {
        await _teams.Get<TurnHandler>().HandleAsync(
            new InboundMessage { Conversation = new ConversationKey("msteams", "a:1-personal"), Id = $"desk:{id}", Kind = MessageKind.DeskTold, Desk = news, Text = text }, TestContext.Current.CancellationToken);
        await _teams.DeliveredAsync();
    }

    private async Task TellAsync(string id, TicketProgress progress)
    {
        var number = (await _teams.ConversationAsync())!.Tickets[^1].Number;
        _teams.Clock.Advance(TimeSpan.FromSeconds(30));
        var isKnown = await _teams.Get<Callbacks>().TakeAsync("hub", id, new Callback(number, "INC0012345", progress, _teams.Clock.GetUtcNow()), TestContext.Current.CancellationToken);
        isKnown.Should().BeTrue();
        await SettleAsync();
    }

    private Task PassAsync(TimeSpan time)
    {
        _teams.Clock.Advance(time);
        return SettleAsync();
    }

    /// <summary>The program's own sender may be at it, too: a claim lets only one of them do it.</summary>
    private async Task SettleAsync()
    {
        await _teams.Get<ReminderSender>().SendDueAsync(TestContext.Current.CancellationToken);
        await TeamsServer.UntilAsync(async () => (await RemindersAsync()).All(row => row.State != OutboxState.Due || row.NextAt > _teams.Clock.GetUtcNow()));
        await _teams.DeliveredAsync();
    }

    private async Task<List<OutboxRow>> RemindersAsync()
    {
        await using var rows = _teams.Get<IAssistantDatabase>().Context();
        return await rows.Outbox.AsNoTracking().Where(row => row.Kind == OutboxKind.Reminder).ToListAsync();
    }
}
