using Engine.Conversations;
using Engine.Members;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Wordings;
using Stateless;
using Stateless.Graph;

namespace Engine.Journeys;

/// <summary>One journey of the product, as the dialogue drives it: it moves when the member answers, and says what its present step says.</summary>
public abstract class Journey
{
    /// <summary>Kebab case; also the name of its wording file.</summary>
    internal abstract string Id { get; }

    internal abstract Frame Begin();

    /// <summary>The move that an answer causes; null when it means nothing at this step.</summary>
    internal abstract Move? Hear(Talk talk, Meaning meaning, Scene scene);

    /// <summary>The move of who says after the good news of this step that it went wrong after all; null where there was none.</summary>
    internal abstract Move? TakeBack(Talk talk, Meaning meaning, Scene scene);

    /// <summary>Passes steps that need no answer, and tells what comes next.</summary>
    internal abstract Next Arrive(Talk talk, Scene scene);

    /// <summary>The move that the answer to its call causes.</summary>
    internal abstract Move HearAnswer(Talk talk, AccountAnswer answer, Scene scene);

    internal abstract Line Say(Talk talk, Scene scene);

    /// <summary>The journey as its tests and its drawn map see it.</summary>
    internal abstract JourneyMap Describe();
}

/// <summary>
/// A journey driven by a Stateless machine. The machine decides where a signal leads and remembers nothing: each move puts it to the
/// stored step, and everything that is remembered is in the talk.
/// </summary>
internal abstract class Journey<TStep, TSignal> : Journey
    where TStep : struct, Enum
    where TSignal : struct, Enum
{
    /// <summary>More silent steps in a row than any journey has: a circle of them is a fault in us.</summary>
    private const int MostPasses = 40;

    // Building the map cost a quarter of all memory a turn took. A machine is no good for two threads at once, so each has its own.
    [ThreadStatic]
    private static Stepper? _stepper;

    internal override string Id { get; } = Kebab.Of(typeof(TStep).DeclaringType!.Name);

    /// <summary>Steps that pass on by themselves and say nothing.</summary>
    protected virtual IReadOnlyCollection<TStep> Silent => [];

    /// <summary>Steps at which the journey leaves the stack.</summary>
    protected abstract IReadOnlyCollection<TStep> Endings { get; }

    /// <summary>Signals that can only be fired so often, and why: every circle in the map holds one of them.</summary>
    protected virtual IReadOnlyDictionary<TSignal, string> Budgets => new Dictionary<TSignal, string>();

    /// <summary>Signals of good news, and what each of them is where the message tells in the same breath, or the next message says, that it went wrong after all.</summary>
    protected virtual IReadOnlyDictionary<TSignal, TSignal> Setbacks => new Dictionary<TSignal, TSignal>();

    protected abstract void Map(StateMachine<TStep, TSignal> machine);

    /// <summary>What the member's words mean at this step; a pressed or named choice has been tried first.</summary>
    protected abstract TSignal? Hear(TStep at, Heard heard);

    /// <summary>Whether a problem that was named is dealt with by this journey itself, where a step has heard it: "the code never came" while a code is waited for.</summary>
    protected virtual bool IsAnswer(string topic) => false;

    /// <summary>What is remembered of an answer.</summary>
    protected virtual Talk Note(TStep at, TSignal signal, Heard heard) => heard.Talk;

    protected virtual Arrival ArriveAt(TStep at, Talk talk, Scene scene) => Endings.Contains(at) ? new Arrival.Leave() : new Arrival.Stay();

    /// <summary>What the answer to the call of this step means. Asked only of journeys that call.</summary>
    protected virtual TSignal HearAnswer(TStep at, Answered answered) => throw new InvalidOperationException($"{Id} asked nothing of the accounts at {at}.");

    /// <summary>What is remembered of that answer.</summary>
    protected virtual Talk NoteAnswer(TStep at, TSignal signal, Answered answered) => answered.Talk;

    /// <summary>The values for the sentence <c>after-{signal}</c> that tells of the answer.</summary>
    protected virtual Values ValuesOf(TSignal signal, Answered answered) => Values.None;

    /// <summary>What the step says; by default the wording of its name.</summary>
    protected virtual Line SayAt(TStep at, Talk talk, Scene scene) => LineOf(at);

    internal override Frame Begin() => new(Id, Kebab.Of(default(TStep)));

    internal sealed override Move? Hear(Talk talk, Meaning meaning, Scene scene)
    {
        var at = StepOf(talk);
        var heard = new Heard(meaning, talk, scene);
        var machine = MachineAt(at);
        // A choice may have the name of a signal that means something at another step only.
        var named = SignalOfChoice(meaning) is { } chosen && machine.CanFire(chosen) ? chosen : Hear(at, heard);
        if (named is not { } signal || !machine.CanFire(signal))
        {
            return null;
        }

        return MoveBy(AsItWent(signal, machine, heard), machine, at, heard) with { HasTakenTopic = meaning.Topic is { } topic && IsAnswer(topic) };
    }

    internal sealed override Move? TakeBack(Talk talk, Meaning meaning, Scene scene)
    {
        var at = StepOf(talk);
        var machine = MachineAt(at);
        foreach (var (good, setback) in Setbacks)
        {
            if (machine.CanFire(good))
            {
                return machine.CanFire(setback) ? MoveBy(setback, machine, at, new Heard(meaning, talk, scene)) with { Lines = [] } : new Move(talk, []);
            }
        }

        return null;
    }

    internal sealed override Move HearAnswer(Talk talk, AccountAnswer answer, Scene scene)
    {
        var at = StepOf(talk);
        var answered = new Answered(answer, talk, scene);
        var signal = HearAnswer(at, answered);
        var machine = MachineAt(at);
        var noted = NoteAnswer(at, signal, answered);
        Fire(machine, signal);

        return new Move(At(noted, machine.State), Acknowledge(signal, ValuesOf(signal, answered), scene));
    }

    internal sealed override Next Arrive(Talk talk, Scene scene)
    {
        for (var passes = 0; passes < MostPasses; passes++)
        {
            var at = StepOf(talk);
            switch (ArriveAt(at, talk, scene))
            {
                case Arrival.Stay:
                    return new Next.Wait(talk);
                case Arrival.Ask ask:
                    return new Next.Wait(ask.Talk);
                case Arrival.Open open:
                    return new Next.Open(open.Talk, open.Frame);
                case Arrival.Call call:
                    return new Next.Call(call.Talk ?? talk, call.Asking);
                case Arrival.Leave leave:
                    return new Next.Leave(leave.Talk ?? talk, Silent.Contains(at) ? null : SayAt(at, leave.Talk ?? talk, scene), leave.Successor) { IsPart = leave.IsPart };
                case Arrival.Pass pass:
                    var machine = MachineAt(at);
                    Fire(machine, pass.Signal);
                    talk = At(pass.Talk ?? talk, machine.State);
                    break;
                default:
                    throw new InvalidOperationException("An arrival has no further kinds.");
            }
        }

        throw new InvalidOperationException($"{Id} goes round in silent steps.");
    }

    internal sealed override Line Say(Talk talk, Scene scene) => SayAt(StepOf(talk), talk, scene);

    internal sealed override JourneyMap Describe()
    {
        var machine = MachineAt(default);
        var info = machine.GetInfo();
        var moves = info.States.SelectMany(
            state => state.FixedTransitions.Select(way => new JourneyMove(Name(state.UnderlyingState), Name(way.Trigger.UnderlyingTrigger), Name(way.DestinationState.UnderlyingState))));

        return new JourneyMap(
            Id,
            [.. Enum.GetValues<TStep>().Select(step => Kebab.Of(step))],
            [.. Silent.Select(step => Kebab.Of(step))],
            [.. Endings.Select(step => Kebab.Of(step))],
            [.. moves],
            Budgets.ToDictionary(budget => Kebab.Of(budget.Key), budget => budget.Value),
            MermaidGraph.Format(info));
    }

    /// <summary>The wording of a step of this journey.</summary>
    protected Line LineOf(TStep step) => new($"{Id}.{Kebab.Of(step)}");

    /// <summary>What happens at the step that needs a proof: it is asked for, and then goes on with it or without (<see cref="Proving"/>).</summary>
    protected static Arrival Prove(Talk talk, TSignal proven, TSignal notProven) => Proving.At(talk) switch
    {
        Proving.Outcome.Ask ask => new Arrival.Open(ask.Talk, ask.Frame),
        Proving.Outcome.Given given => new Arrival.Pass(proven, given.Talk),
        Proving.Outcome.Withheld withheld => new Arrival.Pass(notProven, withheld.Talk),
        _ => throw new InvalidOperationException("An outcome has no further kinds."),
    };

    private static string Name(object state) => Kebab.Of((Enum)state);

    private static TStep StepOf(Talk talk) => Kebab<TStep>.FindOr(talk.Top!.Step, default);

    private static Talk At(Talk talk, TStep step) => talk.WithTop(talk.Top! with { Step = Kebab.Of(step) });

    private static TSignal? SignalOfChoice(Meaning meaning) => meaning.Chosen is { } choice ? Kebab<TSignal>.Find(choice.Id) : null;

    private void Fire(StateMachine<TStep, TSignal> machine, TSignal signal)
    {
        var from = machine.State;
        machine.Fire(signal);
        JourneyMeter.Moved(Id, from, signal, machine.State);
    }

    /// <summary>"Yes, did all that, still white" is no good news, and "it didn't work at first, now I'm in" is.</summary>
    private TSignal AsItWent(TSignal signal, StateMachine<TStep, TSignal> machine, Heard heard)
    {
        if (Setbacks.TryGetValue(signal, out var setback))
        {
            return machine.CanFire(setback) && heard.HasFailed ? setback : signal;
        }

        var good = Setbacks.Where(news => news.Value.Equals(signal) && machine.CanFire(news.Key)).Select(news => (TSignal?)news.Key).FirstOrDefault();

        return good is { } meant && heard.WorksNow ? meant : signal;
    }

    private Move MoveBy(TSignal signal, StateMachine<TStep, TSignal> machine, TStep at, Heard heard)
    {
        var noted = Note(at, signal, heard);
        Fire(machine, signal);

        return new Move(At(noted, machine.State), Acknowledge(signal, Values.None, heard.Scene)) { IsGoodNews = Setbacks.ContainsKey(signal) };
    }

    private StateMachine<TStep, TSignal> MachineAt(TStep at)
    {
        var stepper = _stepper ??= new Stepper(this);
        stepper.At = at;

        return stepper.Machine;
    }

    /// <summary>An answer is acknowledged where the writers gave it a sentence: the wording <c>{journey}.after-{signal}</c>.</summary>
    private IReadOnlyList<Line> Acknowledge(TSignal signal, Values values, Scene scene)
    {
        var wording = $"{Id}.after-{Kebab.Of(signal)}";

        return scene.Knowledge.Wordings.Has(wording) ? [new Line(wording) { Values = values }] : [];
    }

    /// <summary>What happens when a step is reached.</summary>
    protected abstract record Arrival
    {
        private Arrival()
        {
        }

        /// <summary>It speaks and waits.</summary>
        internal sealed record Stay : Arrival;

        /// <summary>It speaks and waits, and notes what it asks.</summary>
        internal sealed record Ask(Talk Talk) : Arrival;

        /// <summary>Nothing need be asked here: it moves on by this signal.</summary>
        internal sealed record Pass(TSignal Signal, Talk? Talk = null) : Arrival;

        /// <summary>The accounts are asked; <see cref="HearAnswer(TStep, Answered)"/> tells by which signal it moves on. For silent steps.</summary>
        internal sealed record Call(AccountCall Asking, Talk? Talk = null) : Arrival;

        /// <summary>Another journey goes on top.</summary>
        internal sealed record Open(Talk Talk, Frame Frame) : Arrival;

        /// <summary>It speaks its last word, unless it is silent, and is gone. <paramref name="IsPart"/>: it was a part of the journey below, which goes on without a word of coming back.</summary>
        internal sealed record Leave(Frame? Successor = null, Talk? Talk = null, bool IsPart = false) : Arrival;
    }

    /// <summary>The machine with the step outside of it, so that it can be put to any.</summary>
    private sealed class Stepper
    {
        internal Stepper(Journey<TStep, TSignal> journey)
        {
            Machine = new StateMachine<TStep, TSignal>(() => At, step => At = step);
            journey.Map(Machine);
        }

        internal TStep At { get; set; }

        internal StateMachine<TStep, TSignal> Machine { get; }
    }
}
