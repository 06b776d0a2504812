using Engine.Conversations;
using KnowledgeBase.Recognition;
using Stateless;

namespace Engine.Journeys;

/// <summary>The member wants to begin again: what they told so far is kept or wiped as they wish (pitfall D14).</summary>
internal sealed class StartOver : Journey<StartOver.Step, StartOver.Signal>
{
    internal enum Step { AskKeep, BeginAgain, GoOn }

    internal enum Signal { Keep, Wipe, NeverMind }

    protected override IReadOnlyCollection<Step> Silent => [Step.BeginAgain, Step.GoOn];

    protected override IReadOnlyCollection<Step> Endings => [Step.BeginAgain, Step.GoOn];

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.AskKeep)
            .Permit(Signal.Keep, Step.BeginAgain)
            .Permit(Signal.Wipe, Step.BeginAgain)
            .Permit(Signal.NeverMind, Step.GoOn);
    }

    protected override Signal? Hear(Step at, Heard heard) => heard.Meaning.Decoded.Act switch
    {
        Act.Affirm => Signal.Keep,
        Act.Cancel or Act.Deny or Act.Back => Signal.NeverMind,
        _ => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.Keep => heard.Talk with { Stack = [heard.Frame], Waiting = [] },
        Signal.Wipe => new Talk { Stack = [heard.Frame], Manner = heard.Talk.Manner },
        Signal.NeverMind => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at == Step.BeginAgain
        ? new Arrival.Leave(new Frame("triage", Kebab.Of(Triage.Step.AskProblem)))
        : base.ArriveAt(at, talk, scene);
}
