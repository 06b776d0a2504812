using Bot.Desk.Accounts;
using Bot.Storage.Model;
using Engine.Conversations;
using KnowledgeBase;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Pages;

/// <summary>What a visitor may do with a ticket, and what they can choose from.</summary>
internal sealed class TicketPowers(
    DeskWrapUp wrapUp, CannedReplies canned, AgentAccounts accounts, Sessions sessions, BreakGlass breakGlass, DeskPresence presence, Knowledge knowledge, IOptions<DeskOptions> options)
{
    /// <summary>What the page offers; whether it is done is asked again when it is pressed.</summary>
    internal async Task<PowersView> OfAsync(Visit visit, Brief brief)
    {
        var item = brief.Case;
        var hold = DeskGate.HoldOf(visit.AtDesk, item.Agent);
        bool May(DeskRight right) => DeskAuthority.May(visit.AtDesk.Role, right, hold);
        var isRunning = item.State is CaseState.Open or CaseState.Claimed;
        var isPresent = item.Live == LivePhase.Present;
        var glass = visit.Agent.Works && !May(DeskRight.Reveal) && await breakGlass.IsOpenAsync(visit.Agent, item.Number, visit.Cancelled);
        var here = (await presence.PresentAsync(visit.Cancelled)).Select(row => row.Agent).ToHashSet();
        var mayChat = May(DeskRight.Chat) && isPresent;
        return new PowersView(
            MayClaim: May(DeskRight.Claim) && item.State == CaseState.Open,
            MayRelease: May(DeskRight.Release) && item.State == CaseState.Claimed && !isPresent,
            MayTransfer: May(DeskRight.Transfer) && item.State == CaseState.Claimed,
            MayNote: May(DeskRight.Note),
            MayFlag: May(DeskRight.FlagField),
            MayReveal: May(DeskRight.Reveal) || glass,
            MustProve: !sessions.IsProved(visit.Session),
            ProvesElsewhere: options.Value.Oidc.IsOn,
            MayBreakGlass: visit.Agent.Works && !May(DeskRight.Reveal) && hold == Hold.Anothers,
            MayClose: May(DeskRight.Close) && item.State == CaseState.Claimed && !isPresent,
            MayReopen: May(DeskRight.Reopen) && item.State == CaseState.Closed,
            MayMerge: May(DeskRight.Merge) && isRunning && item.Live is not (LivePhase.Waiting or LivePhase.Present),
            MayJoin: May(DeskRight.Chat) && isRunning && !isPresent,
            MayChat: mayChat,
            Colleagues: [.. (await accounts.ListAsync(visit.Cancelled)).Where(row => row.DisabledAt is null && row.Agent.Works && row.Id != item.Agent).Select(row => (row.Id, here.Contains(row.Id) ? $"{row.ShownName} (at the desk)" : row.ShownName))],
            WrapUps: [.. wrapUp.Codes.Select(code => (code.Key, code.Value))],
            Canned: mayChat ? Replies(visit, brief) : [],
            Topics: mayChat ? [.. knowledge.Topics.All.Where(topic => topic.Fixes.Count > 0).Select(topic => (topic.Id, DeskWords.Of(topic.Id)))] : []);
    }

    private IReadOnlyList<(string Id, string Title, string Text)> Replies(Visit visit, Brief brief) =>
        [.. canned.For(visit.AtDesk, brief.Case).Select(reply => (reply.Key, DeskWords.Label(reply.Key), reply.Value))];
}
