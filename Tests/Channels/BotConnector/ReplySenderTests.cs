using System.Net;
using Bot.Channels.BotConnector;
using Bot.Storage.Model;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>What follows when the Connector does not simply take an answer.</summary>
public sealed class ReplySenderTests : IAsyncLifetime
{
    private TeamsServer _teams = null!;

    public async ValueTask InitializeAsync() => _teams = await TeamsServer.StartAsync();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.PreconditionFailed)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task What_surely_did_not_arrive_is_said_again(HttpStatusCode status)
    {
        FailOnce(status);

        var calls = await _teams.SaysAsync("hello");
        await RetryAsync();

        calls.Should().HaveCount(1, "what comes after it in the conversation waits");
        _teams.Authority.Calls.Count(call => call.Text == calls[0].Text).Should().Be(2);
        (await _teams.OutboxAsync()).Should().OnlyContain(row => row.State == OutboxState.Done && row.Receipt!.StartsWith("1:sent"));
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task What_may_have_arrived_is_never_said_twice_and_holds_up_nothing(HttpStatusCode status)
    {
        FailOnce(status);

        await _teams.SaysAsync("my password is hunter2hunter2 and it says my account is locked");
        await RetryAsync();

        var rows = await _teams.OutboxAsync();
        rows[0].State.Should().Be(OutboxState.Dead);
        rows[0].Reason.Should().Contain("may have arrived");
        rows.Skip(1).Should().NotBeEmpty().And.OnlyContain(row => row.State == OutboxState.Done);
        _teams.Authority.Calls.Should().HaveCount(rows.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_sending_is_not_tried_again()
    {
        _teams.Authority.Connector = (_, response) =>
        {
            response.HttpContext.Abort();
            return Task.CompletedTask;
        };

        await _teams.SaysAsync("hello");
        await RetryAsync();

        (await _teams.OutboxAsync()).Should().OnlyContain(row => row.State == OutboxState.Dead && row.Attempt == 1);
    }

    [Fact]
    public async Task Who_asks_for_patience_gets_it()
    {
        var first = true;
        _teams.Authority.Connector = async (_, response) =>
        {
            if (!first)
            {
                await _teams.Authority.TakeAsync(response);
                return;
            }

            first = false;
            response.Headers.RetryAfter = "120";
            await Authority.FailAsync(response, HttpStatusCode.TooManyRequests, "Throttled");
        };

        await _teams.SaysAsync("hello");
        var row = (await _teams.OutboxAsync())[0];

        (row.NextAt - _teams.Clock.GetUtcNow()).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(120));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "ConversationBlockedByUser")]
    [InlineData(HttpStatusCode.Forbidden, "BotNotInConversationRoster")]
    [InlineData(HttpStatusCode.NotFound, "ConversationNotFound")]
    public async Task Where_nobody_is_nothing_more_is_sent_until_they_write_again(HttpStatusCode status, string code)
    {
        _teams.Authority.Connector = (_, response) => Authority.FailAsync(response, status, code);
        await _teams.SaysAsync("my password is hunter2hunter2 and it says my account is locked");
        await TeamsServer.UntilAsync(async () => (await _teams.ConversationAsync())!.ReplyAddress!.Blocked is not null);

        var blocked = (await _teams.ConversationAsync())!.ReplyAddress!.Blocked;
        var callsThen = _teams.Authority.Calls.Count;
        _teams.Authority.Connector = null;
        var back = await _teams.SaysAsync("hello again");

        callsThen.Should().Be(1);
        blocked.Should().Contain(code);
        (await _teams.OutboxAsync()).Count(row => row.State == OutboxState.Dead).Should().BeGreaterThan(1);
        back.Should().NotBeEmpty();
        (await _teams.ConversationAsync())!.ReplyAddress!.Blocked.Should().BeNull();
    }

    [Fact]
    public async Task Removing_the_bot_ends_what_is_said_there()
    {
        await _teams.SaysAsync("hello");

        await _teams.SaysAsync(TeamsServer.With(_teams.Activity("installationUpdate"), update => update["action"] = "remove"));

        (await _teams.ConversationAsync())!.ReplyAddress!.Blocked.Should().NotBeNull();
    }

    [Fact]
    public async Task A_token_that_is_not_taken_is_replaced_once()
    {
        var first = true;
        _teams.Authority.Connector = async (_, response) =>
        {
            var isRefused = first;
            first = false;
            await (isRefused ? Authority.FailAsync(response, HttpStatusCode.Unauthorized, "Unauthorized") : _teams.Authority.TakeAsync(response));
        };

        var calls = await _teams.SaysAsync("hello");

        calls[0].Text.Should().Be(calls[1].Text);
        calls[0].Bearer.Should().NotBe(calls[1].Bearer);
        (await _teams.OutboxAsync()).Should().OnlyContain(row => row.State == OutboxState.Done);
    }

    [Fact]
    public async Task One_token_serves_an_hour_less_five_minutes()
    {
        await _teams.SaysAsync("hello");
        _teams.Clock.Advance(TimeSpan.FromMinutes(54));
        await _teams.SaysAsync("my account is locked");
        var within = _teams.Authority.TokenRequests;
        _teams.Clock.Advance(TimeSpan.FromMinutes(2));
        await _teams.SaysAsync("I forgot my password");

        within.Should().Be(1);
        _teams.Authority.TokenRequests.Should().Be(2);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_lost()
    {
        _teams.Authority.TokenStatus = HttpStatusCode.ServiceUnavailable;
        await _teams.SaysAsync("hello");
        _teams.Authority.TokenStatus = HttpStatusCode.OK;

        await RetryAsync();

        _teams.Authority.Calls.Should().NotBeEmpty();
        (await _teams.OutboxAsync()).Should().OnlyContain(row => row.State == OutboxState.Done);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_slows_neither_its_members_nor_another_service()
    {
        var release = new TaskCompletionSource();
        _teams.Authority.Connector = async (called, response) =>
        {
            if (called.Path.Contains("slow", StringComparison.Ordinal))
            {
                await release.Task;
            }

            await _teams.Authority.TakeAsync(response);
        };

        for (var member = 0; member < 20; member++)
        {
            using var taken = await _teams.PostAsync(_teams.Message("hello", conversation: $"a:slow-{member}"));
            taken.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        using var localhost = await _teams.PostAsync(_teams.Message("my account is locked", conversation: "a:slow-0"));
        release.SetResult();
        await _teams.DeliveredAsync();

        localhost.StatusCode.Should().Be(HttpStatusCode.OK);
        (await _teams.OutboxAsync()).Should().OnlyContain(row => row.State == OutboxState.Done);
    }

    [Fact]
    public async Task What_was_said_a_week_ago_leaves_no_trace_in_the_outbox_and_what_still_waits_stays()
    {
        await _teams.SaysAsync("hello");
        _teams.Authority.TokenStatus = HttpStatusCode.ServiceUnavailable;
        _teams.Clock.Advance(TimeSpan.FromHours(1));
        await _teams.SaysAsync("my account is locked");
        var before = await _teams.OutboxAsync();
        var said = before.Where(row => row.State == OutboxState.Done).Select(row => row.RowId).ToList();

        _teams.Clock.Advance(TimeSpan.FromDays(8));
        await _teams.Get<Bot.Storage.Retention>().PurgeAsync(CancellationToken.None);

        // What still waits may end meanwhile, and is then no week old.
        said.Should().NotBeEmpty();
        before.Should().Contain(row => row.State == OutboxState.Due);
        (await _teams.OutboxAsync()).Should().NotContain(row => said.Contains(row.RowId)).And.NotBeEmpty();
    }

    [Fact]
    public async Task What_was_said_can_be_replaced_and_removed_by_the_key_it_was_said_under()
    {
        await _teams.SaysAsync("hello");
        var said = (await _teams.OutboxAsync())[0];
        var conversation = (await _teams.ConversationAsync())!;
        var reference = ChannelReference.Of(conversation)!;
        var client = _teams.Get<ConnectorClient>();
        var call = new ConnectorCall
        {
            Deed = ConnectorDeed.Replace,
            ServiceUrl = reference.ServiceUrl,
            Audience = reference.Audience,
            ConversationId = reference.Conversation.Id!,
            SaidAs = said.IdempotencyKey,
            Activity = ConnectorActivities.Addressed(new Bot.Activities.Activity { Type = "message", Text = "done" }, reference, replyTo: null),
        };

        await client.ReplaceAsync(call, said.Receipt!, CancellationToken.None);
        await client.RemoveAsync(call with { Deed = ConnectorDeed.Remove }, said.Receipt!, CancellationToken.None);
        var begun = await client.BeginAsync(
            reference.ServiceUrl,
            reference.Audience,
            new ConversationParameters(false, new Bot.Activities.ChannelAccount(reference.BotId), [new Bot.Activities.ChannelAccount(reference.UserId)], "tenant", null, null),
            CancellationToken.None);

        _teams.Authority.Calls.TakeLast(3).Select(called => $"{called.Method} {called.Path}").Should().Equal(
            $"PUT /teams/v3/conversations/a:1-personal/activities/{said.Receipt}",
            $"DELETE /teams/v3/conversations/a:1-personal/activities/{said.Receipt}",
            "POST /teams/v3/conversations");
        begun.Id.Should().NotBeNull();
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/", "a:1", "9", "https://smba.trafficmanager.net/amer/v3/conversations/a%3A1/activities/9")]
    [InlineData("http://localhost:56150/_connector", "a:1", null, "http://localhost:56150/_connector/v3/conversations/a%3A1/activities")]
    [InlineData("https://smba.trafficmanager.net/emea/", "19:x@thread.tacv2;messageid=17", "f:8a1", "https://smba.trafficmanager.net/emea/v3/conversations/19%3Ax%40thread.tacv2%3Bmessageid%3D17/activities/f%3A8a1")]
    [InlineData("https://slack.botframework.com", "B1:T2/../../x", null, "https://slack.botframework.com/v3/conversations/B1%3AT2%2F..%2F..%2Fx/activities")]
    public void Addresses_are_joined_with_one_slash_and_ids_stay_ids(string serviceUrl, string conversation, string? activity, string address) =>
        ConnectorClient.Address(serviceUrl, conversation, activity).AbsoluteUri.Should().Be(address);

    [Fact]
    public void Waits_grow_to_five_minutes_and_are_never_all_the_same()
    {
        var waits = Enumerable.Range(1, 50).Select(ReplySender.WaitAfter).ToList();

        waits[0].Should().BeCloseTo(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.21));
        waits.Should().OnlyContain(wait => wait <= TimeSpan.FromMinutes(6));
        waits.Skip(20).Distinct().Count().Should().BeGreaterThan(20);
    }

    private void FailOnce(HttpStatusCode status)
    {
        var first = true;
        _teams.Authority.Connector = async (_, response) =>
        {
            var isFailing = first;
            first = false;
            await (isFailing ? Authority.FailAsync(response, status, "ServiceError") : _teams.Authority.TakeAsync(response));
        };
    }

    /// <summary>Time passes until nothing waits any more.</summary>
    private Task RetryAsync() => TeamsServer.UntilAsync(async () =>
    {
        _teams.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await _teams.OutboxAsync()).All(row => row.State != OutboxState.Due);
    });
}
