using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Changes something the member said earlier, from anywhere in the talk, then lets the journey below go on.</summary>
internal sealed class ChangeAnswer : Journey<ChangeAnswer.Step, ChangeAnswer.Signal>
{
    private const string ItemNote = "item";

    internal enum Step { AskWhich, AskNew, Changed, LeftAsItWas, NothingKnown }

    internal enum Signal { Picked, NewValue, NeverMind, NothingGiven }

    /// <summary>What can be changed, and how its new value is read.</summary>
    private static readonly (string Item, Asked Asked)[] Changeable =
    [
        (Items.FullName, Asked.Name), (Items.DateOfBirth, Asked.DateOfBirth), (Items.MemberNumber, Asked.MemberNumber),
        (Items.Email, Asked.Email), (Items.Phone, Asked.Phone), (Items.LastSignIn, Asked.Date), (Items.ErrorText, Asked.ErrorText),
        (Items.ErrorTime, Asked.Time), (Items.Platform, Asked.Device), (Items.Browser, Asked.Browser), (Items.Device, Asked.Device), (Items.AppVersion, Asked.Version),
    ];

    protected override IReadOnlyCollection<Step> Endings => [Step.Changed, Step.LeftAsItWas, Step.NothingKnown];

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.AskWhich)
            .Permit(Signal.Picked, Step.AskNew)
            .Permit(Signal.NothingGiven, Step.NothingKnown)
            .Permit(Signal.NeverMind, Step.LeftAsItWas);
        machine.Configure(Step.AskNew)
            .Permit(Signal.NewValue, Step.Changed)
            .Permit(Signal.NeverMind, Step.LeftAsItWas);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.AskWhich when Changeable.Any(item => item.Item == heard.ChosenId) => Signal.Picked,
        Step.AskNew when NewValue(heard) is not null => Signal.NewValue,
        Step.AskWhich or Step.AskNew => heard.Meaning.Decoded.Act is Act.Deny or Act.Skip or Act.DontKnow ? Signal.NeverMind : null,
        Step.Changed or Step.LeftAsItWas or Step.NothingKnown => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.Picked => heard.Talk.WithTop(heard.Frame.WithNote(ItemNote, heard.ChosenId)),
        Signal.NewValue => heard.Talk.With(heard.Frame.Note(ItemNote)!, Slot.Typed(NewValue(heard)!, heard.Scene.Now)),
        Signal.NeverMind or Signal.NothingGiven => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at == Step.AskWhich && !Given(talk).Any()
        ? new Arrival.Pass(Signal.NothingGiven)
        : base.ArriveAt(at, talk, scene);

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskWhich => LineOf(at) with { Choices = [.. Given(talk).Select(item => new Choice(item, Name(item, scene))), NeverMind(scene)], Asked = Asked.Choice },
        Step.AskNew => LineOf(at) with
        {
            Values = Values.None.With("item", Name(talk.Top!.Note(ItemNote)!, scene)),
            Asked = Changeable.First(item => item.Item == talk.Top!.Note(ItemNote)).Asked,
        },
        _ => LineOf(at),
    };

    /// <summary>The old value stands until the new one is read, so that "never mind" loses nothing.</summary>
    private static string? NewValue(Heard heard) =>
        Details.Said(heard.Meaning, heard.Scene).Where(detail => detail.Item == heard.Frame.Note(ItemNote)).Select(detail => detail.Value).FirstOrDefault();

    private static IEnumerable<string> Given(Talk talk) => Changeable.Select(item => item.Item).Where(item => talk.Given(item) is not null);

    private static string Name(string item, Scene scene) => scene.Knowledge.Wordings.Say($"items.{item}", scene.Locale, Values.None);

    private static Choice NeverMind(Scene scene) => new(Kebab.Of(Signal.NeverMind), scene.Knowledge.Wordings.Say("checklist.nothing-to-change", scene.Locale, Values.None));
}
