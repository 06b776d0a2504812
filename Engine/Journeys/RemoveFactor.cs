using Engine.Conversations;
using Engine.Members;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Takes a second step off the account, after a fresh proof by one that works. The last one stays.</summary>
internal sealed class RemoveFactor : Journey<RemoveFactor.Step, RemoveFactor.Signal>
{
    /// <summary>Note: what can be taken off, one a line: the accounts' id, its kind, its label.</summary>
    private const string FactorsNote = "factors";
    private const string PickedNote = "picked";
    private const string ReasonNote = "reason";
    private const string ChoicePrefix = "factor-";

    internal enum Step { Identify, Look, PickFactor, Remove, LastOne, NothingThere, CannotHelp, Down, AddFirst, HandOver, Removed, Stopped }

    internal enum Signal { Proven, NotProven, Seen, NoFactors, MoreNeeded, Refused, Failed, TryAgain, Picked, NeverMind, Removed, IsLast, NotThere, AddAnother, GetPerson, NotNow }

    protected override IReadOnlyCollection<Step> Silent => [Step.Identify, Step.Look, Step.Remove, Step.AddFirst, Step.HandOver];

    protected override IReadOnlyCollection<Step> Endings => [Step.AddFirst, Step.HandOver, Step.Removed, Step.Stopped];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.MoreNeeded] = "what was shown is not asked for again; when it does not do, a person takes over",
        [Signal.TryAgain] = "the member asks for it, and a person is offered each time",
        [Signal.Picked] = "the member picks one",
    };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Identify)
            .Permit(Signal.Proven, Step.Look)
            .Permit(Signal.NotProven, Step.Stopped);
        machine.Configure(Step.Look)
            .Permit(Signal.Seen, Step.PickFactor)
            .Permit(Signal.NoFactors, Step.NothingThere)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.PickFactor)
            .Permit(Signal.Picked, Step.Remove)
            .Permit(Signal.NeverMind, Step.Stopped);
        machine.Configure(Step.Remove)
            .Permit(Signal.Removed, Step.Removed)
            .Permit(Signal.IsLast, Step.LastOne)
            .Permit(Signal.NotThere, Step.NothingThere)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.LastOne)
            .Permit(Signal.AddAnother, Step.AddFirst)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.NothingThere)
            .Permit(Signal.AddAnother, Step.AddFirst)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.CannotHelp)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.Down)
            .Permit(Signal.TryAgain, Step.Identify)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.PickFactor => heard.ChosenId is { } id && id.StartsWith(ChoicePrefix, StringComparison.Ordinal) ? Signal.Picked
            : heard.Meaning.Decoded.Act is Act.Deny or Act.Skip or Act.DontKnow ? Signal.NeverMind : null,
        Step.LastOne or Step.NothingThere => heard.YesOrNot(Signal.AddAnother, Signal.NotNow),
        Step.CannotHelp => heard.YesOrNot(Signal.GetPerson, Signal.NotNow),
        Step.Down => heard.YesOrNot(Signal.TryAgain, Signal.NotNow),
        _ => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.Picked => heard.Talk.WithTop(heard.Frame.WithNote(PickedNote, heard.ChosenId![ChoicePrefix.Length..])),
        Signal.GetPerson => heard.Talk.WithTop(heard.Frame.WithNote(ReasonNote, at == Step.Down ? "error" : "identity_check")),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.Identify => Prove(talk, Signal.Proven, Signal.NotProven),
        Step.Look => new Arrival.Call(new AccountCall.LookAt(Proving.AccountOf(talk, scene))),
        // Picked before more had to be proven: it need not be picked again.
        Step.PickFactor when talk.Top!.Note(PickedNote) is { } picked && Factors(talk).Any(factor => factor.Id == picked) => new Arrival.Pass(Signal.Picked),
        Step.Remove => new Arrival.Call(new AccountCall.RemoveFactor(Proving.AccountOf(talk, scene), talk.Top!.Note(PickedNote) ?? "")),
        Step.AddFirst => new Arrival.Leave(SecondFactor.Adding(talk.Top!)),
        Step.HandOver => new Arrival.Leave(Lead.Person(talk.Top!.Note(ReasonNote) ?? "identity_check", talk.Top.Note(Lead.TopicNote) ?? "security-settings")),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Signal HearAnswer(Step at, Answered answered) => answered.Answer switch
    {
        AccountSeen { Factors.Count: 0 } => Signal.NoFactors,
        AccountSeen => Signal.Seen,
        FactorRemoval.Removed => Signal.Removed,
        FactorRemoval.LastOne => Signal.IsLast,
        FactorRemoval.NotThere => Signal.NotThere,
        Refusal.NeedsProof needs => Proving.Needing(needs.Need, answered.Talk, answered.Scene) is null ? Signal.Refused : Signal.MoreNeeded,
        Refusal.Unavailable => Signal.Failed,
        Refusal => Signal.Refused,
        var other => throw new InvalidOperationException($"The accounts answered {other.GetType().Name} to {at}."),
    };

    protected override Talk NoteAnswer(Step at, Signal signal, Answered answered) => answered.Answer switch
    {
        AccountSeen seen => answered.Talk.WithTop(answered.Frame.WithNote(FactorsNote, string.Join('\n', seen.Factors.Select(factor => $"{factor.Id}\t{factor.Kind}\t{factor.Label}")))),
        FactorRemoval => answered.Talk.WithTop(answered.Frame.WithNote(PickedNote, null)),
        Refusal.NeedsProof needs when signal == Signal.MoreNeeded => Proving.Needing(needs.Need, answered.Talk, answered.Scene)!,
        _ => answered.Talk,
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.PickFactor => LineOf(at) with { Choices = FactorChoices(talk, scene), Asked = Asked.Choice },
        Step.LastOne or Step.NothingThere or Step.CannotHelp or Step.Down => LineOf(at) with { Asked = Asked.YesNo },
        _ => LineOf(at),
    };

    private static IEnumerable<(string Id, string Kind, string Label)> Factors(Talk talk) => (talk.Top!.Note(FactorsNote) ?? "")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t'))
        .Where(parts => parts.Length == 3)
        .Select(parts => (parts[0], Kebab.Of(parts[1]), parts[2]));

    private static List<Choice> FactorChoices(Talk talk, Scene scene) =>
    [
        .. Factors(talk).Select(factor => new Choice(ChoicePrefix + factor.Id, FactorName.Of(factor.Kind, factor.Label, scene.Knowledge.Wordings, scene.Locale))),
        new Choice(Kebab.Of(Signal.NeverMind), scene.Knowledge.Wordings.Say("remove-factor.keep-all", scene.Locale, Values.None)),
    ];
}
