using Bot.Activities;
using Bot.Channels.BotConnector;
using Bot.Desk;
using Engine.Conversations;
using FluentAssertions;
using Tests.Accounts;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Desk;

/// <summary>Whoever is first at a one-time page may set a password with it, so nobody but the member reads its address.</summary>
public sealed class PageLinkTests : IAsyncLifetime
{
    private const string PagePath = "/portal/once/";

    private readonly SqliteTestDatabase _database = new();
    private readonly List<TranscriptEntry> _talk = [];
    private TestAccounts _accounts = null!;
    private Assistant _assistant = null!;

    public async ValueTask InitializeAsync()
    {
        _accounts = await TestAccounts.OpenAsync(_database);
        _assistant = new Assistant(_accounts.Accounts);
        _talk.AddRange(await _assistant.JoinedAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Agents_do_not_read_the_address_of_the_page_that_sets_a_password()
    {
        await SayAsync("I forgot my password", "member1@example.org", "by email");
        await SayAsync(await _accounts.NewestCodeAsync());
        await SayAsync("why do you ask?");

        ShouldBeHidden(2);
    }

    [Fact]
    public async Task Agents_do_not_read_the_addresses_of_the_pages_with_a_key_and_with_saved_codes()
    {
        await SayAsync("set up an authenticator", "the app", "member1@example.org", "by email");
        await SayAsync(await _accounts.NewestCodeAsync());
        var key = new Uri(_assistant.Conversation.Talk.Top!.Notes["address"]);
        _talk.Add(new TranscriptEntry { Sequence = 1000, Speaker = Speaker.Member, At = Assistant.Start, Text = $"it doesn't open: {key.PathAndQuery[1..]} and {key}" });

        var lines = ShouldBeHidden(2);

        lines[^1].Text.Should().NotContain(key.Segments[^1]);
    }

    /// <summary>Both where our own agents read, in any language, and in what a hub is given.</summary>
    private List<DeskLine> ShouldBeHidden(int most)
    {
        _talk.Count(line => (line.Reply?.Text ?? line.Text).Contains(PagePath, StringComparison.Ordinal)).Should().BeInRange(1, most, "the member is given the address");

        var lines = new TranscriptMask(null).Apply(_talk).ToList();
        lines.SelectMany(line => line.Values?.Values.Append(line.Text) ?? [line.Text]).Should().NotContain(text => text.Contains(PagePath, StringComparison.Ordinal));
        lines.Should().Contain(line => line.Text.Contains($"]({BriefWriter.Mask})", StringComparison.Ordinal), "that there was a link is worth knowing");
        var hub = HandOffTranscript.Of(_talk, _assistant.Key, new ChannelReference("https://hub.test", "hub", "test", "bot", "member", new ConversationAccount("c1")));
        hub.Content!.Value.Text.Should().Contain("It opens once").And.NotContain(PagePath);

        return lines;
    }

    private async Task SayAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            _accounts.Clock.Advance(TimeSpan.FromSeconds(20));
            _talk.AddRange(await _assistant.HearsAsync(line));
        }
    }
}
