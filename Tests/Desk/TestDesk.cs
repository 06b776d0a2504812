using Bot.Desk;
using Bot.Operations;
using Bot.Storage;
using Bot.Storage.Auditing;
using Bot.Storage.Model;
using Engine.Conversations;
using Engine.Handover;
using Engine.Turns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tests.Given;
using Tests.Storage;

namespace Tests.Desk;

/// <summary>The desk's backend with the whole engine, on a real database: <c>await TestDesk.OpenAsync(database)</c>.</summary>
internal sealed class TestDesk(TestStorage storage) : IAsyncDisposable
{
    internal const string Number = "KP-7K3M-9Q2X";

    internal static readonly DeskAgent Dana = new("agent-dana", "Dana", DeskRole.Agent);
    internal static readonly DeskAgent Lee = new("agent-lee", "Lee", DeskRole.Agent);
    internal static readonly DeskAgent Sam = new("agent-sam", "Sam", DeskRole.Supervisor);
    internal static readonly DeskAgent Ada = new("agent-ada", "Ada", DeskRole.Auditor);

    private int _messages;

    internal TestStorage Storage => storage;
    internal DeskClaims Claims => storage.Get<DeskClaims>();
    internal LiveDesk Live => storage.Get<LiveDesk>();
    internal DeskTickets Tickets => storage.Get<DeskTickets>();
    internal DeskQueue Queue => storage.Get<DeskQueue>();
    internal DeskPresence Presence => storage.Get<DeskPresence>();
    internal LiveWatch Watch => storage.Get<LiveWatch>();

    private static CancellationToken Now => CancellationToken.None;

    internal static async Task<TestDesk> OpenAsync(TestDatabase database, params (string Key, string Value)[] settings) => new(await database.OpenAsync(Add, settings));

    /// <summary>A ticket on the desk, of a conversation of its own.</summary>
    internal async Task<string> FileAsync(string number = Number, string conversation = "talk-1", Func<Ticket, Ticket>? change = null)
    {
        var ticket = TestTurns.Ticket($"key-{number}", number) with { ConversationId = conversation };
        await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", key: TestTurns.Key(conversation), tickets: change?.Invoke(ticket) ?? ticket), Now);
        return number;
    }

    /// <summary>A ticket whose member has agreed to wait in the chat for somebody.</summary>
    internal async Task<string> WaitAsync(string number = Number, string conversation = "talk-1")
    {
        var filed = TestTurns.Turn(null, "m1", key: TestTurns.Key(conversation), tickets: TestTurns.Ticket($"key-{number}", number) with { ConversationId = conversation });
        await storage.Store.TrySaveAsync(filed, Now);
        var talk = new Talk { Stack = [new Frame("triage", "anything-else"), new Frame("live-agent", "waiting") { Notes = new Dictionary<string, string> { ["ticket"] = number } }] };
        var waiting = TestTurns.Turn(filed.After, "m2");
        await storage.Store.TrySaveAsync(
            waiting with
            {
                After = waiting.After with
                {
                    Talk = talk,
                    Owner = Owner.Nobody,
                    Tickets = [new FiledTicket(number, TestTurns.Start, "account-locked")],
                    Live = new LiveChat { Ticket = number, Phase = LivePhase.Waiting, Since = storage.Clock.GetUtcNow() },
                },
            },
            Now);
        return number;
    }

    /// <summary>The member writes; the lines of the turn.</summary>
    internal async Task<IReadOnlyList<TranscriptEntry>> MemberSaysAsync(string text, string conversation = "talk-1") => await storage.Get<TurnHandler>().HandleAsync(
        new InboundMessage { Conversation = TestTurns.Key(conversation), Id = $"said-{++_messages}", Kind = MessageKind.Said, Text = text, FromId = "dl_member" }, Now) is TurnOutcome.Answered answered ? answered.Entries : [];

    internal async Task<Conversation> ConversationAsync(string conversation = "talk-1") => (await storage.Store.LoadAsync(TestTurns.Key(conversation), Now))!;

    internal Task<CaseRow> CaseAsync(string number = Number) => storage.Get<IAssistantDatabase>().QueryAsync(context => context.Cases.AsNoTracking().SingleAsync(row => row.Number == number));

    internal async Task<IReadOnlyList<string>> WordingsAsync(string conversation = "talk-1") =>
        [.. (await storage.Store.ReadTranscriptAsync(TestTurns.Key(conversation), 0, 1000, Now)).Select(line => line.Reply?.Wording).OfType<string>()];

    internal async Task<IReadOnlyList<AuditEntry>> AuditAsync() => [.. (await storage.Get<Audit>().ReadAsync(null, null, 1000, Now)).Reverse()];

    internal Task<AuditReport> VerifyAsync(AuditMark? expected = null) => storage.Get<AuditCheck>().VerifyAsync(expected, Now);

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    private static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAssistant(configuration);
        services.AddOptions<DeskOptions>().Bind(configuration.GetSection("Desk"));
        services.AddDeskWork();
        services.AddSingleton(Assistant.Knowledge);
        services.AddSingleton(Assistant.Recogniser);
    }
}
