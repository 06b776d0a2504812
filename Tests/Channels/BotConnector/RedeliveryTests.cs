using System.Net;
using System.Text.Json.Nodes;
using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>Teams delivers a message again when it thinks that nobody took it: with the same id, and later with a new one.</summary>
public sealed class RedeliveryTests : IAsyncLifetime
{
    private TeamsServer _teams = null!;

    public async ValueTask InitializeAsync() => _teams = await TeamsServer.StartAsync();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Fact]
    public async Task At_once_and_half_a_minute_later_and_under_a_new_id_it_is_one_turn_with_one_set_of_answers()
    {
        var message = _teams.Message("it says my account is locked");
        var first = await _teams.SaysAsync(message);

        var atOnce = await _teams.SaysAsync(message);
        _teams.Clock.Advance(TimeSpan.FromSeconds(30));
        var later = await _teams.SaysAsync(message);
        var renamed = await _teams.SaysAsync(Renamed(message));
        var retold = await _teams.SaysAsync(_teams.Message("it says my account is locked"));

        first.Should().NotBeEmpty();
        atOnce.Concat(later).Concat(renamed).Concat(retold).Should().BeEmpty();
        (await _teams.TranscriptAsync()).Count(line => line.Speaker == Speaker.Member).Should().Be(1);
    }

    [Fact]
    public async Task Many_at_the_same_moment_are_one_turn()
    {
        var message = _teams.Message("it says my account is locked");
        var renamed = Renamed(message);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => _teams.PostAsync((JsonObject)(number % 2 == 0 ? message : renamed).DeepClone())));

        // Who was overtaken too often is told to come again, as Teams will.
        answers.Select(answer => answer.StatusCode).Should().BeSubsetOf([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]).And.Contain(HttpStatusCode.OK);
        (await _teams.TranscriptAsync()).Count(line => line.Speaker == Speaker.Member).Should().Be(1);
    }

    [Fact]
    public async Task A_new_id_is_known_when_it_comes_again()
    {
        var message = _teams.Message("it says my account is locked");
        await _teams.SaysAsync(message);
        _teams.Clock.Advance(TimeSpan.FromSeconds(30));
        var renamed = _teams.Message("it says my account is locked");
        await _teams.SaysAsync(renamed);

        _teams.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = await _teams.SaysAsync(renamed);

        again.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_says_the_same_to_two_questions_is_heard_twice()
    {
        await _teams.SaysAsync("talk to a person please");
        await _teams.SaysAsync(_teams.Press((await _teams.ConversationAsync())!.Talk.Prompt!, "start"));
        await _teams.SaysAsync("I don't know");
        var before = (await _teams.ConversationAsync())!.Talk.Prompt!.TurnToken;

        _teams.Clock.Advance(TimeSpan.FromSeconds(20));
        var answers = await _teams.SaysAsync("I don't know");

        answers.Should().NotBeEmpty();
        (await _teams.ConversationAsync())!.Talk.Prompt!.TurnToken.Should().NotBe(before);
    }

    [Fact]
    public async Task Who_says_it_again_after_a_while_is_answered_again()
    {
        await _teams.SaysAsync("it says my account is locked");
        _teams.Clock.Advance(TimeSpan.FromMinutes(2));

        var answers = await _teams.SaysAsync("it says my account is locked");

        answers.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Sending_the_ticket_is_delivered_three_times_and_there_is_one_ticket()
    {
        var press = _teams.Press(await _teams.ReviewAsync(), "send");
        await _teams.SaysAsync(press);
        _teams.Clock.Advance(TimeSpan.FromSeconds(30));
        var again = await _teams.SaysAsync(press);
        var renamed = await _teams.SaysAsync(Renamed(press));

        again.Concat(renamed).Should().BeEmpty();
        (await _teams.Get<TicketStore>().ListTicketsAsync(new TicketFilter(), CancellationToken.None)).Should().ContainSingle();
    }

    private static JsonObject Renamed(JsonObject message) => TeamsServer.With((JsonObject)message.DeepClone(), copy => copy["id"] = $"{copy["id"]}-again");
}
