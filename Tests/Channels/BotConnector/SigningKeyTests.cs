using System.Net;
using FluentAssertions;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>The authority changes its keys, and is not always there.</summary>
public sealed class SigningKeyTests : IAsyncLifetime
{
    private TeamsServer _teams = null!;

    public async ValueTask InitializeAsync() => _teams = await TeamsServer.StartAsync();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Fact]
    public async Task Keys_are_fetched_once_for_many_messages()
    {
        for (var message = 0; message < 5; message++)
        {
            (await StatusAsync()).Should().Be(HttpStatusCode.OK);
        }

        _teams.Authority.MetadataFetches.Should().Be(1);
    }

    [Fact]
    public async Task Many_first_messages_at_once_wait_for_the_same_keys()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(member => _teams.PostAsync(_teams.Message("hello", conversation: $"a:{member}"))));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        _teams.Authority.MetadataFetches.Should().Be(1);
    }

    [Fact]
    public async Task A_new_key_is_known_at_once_but_strangers_cannot_make_us_ask_again_and_again()
    {
        await StatusAsync();
        _teams.Authority.ChannelKey = new SigningPair("new-key");

        (await StatusAsync()).Should().Be(HttpStatusCode.OK);
        for (var stranger = 0; stranger < 20; stranger++)
        {
            (await StatusAsync(_teams.Authority.ChannelToken(key: new SigningPair($"stranger-{stranger}")))).Should().Be(HttpStatusCode.Unauthorized);
        }

        _teams.Authority.MetadataFetches.Should().Be(2);
        _teams.Clock.Advance(TimeSpan.FromMinutes(5));
        await StatusAsync(_teams.Authority.ChannelToken(key: new SigningPair("one-more")));
        _teams.Authority.MetadataFetches.Should().Be(3);
    }

    [Fact]
    public async Task A_key_that_was_taken_back_lets_nobody_in_after_it_is_noticed()
    {
        var token = _teams.Authority.ChannelToken(claims => claims["exp"] = _teams.Authority.Seconds(100_000));
        (await StatusAsync(token)).Should().Be(HttpStatusCode.OK);
        _teams.Authority.ChannelKey = new SigningPair("new-key");

        _teams.Clock.Advance(TimeSpan.FromHours(12));

        (await StatusAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Old_keys_stay_good_for_a_day_while_the_authority_is_away_and_no_longer()
    {
        var token = _teams.Authority.ChannelToken(claims => claims["exp"] = _teams.Authority.Seconds(200_000));
        await StatusAsync(token);
        _teams.Authority.MetadataStatus = HttpStatusCode.ServiceUnavailable;

        _teams.Clock.Advance(TimeSpan.FromHours(23));
        var within = await StatusAsync(token);
        _teams.Clock.Advance(TimeSpan.FromHours(2));
        var after = await StatusAsync(token);
        var soonAfter = await StatusAsync(token);
        _teams.Authority.MetadataStatus = HttpStatusCode.OK;
        _teams.Clock.Advance(TimeSpan.FromSeconds(10));
        var back = await StatusAsync(token);

        within.Should().Be(HttpStatusCode.OK);
        after.Should().Be(HttpStatusCode.ServiceUnavailable);
        soonAfter.Should().Be(HttpStatusCode.ServiceUnavailable);
        back.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_any_key_the_channel_is_asked_to_come_again()
    {
        _teams.Authority.MetadataStatus = HttpStatusCode.InternalServerError;

        (await StatusAsync()).Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_channel_that_the_key_does_not_speak_for_is_refused()
    {
        using var answer = await _teams.PostAsync(TeamsServer.With(_teams.Message("hello"), message => message["channelId"] = "facebook"));

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("11111111-2222-4333-8444-555555555555", HttpStatusCode.OK)]
    [InlineData("22222222-2222-4333-8444-555555555555", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task With_a_list_of_tenants_only_their_people_come_in(string? tenant, HttpStatusCode status)
    {
        await using var teams = await TeamsServer.StartAsync(("BotConnector:AllowedTenants:0", "11111111-2222-4333-8444-555555555555"));

        using var both = await teams.PostAsync(TeamsServer.With(teams.Message("hello"), message =>
        {
            message["conversation"]!["tenantId"] = tenant;
            message["channelData"]!["tenant"] = tenant is null ? null : new System.Text.Json.Nodes.JsonObject { ["id"] = tenant };
        }));
        using var oneForeign = await teams.PostAsync(TeamsServer.With(teams.Message("hello"), message => message["channelData"]!["tenant"]!["id"] = "somebody else's"));

        both.StatusCode.Should().Be(status);
        oneForeign.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private async Task<HttpStatusCode> StatusAsync(string? token = null)
    {
        using var answer = await _teams.PostAsync(_teams.Message("hello"), token);
        return answer.StatusCode;
    }
}
