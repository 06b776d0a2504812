using System.Data.Common;
using Bot.Channels.BotConnector;
using Bot.Storage;
using Bot.Storage.Auditing;
using Bot.Storage.Model;
using Engine.Conversations;
using Engine.Turns;

namespace Bot.Desk;

/// <summary>The chat between agent and member. Each act is a turn of the conversation, saved in one transaction with what it changes at the desk and its line in the audit.</summary>
internal sealed class LiveDesk(DeskGate gate, DeskWrites writes, TurnHandler turns, ConversationStore store, SavedTurns saved, TypingSigns typing, TimeProvider clock)
{
    /// <summary>What the dialogue takes of a member, too (POLICY, sizes).</summary>
    private const int LongestText = 4_000;

    private const string Others = """WHERE "Channel" = @channel AND "ConversationId" = @conversation AND "Number" <> @number""";
    private const string Mine = """ WHERE "Number" = @number AND "State" = 1 AND "Agent" = @agent""";
    private const string Enter = $"""UPDATE "Cases" SET "Live" = 2{Mine} AND "Live" <> 2""";
    private const string Speak = $"""UPDATE "Cases" SET "UnansweredSince" = NULL{Mine} AND "Live" = 2""";
    private const string Leave = $"""UPDATE "Cases" SET "State" = 0, "Agent" = NULL, "AgentName" = NULL, "ClaimedAt" = NULL{Mine} AND "Live" = 2""";
    private const string Pass = $"""UPDATE "Cases" SET "Agent" = @to, "AgentName" = @name, "ClaimedAt" = @now{Mine} AND "Live" = 2""";
    private const string Lost = """UPDATE "Cases" SET "State" = 0, "Agent" = NULL, "AgentName" = NULL, "ClaimedAt" = NULL WHERE "Number" = @number AND "Live" = @phase AND "LiveSince" = @since""";

