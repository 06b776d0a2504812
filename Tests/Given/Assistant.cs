using Engine.Conversations;
using Engine.Journeys;
using Engine.Members;
using Engine.Turns;
using Engine.Understanding;
using KnowledgeBase;
using KnowledgeBase.Recognition;
using Microsoft.Extensions.Time.Testing;
using Tests.Fakes;

namespace Tests.Given;

/// <summary>The whole engine over real content, with a store and a clock of its own: <c>await Given.Assistant().Hears("...")</c>.</summary>
internal sealed class Assistant
{
    /// <summary>A Tuesday morning in Oakland.</summary>
    internal static readonly DateTimeOffset Start = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-8));

    private static readonly Lazy<(Knowledge Knowledge, Recogniser Recogniser)> Content = new(() =>
    {
        var knowledge = Knowledge.Load();

        return (knowledge, Recogniser.From(knowledge));
    });

    private readonly TurnHandler _turns;
    private int _messages;

    internal Assistant(IMemberAccounts? accounts = null, params Journey[] more)
        : this(Content.Value, accounts, more)
    {
    }

    /// <summary>With other content.</summary>
    internal Assistant((Knowledge Knowledge, Recogniser Recogniser) content, IMemberAccounts? accounts = null, params Journey[] more)
    {
        var (knowledge, recogniser) = content;
        Clock = new FakeTimeProvider(Start);
        Accounts = new FakeAccounts(Clock);
        _turns = new TurnHandler(Store, new Listener(knowledge, recogniser), new Dialogue(knowledge, new JourneyCatalog(more), Desk, new FakeCalendar()), new AccountCalls(accounts ?? Accounts), new TicketWriter(knowledge), Clock);
    }

    internal static Knowledge Knowledge => Content.Value.Knowledge;
    internal static Recogniser Recogniser => Content.Value.Recogniser;

    /// <summary>What the member's browser tells.</summary>
    internal string? MemberLocale { get; set; } = "en-US";

    /// <summary>Where the channel wants its answers; null on one whose clients fetch them.</summary>
    internal string? ReplyTo { get; set; }

    internal InMemoryConversationStore Store { get; } = new();
    internal FakeTimeProvider Clock { get; }

    /// <summary>Nothing is connected until a test connects it.</summary>
    internal FakeAccounts Accounts { get; }

    internal FakeDesk Desk { get; } = new();

    internal ConversationKey Key { get; } = new("test", "c1");

    /// <summary>The newest state of the conversation.</summary>
    internal Conversation Conversation => Store.LoadAsync(Key, CancellationToken.None).Result!;

    internal async Task<IReadOnlyList<TranscriptEntry>> JoinedAsync() => await TakeAsync(Message(MessageKind.Joined));

    internal async Task<IReadOnlyList<TranscriptEntry>> HearsAsync(string text) => await TakeAsync(Message(MessageKind.Said) with { Text = text });

    /// <summary>Presses a button of the present prompt, or of an earlier one when its token is given.</summary>
    internal async Task<IReadOnlyList<TranscriptEntry>> PressedAsync(string choice, string? turnToken = null) =>
        await TakeAsync(Message(MessageKind.Said) with { Pressed = new PressedChoice(turnToken ?? Conversation.Talk.Prompt!.TurnToken, choice, new Dictionary<string, string>()) });

    internal async Task<IReadOnlyList<TranscriptEntry>> ToldAsync(DeviceFacts device) => await TakeAsync(Message(MessageKind.DeviceTold) with { Device = device });

    /// <summary>Something comes about that the member waits for.</summary>
    internal async Task<IReadOnlyList<TranscriptEntry>> OccursAsync(Occasion occasion) => await TakeAsync(Message(MessageKind.Occurred) with { Occasion = occasion, ReplyTo = null, Locale = null });

    /// <summary>Something happens at the agents' desk; also what an agent writes.</summary>
    internal async Task<IReadOnlyList<TranscriptEntry>> DeskTellsAsync(DeskNews news, string text = "") => await TakeAsync(Message(MessageKind.DeskTold) with { Desk = news, Text = text });

    /// <summary>Goes through the checklist, skipping what can be skipped, and sends the ticket. The assistant's lines of the last turn.</summary>
    internal async Task<IReadOnlyList<TranscriptEntry>> SendsTicketAsync()
    {
        var said = await HearsAsync("I want to talk to a person");
        while (said.All(entry => entry.Reply!.Wording != "checklist.sent"))
        {
            var choices = Conversation.Talk.Prompt!.Choices.Select(choice => choice.Id).ToList();
            said = await PressedAsync(new[] { "start", "declined", "unknown", "send" }.First(choices.Contains));
        }

        return said;
    }

    /// <summary>The assistant's lines of the turn.</summary>
    internal async Task<IReadOnlyList<TranscriptEntry>> TakeAsync(InboundMessage message)
    {
        Clock.Advance(TimeSpan.FromSeconds(20));

        return await _turns.HandleAsync(message, CancellationToken.None) is TurnOutcome.Answered answered
            ? [.. answered.Entries.Where(entry => entry.Reply is not null)]
            : [];
    }

    internal InboundMessage Message(MessageKind kind) => new()
    {
        Conversation = Key,
        Id = $"m{++_messages}",
        Kind = kind,
        Locale = MemberLocale,
        UtcOffset = Start.Offset,
        FromId = "member",
        ReplyTo = ReplyTo,
    };
}
