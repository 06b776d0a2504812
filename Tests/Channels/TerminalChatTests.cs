using Bot.Channels.Terminal;
using Engine.Conversations;
using Engine.Journeys;
using Engine.Turns;
using Engine.Understanding;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class TerminalChatTests
{
    private readonly InMemoryConversationStore _store = new();

    [Fact]
    public async Task A_choice_is_made_by_its_number_and_the_talk_is_kept()
    {
        var shown = await ChatAsync("1\n");

        shown.Should().Contain("  1. My account is locked");
        _store.Entries.Select(entry => entry.Speaker).Should().ContainInOrder(Speaker.Member, Speaker.Assistant, Speaker.Member, Speaker.Assistant);
        _store.Entries.Single(entry => entry is { Speaker: Speaker.Member, Silent: false }).Text.Should().Be("My account is locked");
    }

    [Fact]
    public async Task A_number_that_is_no_choice_is_read_as_words()
    {
        await ChatAsync("99\n");

        _store.Entries.Single(entry => entry is { Speaker: Speaker.Member, Silent: false }).Text.Should().Be("99");
    }

    [Fact]
    public async Task The_end_of_the_input_ends_the_chat() =>
        (await ChatAsync("")).Should().EndWith("> " + Environment.NewLine);

    [Fact]
    public async Task Where_no_page_is_served_no_calendar_entry_is_offered()
    {
        var shown = await ChatAsync("what should I have ready?\nyes\nyes both\n1\nyes i do\nno\n");

        shown.Should().Contain("Here is your card to keep").And.NotContain("Remind me");
    }

    private async Task<string> ChatAsync(string typed)
    {
        var turns = new TurnHandler(
            _store, new Listener(Assistant.Knowledge, Assistant.Recogniser), new Dialogue(Assistant.Knowledge, new JourneyCatalog()), new AccountCalls(new Engine.Members.NoAccounts()), new TicketWriter(Assistant.Knowledge), new FakeTimeProvider(Assistant.Start));
        var output = new StringWriter();

        await new TerminalChat(turns, new StringReader(typed), output, new FakeTimeProvider(Assistant.Start), new ConversationKey(TerminalChat.Channel, "c1"), "en-US").RunAsync(CancellationToken.None);

        return output.ToString();
    }
}
