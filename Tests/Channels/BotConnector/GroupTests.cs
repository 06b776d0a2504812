using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bot.Storage;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels.BotConnector;

/// <summary>Group chats and channels: one line for everybody, and nothing of anybody.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private const string Group = "19:meeting_of_six@thread.v2";
    private const string Secret = "my member number is 12345678 and my account is locked";

    private TeamsServer _teams = null!;

    public async ValueTask InitializeAsync() => _teams = await TeamsServer.StartAsync();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Theory]
    [InlineData("groupChat", Group)]
    [InlineData("channel", "19:general@thread.tacv2;messageid=1700000000001")]
    [InlineData("unheardOf", Group)]
    [InlineData(null, Group)]
    public async Task Whoever_speaks_to_the_bot_in_a_group_gets_one_neutral_line_and_a_private_link(string? kind, string conversation)
    {
        var mention = Mention(Secret, kind, conversation);

        var calls = await _teams.SaysAsync(mention);

        var said = calls.Should().ContainSingle().Subject;
        said.Path.Should().EndWith($"/activities/{mention["id"]}").And.Contain("19:");
        said.Text.Should().Contain("don't share anything personal").And.Contain($"(https://teams.microsoft.com/l/chat/0/0?users=28:{Authority.AppId})");
        said.Text.Should().NotContain("12345678").And.NotContain("locked").And.NotContain("Ada");
        said.Activity!.Value.GetRawText().Should().NotContain("29:ada").And.NotContain("suggestedActions").And.NotContain("attachments");
    }

    [Fact]
    public async Task The_line_is_in_the_language_of_the_client()
    {
        var calls = await _teams.SaysAsync(TeamsServer.With(Mention("hola"), message => message["locale"] = "es-MX"));

        calls.Should().ContainSingle().Which.Text.Should().StartWith("Otras personas pueden leer este chat");
    }

    [Fact]
    public async Task What_people_say_to_each_other_is_not_answered_and_not_kept()
    {
        var calls = await _teams.SaysAsync(InGroup(_teams.Message(Secret, conversation: Group)));
        calls = [.. calls, .. await _teams.SaysAsync(InGroup(_teams.Message($"<at>Bob</at> {Secret}", conversation: Group)))];

        calls.Should().BeEmpty();
        (await _teams.OutboxAsync()).Should().BeEmpty();
        (await _teams.ConversationAsync(Group)).Should().BeNull();
    }

    [Fact]
    public async Task No_row_of_any_table_tells_what_was_said_by_whom_or_where()
    {
        await _teams.SaysAsync(Mention(Secret));

        var rows = await EveryRowAsync();

        rows.Should().NotBeEmpty().And.Contain(row => row.StartsWith("Outbox", StringComparison.Ordinal), "the search has to reach what is there");
        rows.Should().NotContain(row => row.Contains("12345678") || row.Contains("locked") || row.Contains("29:ada") || row.Contains("Ada Lovelace") || row.Contains("meeting_of_six"));
        rows.Should().NotContain(row => row.StartsWith("Conversations", StringComparison.Ordinal) || row.StartsWith("Transcript", StringComparison.Ordinal));
        (await _teams.OutboxAsync()).Should().ContainSingle().Which.Payload.Should().BeNull("it was delivered");
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_is_not_answered_again_soon_or_late()
    {
        var mention = Mention("help");
        await _teams.SaysAsync(mention);
        var atOnce = await _teams.SaysAsync(mention);
        _teams.Clock.Advance(TimeSpan.FromSeconds(30));
        var underNewId = await _teams.SaysAsync(TeamsServer.With((JsonObject)mention.DeepClone(), again => again["id"] = "1799999999999"));
        _teams.Clock.Advance(TimeSpan.FromMinutes(10));
        var later = await _teams.SaysAsync(mention);

        atOnce.Concat(underNewId).Concat(later).Should().BeEmpty();
    }

    [Fact]
    public async Task A_group_is_told_once_in_a_minute_and_another_group_by_itself()
    {
        var first = await _teams.SaysAsync(Mention("help"));
        var second = await _teams.SaysAsync(Mention("help me, too"));
        var elsewhere = await _teams.SaysAsync(Mention("help", conversation: "19:another@thread.v2"));
        _teams.Clock.Advance(TimeSpan.FromSeconds(61));
        var third = await _teams.SaysAsync(Mention("help me now"));

        first.Should().ContainSingle();
        second.Should().BeEmpty();
        elsewhere.Should().ContainSingle();
        third.Should().ContainSingle();
    }

    [Fact]
    public async Task Being_added_to_a_group_is_told_twice_and_answered_once_and_others_who_join_are_not_greeted()
    {
        var joined = await _teams.SaysAsync(InGroup(TeamsServer.With(_teams.Activity("conversationUpdate", Group), update =>
            update["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "29:bob" }))));
        var installed = await _teams.SaysAsync(InGroup(TeamsServer.With(_teams.Activity("installationUpdate", Group), update => update["action"] = "add")));
        var added = await _teams.SaysAsync(InGroup(TeamsServer.With(_teams.Activity("conversationUpdate", Group), update =>
            update["membersAdded"] = new JsonArray(new JsonObject { ["id"] = $"28:{Authority.AppId}" }))));

        joined.Should().BeEmpty();
        installed.Should().ContainSingle().Which.Path.Should().EndWith("/activities", "it answers no message");
        added.Should().BeEmpty();
    }

    [Fact]
    public async Task Whoever_expects_replies_gets_the_line_in_the_response_alone()
    {
        var answer = await _teams.PostForAsync(TeamsServer.With(Mention(Secret), message => message["deliveryMode"] = "expectReplies"));

        answer.GetProperty("activities").EnumerateArray().Should().ContainSingle().Which.GetProperty("text").GetString().Should().Contain("private chat").And.NotContain("12345678");
        (await _teams.OutboxAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_card_in_a_group_does_nothing()
    {
        using var answer = await _teams.PostAsync(InGroup(TeamsServer.With(_teams.Activity("invoke", Group), invoke => invoke["name"] = "adaptiveCard/action")));

        answer.StatusCode.Should().Be(HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task The_private_chat_goes_on_with_what_was_asked_in_the_group_and_keeps_no_token()
    {
        var link = await LinkAsync();

        await _teams.SaysAsync(_teams.Message(link));

        (await WordingsAsync()).Should().StartWith("understood.account-locked");
        (await _teams.TranscriptAsync())[0].Text.Should().Be("Let's go on here.");
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var link = await LinkAsync();
        await _teams.SaysAsync(_teams.Message(link));

        await _teams.SaysAsync(_teams.Message(link, conversation: "a:2-personal"));

        (await WordingsAsync("a:2-personal")).Should().NotContain("understood.account-locked").And.NotBeEmpty();
    }

    [Fact]
    public async Task A_link_that_Teams_delivers_again_under_another_id_is_one_message()
    {
        var message = _teams.Message(await LinkAsync());
        await _teams.SaysAsync(message);

        var again = await _teams.SaysAsync(TeamsServer.With((JsonObject)message.DeepClone(), copy => copy["id"] = "1799999999998"));

        again.Should().BeEmpty();
    }

    [Fact]
    public async Task A_link_is_of_no_use_to_others_who_read_along()
    {
        var link = await LinkAsync();

        await _teams.SaysAsync(TeamsServer.With(_teams.Message(link, conversation: "a:bob"), message => message["from"]!["id"] = "29:bob"));
        await _teams.SaysAsync(_teams.Message(link));

        (await WordingsAsync("a:bob")).Should().NotContain("understood.account-locked").And.NotBeEmpty();
        (await WordingsAsync()).Should().StartWith("understood.account-locked", "nobody else can use it up either");
    }

    [Fact]
    public async Task A_link_ends_after_an_hour_and_a_made_up_one_greets()
    {
        var link = await LinkAsync();
        _teams.Clock.Advance(TimeSpan.FromMinutes(61));

        await _teams.SaysAsync(_teams.Message(link));
        await _teams.SaysAsync(_teams.Message($"go-{new string('A', 80)}", conversation: "a:2-personal"));

        (await WordingsAsync()).Should().NotContain("understood.account-locked").And.NotBeEmpty();
        (await WordingsAsync("a:2-personal")).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Who_named_no_problem_gets_the_plain_link()
    {
        var calls = await _teams.SaysAsync(Mention("what are you?"));

        calls.Should().ContainSingle().Which.Text.Should().Contain($"users=28:{Authority.AppId})");
    }

    /// <summary>What Teams writes into the private chat of whoever follows the link.</summary>
    private async Task<string> LinkAsync()
    {
        var line = (await _teams.SaysAsync(Mention("my account is locked"))).Should().ContainSingle().Subject.Text;
        var message = line[(line.IndexOf("&message=", StringComparison.Ordinal) + "&message=".Length)..];

        return Uri.UnescapeDataString(message[..message.IndexOf(')', StringComparison.Ordinal)]);
    }

    private async Task<List<string>> WordingsAsync(string conversation = "a:1-personal") =>
        [.. (await _teams.TranscriptAsync(conversation)).Select(line => line.Reply?.Wording).OfType<string>()];

    [Fact]
    public async Task After_a_day_nothing_is_left_of_it()
    {
        await _teams.SaysAsync(Mention("help"));
        var before = await KeysAsync();
        _teams.Clock.Advance(TimeSpan.FromDays(2));

        await _teams.Get<Retention>().PurgeAsync(CancellationToken.None);

        before.Should().Be(1);
        (await _teams.OutboxAsync()).Should().BeEmpty();
        (await KeysAsync()).Should().Be(0);
    }

    private async Task<int> KeysAsync()
    {
        await using var rows = _teams.Get<IAssistantDatabase>().Context();
        return await rows.DataKeys.CountAsync();
    }

    private JsonObject Mention(string text, string? kind = "groupChat", string conversation = Group) => InGroup(
        TeamsServer.With(_teams.Message($"<at>Sign-in help</at> {text}", conversation: conversation), message => message["entities"] = new JsonArray(new JsonObject
        {
            ["type"] = "mention",
            ["mentioned"] = new JsonObject { ["id"] = $"28:{Authority.AppId}", ["name"] = "Sign-in help" },
            ["text"] = "<at>Sign-in help</at>",
        })),
        kind);

    private static JsonObject InGroup(JsonObject activity, string? kind = "groupChat") => TeamsServer.With(activity, message =>
    {
        message["conversation"]!["conversationType"] = kind;
        message["conversation"]!["isGroup"] = kind is null ? null : true;
    });

    /// <summary>Each row as text, sealed bytes by their letters, so that what was not sealed would be found.</summary>
    private async Task<List<string>> EveryRowAsync()
    {
        return await _teams.Get<IAssistantDatabase>().ReadAsync(
            async (connection, cancel) =>
            {
                var tables = new List<string>();
                await using (var names = connection.Command("SELECT name FROM sqlite_master WHERE type = 'table'"))
                await using (var reader = await names.ExecuteReaderAsync(cancel))
                {
                    while (await reader.ReadAsync(cancel))
                    {
                        tables.Add(reader.GetString(0));
                    }
                }

                var rows = new List<string>();
                foreach (var table in tables)
                {
                    await using var all = connection.Command($"SELECT * FROM \"{table}\"");
                    await using var reader = await all.ExecuteReaderAsync(cancel);
                    while (await reader.ReadAsync(cancel))
                    {
                        var values = Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue).Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value.ToString());
                        rows.Add($"{table} {string.Join(" | ", values)}");
                    }
                }

                return rows;
            },
            CancellationToken.None);
    }
}
