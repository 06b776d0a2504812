using System.Data.Common;
using Bot.Storage;
using Bot.Storage.Auditing;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Desk;

/// <summary>How tickets end: with a code that says what came of them and the cause that was found, or in another ticket about the same thing.</summary>
internal sealed class DeskWrapUp(DeskGate gate, DeskWrites writes, IAssistantDatabase database, Knowledge knowledge)
{
    private const string File = "wrap-up";

    private const string Close = """
        UPDATE "Cases" SET "State" = 2, "WrapUp" = @code, "ConfirmedCause" = @cause, "ClosedAt" = @now WHERE "Number" = @number AND "State" = 1 AND "Live" <> 2
        """;

    private const string Reopen = """
        UPDATE "Cases" SET "State" = CASE WHEN "Agent" IS NULL THEN 0 ELSE 1 END, "WrapUp" = NULL, "ConfirmedCause" = NULL, "ClosedAt" = NULL WHERE "Number" = @number AND "State" = 2
        """;

    private const string Merge = """
        UPDATE "Cases" SET "State" = 3, "MergedInto" = @into, "ClosedAt" = @now WHERE "Number" = @number AND "State" IN (0, 1) AND "Live" NOT IN (1, 2)
        AND EXISTS (SELECT 1 FROM "Cases" AS other WHERE other."Number" = @into AND other."State" IN (0, 1))
        """;

    /// <summary>The codes by id, in the desk's words.</summary>
    internal IReadOnlyDictionary<string, string> Codes { get; } = knowledge.Wordings.All.Where(wording => wording.Id.StartsWith($"{File}.", StringComparison.Ordinal))
        .ToDictionary(wording => wording.Id[(File.Length + 1)..], wording => wording.Say);

    /// <param name="who">Who closes.</param>
    /// <param name="number">The ticket.</param>
    /// <param name="code">One of <see cref="Codes"/>.</param>
    /// <param name="cause">A cause of the ticket's topic that proved true; null when it is not known. It counts as evidence for what helps.</param>
    internal Task<DeskAnswer<bool>> CloseAsync(DeskAgent who, string number, string code, string? cause, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Close, number, async row => row switch
        {
            _ when !Codes.ContainsKey(code) || (cause is not null && knowledge.Topics.Find(row.Topic)?.Causes.Any(known => known.Id == cause) != true) => DeskAnswer<bool>.No(DeskRefusal.NotValid),
            { Live: Engine.Conversations.LivePhase.Present } => DeskAnswer<bool>.No(DeskRefusal.StillLive),
            _ => await writes.ChangeAsync(
                who, new AuditLine(AuditActs.Closed, number, cause is null ? $"code={code}" : $"code={code} cause={cause}"),
                DeskWrites.Run(Close, ("number", number), ("code", code), ("cause", cause), ("now", writes.Now)), cancellation),
        },
        cancellation);

    internal Task<DeskAnswer<bool>> ReopenAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Reopen, number, _ => writes.ChangeAsync(who, new AuditLine(AuditActs.Reopened, number), DeskWrites.Run(Reopen, ("number", number)), cancellation), cancellation);

    /// <summary>Ends a duplicate in the ticket that goes on.</summary>
    internal Task<DeskAnswer<bool>> MergeAsync(DeskAgent who, string number, string into, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Merge, number, async row => row switch
        {
            _ when number == into || await gate.FindAsync(into, cancellation) is null => DeskAnswer<bool>.No(DeskRefusal.NotValid),
            { Live: Engine.Conversations.LivePhase.Waiting or Engine.Conversations.LivePhase.Present } => DeskAnswer<bool>.No(DeskRefusal.StillLive),
            _ => await writes.ChangeAsync(who, new AuditLine(AuditActs.Merged, number, $"into={into}"), (connection, cancel) => MergeAsync(connection, number, into, cancel), cancellation),
        },
        cancellation);

    private async Task<bool> MergeAsync(DbConnection connection, string number, string into, CancellationToken cancellation)
    {
        if (database.IsShared)
        {
            // Two that merge into each other at once would both find the other open: both rows are held first, always in the same order.
            await connection.ChangeAsync("""SELECT 1 FROM "Cases" WHERE "Number" IN (@number, @into) ORDER BY "Number" FOR UPDATE""", cancellation, ("number", number), ("into", into));
        }

        return await DeskWrites.Run(Merge, ("number", number), ("into", into), ("now", writes.Now))(connection, cancellation);
    }
}

/// <summary>Ready-made sentences for agents, from <c>wordings/LOCALE/agent-replies.yaml</c>, in the member's language.</summary>
internal sealed class CannedReplies(Knowledge knowledge)
{
    private const string File = "agent-replies";

    /// <summary>By id, filled in and ready to be edited and sent.</summary>
    internal IReadOnlyDictionary<string, string> For(DeskAgent who, QueueItem item)
    {
        var values = Values.None.With("agent", who.Name).With("ticket-number", item.Number).With("problem", ProblemIn(item));

        return knowledge.Wordings.All.Select(wording => wording.Id).Where(id => id.StartsWith($"{File}.", StringComparison.Ordinal))
            .ToDictionary(id => id[(File.Length + 1)..], id => knowledge.Wordings.Say(id, item.Language, values));
    }

    private string ProblemIn(QueueItem item) => knowledge.Wordings.Has($"topics.{item.Topic}") ? knowledge.Wordings.Say($"topics.{item.Topic}", item.Language, Values.None) : item.Topic;
}
