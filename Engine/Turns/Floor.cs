using Engine.Conversations;
using Engine.Handover;
using Engine.Journeys;
using Engine.Understanding;

namespace Engine.Turns;

/// <summary>Who has the floor. Every turn asks here, and only here, whether the assistant may speak, and who owns the conversation afterwards.</summary>
internal static class Floor
{
    /// <summary>False while an agent owns the conversation: then the assistant only says what must be said whoever owns it (<see cref="Dialogue.StandBy"/>).</summary>
    internal static bool IsAssistants(Conversation conversation, Meaning meaning) => meaning.Kind == MessageKind.DeskTold || conversation.Owner switch
    {
        Owner.Assistant or Owner.Nobody => true,
        Owner.Agent => false,
    };

    /// <summary>The conversation after a turn, with the owner that follows from it.</summary>
    internal static Conversation Pass(Conversation after, Meaning meaning, DateTimeOffset now) =>
        meaning.Desk is { } news ? AfterNews(after, news, now) : AfterMember(after, meaning, now);

    private static Conversation AfterNews(Conversation after, DeskNews news, DateTimeOffset now)
    {
        var live = after.Live?.Ticket == news.Ticket ? after.Live : new LiveChat { Ticket = news.Ticket };
        if (live != after.Live && news is not DeskNews.Joined)
        {
            // News of an earlier ticket, which says nothing of the chat that is going on.
            return after;
        }

        return news switch
        {
            // What was done before an agent came can't be undone after they have left.
            DeskNews.Joined joined => after with { Owner = Owner.Agent, Past = [], Live = live.At(LivePhase.Present, now) with { AgentId = joined.AgentId, AgentName = joined.AgentName } },
            DeskNews.Said => after with { Live = live with { UnansweredSince = null } },
            DeskNews.PassedOn => after with { Owner = Owner.Nobody, Live = live.At(LivePhase.Waiting, now) with { AgentId = null, AgentName = null } },
            DeskNews.Left or DeskNews.HandedBack or DeskNews.NobodyCame => after with { Owner = Owner.Assistant, Past = [], Live = live.At(LivePhase.Over, now) with { UnansweredSince = null } },
            _ => throw new InvalidOperationException("The desk has no further news."),
        };
    }

    private static Conversation AfterMember(Conversation after, Meaning meaning, DateTimeOffset now)
    {
        if (after.Owner == Owner.Agent)
        {
            var live = after.Live!;

            return after with
            {
                Live = live with
                {
                    UnansweredSince = live.UnansweredSince ?? (meaning.Kind == MessageKind.Said ? now : null),
                    IsEmergency = live.IsEmergency || meaning.Decoded.Emergency,
                },
            };
        }

        // The stack tells, so that "back", "start over" and every other way out of the line leaves it.
        var waits = LiveAgent.IsWaiting(after.Talk);
        var phase = waits ? LivePhase.Waiting : LivePhase.Over;

        return after with { Owner = waits ? Owner.Nobody : Owner.Assistant, Live = AfterMember(after, phase, meaning, now) };
    }

    private static LiveChat? AfterMember(Conversation after, LivePhase phase, Meaning meaning, DateTimeOffset now)
    {
        if (after.Live is null && phase != LivePhase.Waiting)
        {
            return null;
        }

        // Who waits anew waits with the newest ticket.
        var ticket = after.Tickets.Count > 0 ? after.Tickets[^1].Number : "";
        var live = after.Live is { } known && (phase != LivePhase.Waiting || known.Ticket == ticket) ? known : new LiveChat { Ticket = ticket };

        return live.At(phase, now) with
        {
            IsEmergency = live.IsEmergency || (phase == LivePhase.Waiting && meaning.Decoded.Emergency),
            Survey = after.Talk.Given(Items.LiveSurvey) ?? live.Survey,
        };
    }
}
