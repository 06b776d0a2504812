using System.Data.Common;
using Bot.Storage.Auditing;
using Bot.Storage.Model;
using Engine.Conversations;

namespace Bot.Desk;

/// <summary>Who works on which ticket. However many press at once, the database lets one have it, and the others hear who that is.</summary>
internal sealed class DeskClaims(DeskGate gate, DeskWrites writes, LiveDesk live)
{
    private const string Take = """
        UPDATE "Cases" SET "State" = 1, "Agent" = @agent, "AgentName" = @name, "ClaimedAt" = @now, "AcknowledgedAt" = COALESCE("AcknowledgedAt", @now)
        WHERE "Number" = @number AND "State" = 0
        """;

    private const string Give = """UPDATE "Cases" SET "State" = 0, "Agent" = NULL, "AgentName" = NULL, "ClaimedAt" = NULL WHERE "Number" = @number AND "State" = 1 AND "Agent" = @holder AND "Live" <> 2""";

    private const string Pass = """UPDATE "Cases" SET "Agent" = @agent, "AgentName" = @name, "ClaimedAt" = @now WHERE "Number" = @number AND "State" = 1 AND "Agent" = @holder AND "Live" <> 2""";

    /// <summary>Takes an open ticket. When its member waits in the chat, the agent comes into it with the same press.</summary>
    internal Task<DeskAnswer<bool>> ClaimAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Claim, number, row => row switch
        {
            { Agent: { } holder } => Task.FromResult(holder == who.Id ? DeskAnswer<bool>.Done(true) : DeskAnswer<bool>.No(DeskRefusal.HeldByAnother, row.AgentName)),
            { State: not CaseState.Open } => Task.FromResult(DeskAnswer<bool>.No(DeskRefusal.MovedOn)),
            { Live: LivePhase.Waiting } => ExplainAsync(live.EnterAsync(who, row, Taking(who, number), cancellation), who, number, cancellation),
            _ => ExplainAsync(writes.ChangeAsync(who, new AuditLine(AuditActs.Claimed, number), Taking(who, number), cancellation), who, number, cancellation),
        },
        cancellation);

    /// <summary>Gives a ticket back to the queue. Out of a live chat one gets by leaving it.</summary>
    internal Task<DeskAnswer<bool>> ReleaseAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Release, number, async row => row switch
        {
            { Live: LivePhase.Present } => DeskAnswer<bool>.No(DeskRefusal.StillLive),
            { State: CaseState.Claimed } => await writes.ChangeAsync(
                who, new AuditLine(AuditActs.Released, number, $"from={row.Agent}"), DeskWrites.Run(Give, ("number", number), ("holder", row.Agent!)), cancellation),
            _ => DeskAnswer<bool>.No(DeskRefusal.MovedOn),
        },
        cancellation);

    /// <summary>Passes a ticket on to a colleague; a member in the chat is told, and waits for them to come.</summary>
    /// <param name="to">Somebody who may work on tickets: the caller has looked them up among the desk's people.</param>
    internal Task<DeskAnswer<bool>> TransferAsync(DeskAgent who, string number, DeskAgent to, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Transfer, number, async row => row switch
        {
            _ when !DeskAuthority.May(to.Role, DeskRight.Claim, Hold.Nobodys) || to.Id == row.Agent => DeskAnswer<bool>.No(DeskRefusal.NotValid),
            { State: CaseState.Claimed, Live: LivePhase.Present } => await live.PassOnAsync(who, row, to, cancellation),
            { State: CaseState.Claimed } => await writes.ChangeAsync(
                who, new AuditLine(AuditActs.Transferred, number, $"from={row.Agent} to={to.Id}"),
                DeskWrites.Run(Pass, ("number", number), ("holder", row.Agent!), ("agent", to.Id), ("name", to.Name), ("now", writes.Now)), cancellation),
            _ => DeskAnswer<bool>.No(DeskRefusal.MovedOn),
        },
        cancellation);

    private Func<DbConnection, CancellationToken, Task<bool>> Taking(DeskAgent who, string number) =>
        DeskWrites.Run(Take, ("number", number), ("agent", who.Id), ("name", who.Name), ("now", writes.Now));

    /// <summary>Who was a moment too late is told who was faster; who pressed twice has it.</summary>
    private async Task<DeskAnswer<bool>> ExplainAsync(Task<DeskAnswer<bool>> claiming, DeskAgent who, string number, CancellationToken cancellation)
    {
        var answer = await claiming;
        return answer.Refusal == DeskRefusal.MovedOn && await gate.FindAsync(number, cancellation) is { Agent: not null } taken
            ? taken.Agent == who.Id ? DeskAnswer<bool>.Done(true) : DeskAnswer<bool>.No(DeskRefusal.HeldByAnother, taken.AgentName)
            : answer;
    }
}
