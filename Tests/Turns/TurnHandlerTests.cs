using System.Text;
using Engine.Conversations;
using Engine.Journeys;
using Engine.Members;
using Engine.Turns;
using Engine.Understanding;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Turns;

public class TurnHandlerTests
{
    [Fact]
    public async Task Answers_a_message_once_however_often_it_is_delivered()
    {
        var assistant = new Assistant();
        var message = assistant.Message(MessageKind.Said) with { Text = "my account is locked" };

        var first = await assistant.TakeAsync(message);
        var again = await assistant.TakeAsync(message);

        first.Should().NotBeEmpty();
        again.Should().BeEmpty();
        assistant.Store.Entries.Count(entry => entry.Speaker == Speaker.Member).Should().Be(1);
        assistant.Conversation.Version.Should().Be(1);
    }

    [Fact]
    public async Task Runs_again_on_the_result_of_the_turn_that_got_there_first()
    {
        var store = new RacedStore();
        var turns = TurnsOver(store);
        store.Rival = () => turns.HandleAsync(Said("m1", "my email is ann@example.com"), CancellationToken.None);

        var outcome = await turns.HandleAsync(Said("m2", "my account is locked"), CancellationToken.None);

        outcome.Should().BeOfType<TurnOutcome.Answered>();
        var after = (await store.LoadAsync(Key, CancellationToken.None))!;
        after.Version.Should().Be(2);
        after.Talk.Given("email").Should().Be("ann@example.com");
        after.Talk.Stack.Should().Contain(frame => frame.Journey == "fix-error");
    }

    [Fact]
    public async Task Gives_up_when_others_keep_getting_there_first_and_saves_nothing()
    {
        var store = new RacedStore { AlwaysOvertaken = true };

        var outcome = await TurnsOver(store).HandleAsync(Said("m1", "my account is locked"), CancellationToken.None);

        outcome.Should().BeOfType<TurnOutcome.Overtaken>();
        (await store.LoadAsync(Key, CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Writes_the_members_line_first_and_numbers_all_lines_without_gaps()
    {
        var assistant = new Assistant();

        await assistant.JoinedAsync();
        await assistant.HearsAsync("my account is locked");
        await assistant.PressedAsync("a-wait");

        var entries = assistant.Store.Entries;
        entries.Select(entry => entry.Sequence).Should().Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number));
        entries.Where(entry => entry.Speaker == Speaker.Assistant).Should().OnlyContain(
            entry => entries.Single(said => said.Sequence == entry.AnswersSequence).Speaker == Speaker.Member);
    }

    [Fact]
    public async Task Dates_each_line_later_than_the_one_before_also_when_the_clock_steps_back()
    {
        var store = new InMemoryConversationStore();
        var clock = new FakeTimeProvider(Assistant.Start);

        await TurnsOver(store, clock).HandleAsync(Said("m1", "my account is locked"), CancellationToken.None);
        await TurnsOver(store, new FakeTimeProvider(Assistant.Start.AddMinutes(-5))).HandleAsync(Said("m2", "wait"), CancellationToken.None);

        store.Entries.Select(entry => entry.At).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("my password is Sunshine42!", "Sunshine42!")]
    [InlineData("my social security number is 078-05-1120", "078-05-1120")]
    [InlineData("the code is 482913 and it is refused", "482913")]
    public async Task A_secret_is_nowhere_in_what_is_stored(string text, string secret)
    {
        var assistant = new Assistant();

        await assistant.HearsAsync(text);

        Encoding.UTF8.GetString(ConversationJson.Write(assistant.Conversation)).Should().NotContain(secret);
        assistant.Store.Entries.Select(entry => Encoding.UTF8.GetString(ConversationJson.Write(entry))).Should().NotContain(line => line.Contains(secret));
        assistant.Conversation.Redactions.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("fix-error", "a-step-that-is-gone")]
    [InlineData("a-journey-that-is-gone", "ask-something")]
    [InlineData("checklist", "")]
    public async Task A_conversation_that_an_older_version_left_at_a_step_that_is_gone_goes_on(string journey, string step)
    {
        var assistant = await At.StepAsync(journey, step);

        var said = await assistant.HearsAsync("my account is locked");
        var person = await assistant.HearsAsync("I want to talk to a person");

        said.Should().NotBeEmpty();
        person.Should().NotBeEmpty();
        assistant.Conversation.Talk.Stack.Should().Contain(frame => frame.Journey == "checklist");
    }

    private static readonly ConversationKey Key = new("test", "raced");

    private static InboundMessage Said(string id, string text) => new() { Conversation = Key, Id = id, Kind = MessageKind.Said, Text = text, UtcOffset = Assistant.Start.Offset };

    private static TurnHandler TurnsOver(IConversationStore store, FakeTimeProvider? clock = null) => new(
        store,
        new Listener(Assistant.Knowledge, Assistant.Recogniser),
        new Dialogue(Assistant.Knowledge, new JourneyCatalog()),
        new AccountCalls(new NoAccounts()),
        new TicketWriter(Assistant.Knowledge),
        clock ?? new FakeTimeProvider(Assistant.Start));
}
