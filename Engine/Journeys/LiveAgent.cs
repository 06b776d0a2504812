using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>A chat with a person, once they have the ticket: waiting in line, being with an agent, and what comes after. Offered only while somebody is at the desk.</summary>
internal sealed class LiveAgent : Journey<LiveAgent.Step, LiveAgent.Signal>
{
    internal const string Name = "live-agent";

    /// <summary>Notes: what the agent is called, how long was waited in vain, and with what the assistant goes on.</summary>
    private const string AgentNote = "agent";
    private const string MinutesNote = "minutes";
    private const string NextNote = "next";
    private const string TicketNote = "ticket";

    internal enum Step { LookForAgent, Offer, JoinLine, Waiting, WithAgent, AgentLeft, NobodyCame, Survey, NoneHere, NobodyHere, TicketOnly, StoppedWaiting, Thanks }

    internal enum Signal
    {
        AgentsHere, NoAgents, Wait, TicketIsEnough, StopWaiting, StillWaiting, WaitOn, GoOnWithout,
        AgentJoined, AgentLeft, PassedOn, HandedBack, NobodyCame,
        Solved, PartlySolved, NotSolved, SkipSurvey,
    }

    protected override IReadOnlyCollection<Step> Silent => [Step.LookForAgent, Step.JoinLine, Step.NoneHere];

