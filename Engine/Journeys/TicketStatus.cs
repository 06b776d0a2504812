using Engine.Conversations;
using Engine.Replies;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Tells what became of a ticket, as far as this conversation knows.</summary>
internal sealed class TicketStatus : Journey<TicketStatus.Step, TicketStatus.Signal>
{
    internal enum Step { LookUp, Tell, TellNone }

    internal enum Signal { Found, NoneHere }

    protected override IReadOnlyCollection<Step> Silent => [Step.LookUp];

    protected override IReadOnlyCollection<Step> Endings => [Step.Tell, Step.TellNone];

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.LookUp)
            .Permit(Signal.Found, Step.Tell)
            .Permit(Signal.NoneHere, Step.TellNone);
    }

    protected override Signal? Hear(Step at, Heard heard) => null;

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at == Step.LookUp
        ? new Arrival.Pass(scene.Before.Tickets.Count > 0 ? Signal.Found : Signal.NoneHere)
        : base.ArriveAt(at, talk, scene);

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at == Step.Tell && scene.Before.Tickets is [.., var last]
        ? LineOf(at) with { Values = Values.None.With("ticket-number", last.Number).With("filed-at", scene.Before.LocalTime(last.FiledAt), scene.LocalNow) }
        : LineOf(at);
}
