using Bot.Activities;
using Bot.Channels.BotConnector;
using Bot.Desk;
using Engine.Conversations;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

public sealed class TypingSignTests
{
    private static readonly DeskAgent Dana = new("agent-dana", "Dana", DeskRole.Agent);
    private static readonly ConversationKey Key = new("msteams", "a:1-personal");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slow_work_shows_that_somebody_is_at_it_until_it_is_done()
    {
        var store = new HeldStore();
        await using var teams = await TeamsServer.StartAsync(services => services.AddSingleton<IConversationStore>(store), ("Limits:TurnTimeout", "00:10:00"));
        var answer = teams.PostAsync(teams.Message("my account is locked", "17-slow"));
        await store.IsAsked.Task;

        await PassAsync(teams, 1);
        await PassAsync(teams, 2);
        store.Release.SetResult();
        using var taken = await answer;
        teams.Clock.Advance(TimeSpan.FromMinutes(1));

        taken.IsSuccessStatusCode.Should().BeTrue();
        var signs = teams.Authority.Calls.ToList();
        signs.Should().HaveCount(2).And.OnlyContain(call => call.Activity!.Value.Text("type") == "typing" && call.Activity!.Value.Text("recipient", "id") == "29:ada");
        signs[0].Path.Should().EndWith("/activities/17-slow");
    }

    [Fact]
    public async Task Work_that_took_too_long_is_not_shown_any_more()
    {
        var store = new HeldStore();
        await using var teams = await TeamsServer.StartAsync(services => services.AddSingleton<IConversationStore>(store), ("Limits:TurnTimeout", "00:05:00"));
        var first = teams.PostAsync(teams.Message("my account is locked"));
        await store.IsAsked.Task;
        await PassAsync(teams, 1);
        teams.Clock.Advance(TimeSpan.FromMinutes(5));
        using var refused = await first;
        teams.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = teams.Authority.Calls.Count;

        var second = teams.PostAsync(teams.Message("my account is locked", conversation: "a:2-personal"));
        await PassAsync(teams, before + 3);
        store.Release.SetResult();
        using var taken = await second;

        refused.IsSuccessStatusCode.Should().BeFalse();
        teams.Authority.Calls.Skip(before).Should().NotBeEmpty().And.OnlyContain(call => call.Path.Contains("a:2-personal") || call.Path.Contains("a%3A2-personal"));
    }

    [Fact]
    public async Task Work_that_is_done_at_once_shows_nothing()
    {
        await using var teams = await TeamsServer.StartAsync();

        var calls = await teams.SaysAsync("my account is locked");
        teams.Clock.Advance(TimeSpan.FromMinutes(1));

        calls.Should().NotBeEmpty().And.OnlyContain(call => call.Activity!.Value.Text("type") == "message");
        teams.Authority.Calls.Should().HaveCount(calls.Count);
    }

    [Fact]
    public async Task A_channel_that_takes_no_signs_does_no_harm()
    {
        await using var teams = await TeamsServer.StartAsync();
        teams.Authority.Connector = (_, response) => Authority.FailAsync(response, System.Net.HttpStatusCode.BadRequest, "BadArgument");
        var work = new TaskCompletionSource();
        var reference = new ChannelReference(teams.Authority.ServiceUrl, Authority.Issuer, "msteams", "28:bot", "29:ada", new ConversationAccount("a:1-personal"));

        var shown = teams.Get<TypingSigns>().ShowWhileAsync(work.Task, reference, replyTo: null);
        await PassAsync(teams, 1);
        work.SetException(new InvalidOperationException("The turn failed."));
        teams.Clock.Advance(TimeSpan.FromSeconds(3));

        await shown;
        shown.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task An_agent_who_types_is_seen_in_Teams_and_only_while_they_are_in_the_chat()
    {
        await using var teams = await TeamsServer.StartAsync();
        var number = await TalkWithAgentAsync(teams);
        var before = teams.Authority.Calls.Count;

        (await teams.Get<LiveDesk>().TypingAsync(Dana, number, Now)).IsDone.Should().BeTrue();
        await TeamsServer.UntilAsync(() => Task.FromResult(teams.Authority.Calls.Count > before));
        await teams.Get<LiveDesk>().HandBackAsync(Dana, number, null, Now);
        await teams.DeliveredAsync();
        var after = teams.Authority.Calls.Count;
        await teams.Get<TypingSigns>().ShowAgentAsync(Key);

        var sign = teams.Authority.Calls[before].Activity!.Value;
        (sign.Text("type"), sign.Text("recipient", "id"), sign.Text("text")).Should().Be(("typing", "29:ada", null));
        teams.Authority.Calls.Should().HaveCount(after, "the assistant does not type");
    }

    [Fact]
    public async Task A_member_who_types_in_Teams_is_seen_at_the_desk_and_it_is_kept_nowhere()
    {
        await using var teams = await TeamsServer.StartAsync();
        var number = await TalkWithAgentAsync(teams);
        using var watching = (await teams.Get<LiveDesk>().WatchAsync(Dana, number, Now)).Value!;
        var lines = (await teams.TranscriptAsync()).Count;

        using var taken = await teams.PostAsync(teams.Activity("typing"));
        await watching.WaitAsync(Now).WaitAsync(TimeSpan.FromSeconds(30), Now);

        taken.IsSuccessStatusCode.Should().BeTrue();
        watching.TakeTyping(Speaker.Member).Should().BeTrue();
        (await teams.TranscriptAsync()).Should().HaveCount(lines);
    }

    [Fact]
    public async Task A_channel_that_takes_no_sign_of_an_agent_does_no_harm_either()
    {
        await using var teams = await TeamsServer.StartAsync();
        var number = await TalkWithAgentAsync(teams);
        teams.Authority.Connector = (_, response) => Authority.FailAsync(response, System.Net.HttpStatusCode.InternalServerError, "Broken");

        var typed = await teams.Get<LiveDesk>().TypingAsync(Dana, number, Now);
        await teams.Get<TypingSigns>().Awaiting(signs => signs.ShowAgentAsync(Key)).Should().NotThrowAsync();

        typed.IsDone.Should().BeTrue();
    }

    /// <summary>The member has sent a ticket, and Dana has come into their chat. The ticket's number.</summary>
    private static async Task<string> TalkWithAgentAsync(TeamsServer teams)
    {
        await teams.SaysAsync(teams.Press(await teams.ReviewAsync(), "send"));
        var number = (await teams.ConversationAsync())!.Tickets[^1].Number;
        await teams.Get<DeskClaims>().ClaimAsync(Dana, number, Now);
        await teams.Get<LiveDesk>().JoinAsync(Dana, number, Now);
        await teams.DeliveredAsync();
        return number;
    }

    /// <summary>Until that many signs were shown.</summary>
    private static Task PassAsync(TeamsServer teams, int signs) => TeamsServer.UntilAsync(() =>
    {
        if (teams.Authority.Calls.Count < signs)
        {
            teams.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return Task.FromResult(teams.Authority.Calls.Count >= signs);
    });

    /// <summary>A store that lets nobody read before it is released.</summary>
    private sealed class HeldStore : IConversationStore
    {
        private readonly InMemoryConversationStore _store = new();

        internal TaskCompletionSource IsAsked { get; } = new();

        internal TaskCompletionSource Release { get; } = new();

        public async Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation)
        {
            IsAsked.TrySetResult();
            await Release.Task;

            return await _store.LoadAsync(key, cancellation);
        }

        public Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation) => _store.TrySaveAsync(turn, cancellation);
    }
}