    protected override IReadOnlyCollection<Step> Endings => [Step.NoneHere, Step.NobodyHere, Step.TicketOnly, Step.StoppedWaiting, Step.Thanks];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.WaitOn] = "the member chooses to wait once more",
        [Signal.AgentJoined] = "an agent comes into the chat",
    };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.LookForAgent)
            .Permit(Signal.AgentsHere, Step.Offer)
            .Permit(Signal.NoAgents, Step.NoneHere)
            .Permit(Signal.AgentJoined, Step.WithAgent);
        machine.Configure(Step.Offer)
            .Permit(Signal.Wait, Step.JoinLine)
            .Permit(Signal.TicketIsEnough, Step.TicketOnly)
            .Permit(Signal.AgentJoined, Step.WithAgent);
        machine.Configure(Step.JoinLine)
            .Permit(Signal.AgentsHere, Step.Waiting)
            .Permit(Signal.NoAgents, Step.NobodyHere);
        machine.Configure(Step.Waiting)
            .PermitReentry(Signal.StillWaiting)
            .Permit(Signal.StopWaiting, Step.StoppedWaiting)
            .Permit(Signal.AgentJoined, Step.WithAgent)
            .Permit(Signal.NobodyCame, Step.NobodyCame);
        machine.Configure(Step.WithAgent)
            .Permit(Signal.PassedOn, Step.Waiting)
            .Permit(Signal.AgentLeft, Step.AgentLeft)
            .Permit(Signal.HandedBack, Step.Survey);
        machine.Configure(Step.AgentLeft)
            .Permit(Signal.WaitOn, Step.JoinLine)
            .Permit(Signal.GoOnWithout, Step.TicketOnly)
            .Permit(Signal.AgentJoined, Step.WithAgent);
        machine.Configure(Step.NobodyCame)
            .Permit(Signal.WaitOn, Step.JoinLine)
            .Permit(Signal.GoOnWithout, Step.TicketOnly)
            .Permit(Signal.AgentJoined, Step.WithAgent);
        machine.Configure(Step.Survey)
            .Permit(Signal.Solved, Step.Thanks)
            .Permit(Signal.PartlySolved, Step.Thanks)
            .Permit(Signal.NotSolved, Step.Thanks)
            .Permit(Signal.SkipSurvey, Step.Thanks)
            .Permit(Signal.WaitOn, Step.JoinLine)
            .Permit(Signal.AgentJoined, Step.WithAgent);
    }

    /// <summary>Whether the member stands in line, also while something else is talked about.</summary>
    internal static bool IsWaiting(Talk talk) => talk.Stack.Any(frame => frame.Journey == Name && frame.Step == Kebab.Of(Step.Waiting));

    protected override Signal? Hear(Step at, Heard heard) => heard.Meaning.Desk switch
    {
        DeskNews.Joined => Signal.AgentJoined,
        DeskNews.Left => Signal.AgentLeft,
        DeskNews.PassedOn => Signal.PassedOn,
        DeskNews.HandedBack => Signal.HandedBack,
        DeskNews.NobodyCame => Signal.NobodyCame,
        _ => HearMember(at, heard),
    };

    protected override Talk Note(Step at, Signal signal, Heard heard)
    {
        var frame = heard.Frame;
        if (heard.Meaning.Desk is { } news)
        {
            frame = frame.WithNote(TicketNote, news.Ticket);
        }

        frame = heard.Meaning.Desk switch
        {
            DeskNews.Joined joined => frame.WithNote(AgentNote, joined.AgentName).WithNote(NextNote, null),
            DeskNews.HandedBack { Topic: { } topic } when Lead.IsProblem(topic, heard.Scene) => frame.WithNote(NextNote, topic),
            DeskNews.NobodyCame { Minutes: var minutes } => frame.WithNote(MinutesNote, $"{minutes}"),
            _ => frame,
        };
        // What was said of an earlier chat says nothing of the next.
        var talk = (signal == Signal.AgentJoined ? heard.Talk.Without(Items.LiveSurvey) : heard.Talk).WithTop(frame);

        return signal is Signal.Solved or Signal.PartlySolved or Signal.NotSolved
            ? talk.With(Items.LiveSurvey, Slot.Chosen(Kebab.Of(signal), heard.Scene.Now))
            : talk;
    }

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.LookForAgent or Step.JoinLine => new Arrival.Pass(scene.Desk.Agents > 0 ? Signal.AgentsHere : Signal.NoAgents, talk.WithTop(talk.Top!.WithNote(TicketNote, TicketOf(talk, scene)))),
        Step.Thanks when talk.Top!.Note(NextNote) is { } topic => new Arrival.Leave(Lead.To(topic, scene)),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.Offer or Step.Waiting => LineOf(at) with { Values = Ticket(talk, scene).With("place", scene.Desk.PlaceOf(scene.Before.Key)) },
        Step.WithAgent or Step.AgentLeft => LineOf(at) with { Values = Ticket(talk, scene).With("agent", talk.Top!.Note(AgentNote) ?? "") },
        Step.NobodyCame => LineOf(at) with { Values = Ticket(talk, scene).With("minutes", int.Parse(talk.Top!.Note(MinutesNote) ?? "0", System.Globalization.CultureInfo.InvariantCulture)) },
        Step.NobodyHere or Step.TicketOnly or Step.StoppedWaiting => LineOf(at) with { Values = Ticket(talk, scene) },
        Step.Survey or Step.Thanks or Step.LookForAgent or Step.JoinLine or Step.NoneHere => LineOf(at),
    };

    private static Signal? HearMember(Step at, Heard heard) => (at, heard.Meaning) switch
    {
        (Step.Offer, { Decoded.Act: Act.Affirm } or { Topic: "talk-to-agent" } or { Chosen.Id: GlobalRequests.AgentChoice }) => Signal.Wait,
        (Step.Offer, { Decoded.Act: Act.Deny or Act.Skip or Act.Cancel }) => Signal.TicketIsEnough,
        (Step.Waiting, { Decoded.Act: Act.Cancel or Act.Deny }) => Signal.StopWaiting,

        // Another problem or a question can be helped with while they wait; everything else is for the agent to read.
        (Step.Waiting, { Topic: { } topic }) when topic != "talk-to-agent" && (Lead.IsProblem(topic, heard.Scene) || topic is "greeting" or "thanks-goodbye") => null,
        (Step.Waiting, _) => Signal.StillWaiting,
        (Step.AgentLeft or Step.NobodyCame, { Decoded.Act: Act.Affirm } or { Topic: "talk-to-agent" } or { Chosen.Id: GlobalRequests.AgentChoice }) => Signal.WaitOn,
        (Step.AgentLeft or Step.NobodyCame, { Decoded.Act: Act.Deny or Act.Skip or Act.Cancel }) => Signal.GoOnWithout,
        (Step.Survey, { Topic: "talk-to-agent" } or { Chosen.Id: GlobalRequests.AgentChoice }) => Signal.WaitOn,
        (Step.Survey, { Decoded.Act: Act.Affirm }) => Signal.Solved,
        (Step.Survey, { Decoded.Act: Act.Deny }) => Signal.NotSolved,
        (Step.Survey, { Decoded.Act: Act.Skip or Act.Cancel or Act.DontKnow }) => Signal.SkipSurvey,
        _ => null,
    };

    private static Values Ticket(Talk talk, Scene scene) => Values.None.With("ticket-number", TicketOf(talk, scene) ?? "");

    /// <summary>The one that was sent in this very turn, else the one that the desk named, else the last.</summary>
    private static string? TicketOf(Talk talk, Scene scene) =>
        talk.Filing?.Number ?? talk.Top?.Note(TicketNote) ?? (scene.Before.Tickets.Count > 0 ? scene.Before.Tickets[^1].Number : null);
}