    /// <summary>Comes into the chat of a ticket one has claimed, whether the member waits or talks with the assistant: from now on the assistant is silent.</summary>
    internal Task<DeskAnswer<bool>> JoinAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Chat, number, row => EnterAsync(who, row, DeskWrites.Run(Enter, ("number", number), ("agent", who.Id)), cancellation), cancellation);

    /// <summary>Writes to the member.</summary>
    /// <param name="clientId">Made by the agent's page for each message, so that one sent twice is said once.</param>
    internal Task<DeskAnswer<bool>> SayAsync(DeskAgent who, string number, string text, string clientId, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Chat, number, async row => string.IsNullOrWhiteSpace(text) || text.Length > LongestText || clientId.Length is 0 or > 100
            ? DeskAnswer<bool>.No(DeskRefusal.NotValid)
            : await TurnAsync(
                row, new DeskNews.Said(who.Id, who.Name) { Ticket = number }, $"desk:{clientId}", InReadingOrder(text),
                Audited(who, new AuditLine(AuditActs.Replied, number, $"characters={text.Length}"), Speak, ("number", number), ("agent", who.Id)), cancellation),
        cancellation);

    /// <summary>Tells the member's screens that the agent is typing. Kept nowhere.</summary>
    internal Task<DeskAnswer<bool>> TypingAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Chat, number, row =>
        {
            typing.AgentTypes(row.Conversation);
            return Task.FromResult(DeskAnswer<bool>.Done(true));
        },
        cancellation);

    /// <summary>Hears of every new line of the talk, and of the member's typing. Dispose it to hear no more; the lines themselves come from <see cref="DeskTickets.TranscriptAsync"/>.</summary>
    internal Task<DeskAnswer<SavedTurns.Subscription>> WatchAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.SeeTicket, number, row => Task.FromResult(DeskAnswer<SavedTurns.Subscription>.Done(saved.Subscribe(row.Conversation))), cancellation);

    /// <summary>Goes without being done: the ticket is open again, and the member is told and asked whether to look for somebody else.</summary>
    internal Task<DeskAnswer<bool>> LeaveAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Chat, number, row => TurnAsync(
            row, new DeskNews.Left { Ticket = number }, IdOf("left", row), "",
            Audited(who, new AuditLine(AuditActs.Left, number), Leave, ("number", number), ("agent", who.Id)), cancellation),
        cancellation);

    /// <summary>Gives the conversation back to the assistant, which knows what was going on, and helps with a topic next when one is named. The ticket stays claimed.</summary>
    internal Task<DeskAnswer<bool>> HandBackAsync(DeskAgent who, string number, string? topic, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Chat, number, row => TurnAsync(
            row, new DeskNews.HandedBack(topic) { Ticket = number }, IdOf("back", row), "",
            Audited(who, new AuditLine(AuditActs.HandedBack, number, topic is null ? "" : $"topic={topic}"), Speak, ("number", number), ("agent", who.Id)), cancellation),
        cancellation);

    /// <summary>Comes in as part of a claim, or after one.</summary>
    internal Task<DeskAnswer<bool>> EnterAsync(DeskAgent who, CaseRow row, Func<DbConnection, CancellationToken, Task<bool>> change, CancellationToken cancellation) => TurnAsync(
        row, new DeskNews.Joined(who.Id, who.Name) { Ticket = row.Number }, IdOf($"joined:{who.Id}", row), "",
        writes.Audited(who.Actor, new AuditLine(AuditActs.Joined, row.Number), async (connection, cancel) => await IsFreeAsync(connection, row, cancel) && await change(connection, cancel)), cancellation);

    internal Task<DeskAnswer<bool>> PassOnAsync(DeskAgent who, CaseRow row, DeskAgent to, CancellationToken cancellation) => TurnAsync(
        row, new DeskNews.PassedOn { Ticket = row.Number }, IdOf("passed-on", row), "",
        Audited(who, new AuditLine(AuditActs.Transferred, row.Number, $"from={row.Agent} to={to.Id}"), Pass, ("number", row.Number), ("agent", row.Agent!), ("to", to.Id), ("name", to.Name), ("now", writes.Now)), cancellation);

    /// <summary>The member has waited long enough: they hear so, and the ticket is anybody's again.</summary>
    internal Task<DeskAnswer<bool>> GiveUpWaitingAsync(CaseRow row, TimeSpan waited, CancellationToken cancellation) => TurnAsync(
        row, new DeskNews.NobodyCame((int)Math.Round(waited.TotalMinutes)) { Ticket = row.Number }, IdOf("nobody-came", row), "",
        writes.Audited(AuditActor.System, new AuditLine(AuditActs.NobodyCame, row.Number), Losing(row)), cancellation);

    /// <summary>The agent's desk has fallen silent: for the member that is an agent who left.</summary>
    internal Task<DeskAnswer<bool>> GiveUpAgentAsync(CaseRow row, CancellationToken cancellation) => TurnAsync(
        row, new DeskNews.Left { Ticket = row.Number }, IdOf("lost", row), "",
        writes.Audited(AuditActor.System, new AuditLine(AuditActs.AgentLost, row.Number, $"agent={row.Agent}"), Losing(row)), cancellation);

    /// <summary>Without the signs that turn the order of what follows round, as they come along when something is pasted.</summary>
    private static string InReadingOrder(string text) => string.Concat(text.Where(letter => letter is not ((>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))));

    /// <summary>A member may have two tickets from one conversation; only one agent is in it at a time, and nobody waits with the other ticket meanwhile.</summary>
    private static async Task<bool> IsFreeAsync(DbConnection connection, CaseRow row, CancellationToken cancellation)
    {
        (string, object?)[] values = [("channel", row.Channel), ("conversation", row.ConversationId), ("number", row.Number)];
        if (await connection.NumberAsync($"""SELECT COUNT(*) FROM "Cases" {Others} AND "Live" = 2""", cancellation, values) > 0)
        {
            return false;
        }

        await connection.ChangeAsync($"""UPDATE "Cases" SET "Live" = 3 {Others} AND "Live" = 1""", cancellation, values);
        return true;
    }

    private static Func<DbConnection, CancellationToken, Task<bool>> Losing(CaseRow row) =>
        DeskWrites.Run(Lost, ("number", row.Number), ("phase", (int)row.Live), ("since", row.LiveSince!.Value.ToUnixTimeMilliseconds()));

    /// <summary>The same press twice is one act; the same act at a later phase of the chat is another.</summary>
    private static string IdOf(string act, CaseRow row) => $"desk:{act}:{row.Number}:{(int)row.Live}:{row.LiveSince?.ToUnixTimeMilliseconds() ?? 0}";

    private Func<DbConnection, CancellationToken, Task<bool>> Audited(DeskAgent who, AuditLine line, string sql, params (string, object?)[] values) =>
        writes.Audited(who.Actor, line, DeskWrites.Run(sql, values));

    private async Task<DeskAnswer<bool>> TurnAsync(
        CaseRow row, DeskNews news, string id, string text, Func<DbConnection, CancellationToken, Task<bool>> also, CancellationToken cancellation)
    {
        var message = new InboundMessage
        {
            Conversation = row.Conversation,
            Id = id,
            Kind = MessageKind.DeskTold,
            Desk = news,
            Text = text,
            FromId = news switch { DeskNews.Joined joined => joined.AgentId, DeskNews.Said said => said.AgentId, _ => "" },
        };
        var outcome = await turns.Through(new Together(store, also)).HandleAsync(message, cancellation).WaitAsync(TimeSpan.FromSeconds(10), clock, cancellation);
        return outcome switch
        {
            TurnOutcome.Answered or TurnOutcome.AlreadyAnswered => DeskAnswer<bool>.Done(true),
            TurnOutcome.Refused => DeskAnswer<bool>.No(DeskRefusal.MovedOn),
            TurnOutcome.Overtaken => DeskAnswer<bool>.No(DeskRefusal.Busy),
            _ => throw new InvalidOperationException("A turn has no further outcomes."),
        };
    }

    /// <summary>Saves turns together with what the desk writes.</summary>
    private sealed class Together(ConversationStore store, Func<DbConnection, CancellationToken, Task<bool>> also) : IConversationStore
    {
        public Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) => store.LoadAsync(key, cancellation);

        public Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation) => store.TrySaveAsync(turn, also, cancellation);
    }
}
