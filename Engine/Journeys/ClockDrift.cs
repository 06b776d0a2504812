using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Details.Devices;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>The clock of the phone with the authenticator app is off: shows how to set it, on the phone in question. The next code shows whether it helped.</summary>
internal sealed class ClockDrift : Journey<ClockDrift.Step, ClockDrift.Signal>
{
    /// <summary>Note left in the frame below: the clock cannot be set, so that another way is needed.</summary>
    internal const string CannotSetNote = "cannot-set";

    private const string SystemNote = "system";
    private const string ClockFix = "fixes.set-clock-automatic";

    internal enum Step { Begin, AskPhone, SetClock, Set, CannotSet }

    internal enum Signal { PhoneKnown, PhoneUnknown, Ios, Android, OtherSystem, OtherPhone, Done, CannotDo }

    protected override IReadOnlyCollection<Step> Silent => [Step.Begin];

    protected override IReadOnlyCollection<Step> Endings => [Step.Set, Step.CannotSet];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.OtherPhone] = "the member names another phone",
    };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Begin)
            .Permit(Signal.PhoneKnown, Step.SetClock)
            .Permit(Signal.PhoneUnknown, Step.AskPhone);
        machine.Configure(Step.AskPhone)
            .Permit(Signal.Ios, Step.SetClock)
            .Permit(Signal.Android, Step.SetClock)
            .Permit(Signal.OtherSystem, Step.SetClock);
        machine.Configure(Step.SetClock)
            .Permit(Signal.Done, Step.Set)
            .Permit(Signal.OtherPhone, Step.AskPhone)
            .Permit(Signal.CannotDo, Step.CannotSet);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.AskPhone => SystemIn(heard.Meaning.Entities.Os is [var os, ..] ? os : heard.Meaning.Entities.Device is [var device, ..] ? device : null) switch
        {
            "ios" => Signal.Ios,
            "android" => Signal.Android,
            _ => heard.Meaning.Decoded.Act is Act.DontKnow or Act.Skip or Act.Deny ? Signal.OtherSystem : null,
        },
        Step.SetClock => heard.YesOrNot(Signal.Done, Signal.CannotDo),
        _ => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.Ios or Signal.Android => heard.Talk.WithTop(heard.Frame.WithNote(SystemNote, Kebab.Of(signal))),
        Signal.OtherSystem or Signal.OtherPhone => heard.Talk.WithTop(heard.Frame.WithNote(SystemNote, null)),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
    {
        // Whoever chats from a phone most likely has the app on the same one; a computer tells nothing of the phone.
        Step.Begin => SystemIn(talk.Given(Items.Os)) is { } system
            ? new Arrival.Pass(Signal.PhoneKnown, talk.WithTop(talk.Top!.WithNote(SystemNote, system)))
            : new Arrival.Pass(Signal.PhoneUnknown),
        Step.Set => new Arrival.Leave(IsPart: true),
        Step.CannotSet => new Arrival.Leave(Talk: Below(talk), IsPart: true),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskPhone => LineOf(at) with { Asked = Asked.Device },
        Step.SetClock => LineOf(at) with { Card = Steps(talk, scene), Asked = Asked.YesNo },
        _ => LineOf(at),
    };

    private static string? SystemIn(string? name) => name switch
    {
        null => null,
        _ when name.Contains("android", StringComparison.OrdinalIgnoreCase) => "android",
        _ when name.Contains("ios", StringComparison.OrdinalIgnoreCase) => "ios",
        _ => DeviceSystem.Of(name) is ("ios" or "android") and var system ? system : null,
    };

    private static Talk Below(Talk talk) =>
        talk.Stack.Count < 2 ? talk : talk with { Stack = [.. talk.Stack.Take(talk.Stack.Count - 2), talk.Stack[^2].WithNote(CannotSetNote, "yes"), talk.Top!] };

    private StepsCard Steps(Talk talk, Scene scene) => new()
    {
        Title = scene.Knowledge.Wordings.Say($"{Id}.steps-title", scene.Locale, Values.None),
        Steps = scene.Knowledge.Wordings.Steps(ClockFix, scene.Locale, new[] { talk.Top!.Note(SystemNote) }.OfType<string>(), Values.None),
    };
}
