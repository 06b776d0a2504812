using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>A way to sign in that suits the member: what makes it hard, a method and a form that fit, and how the assistant writes. The need stays in the ticket, so that nobody asks again.</summary>
internal sealed class Accessibility : Journey<Accessibility.Step, Accessibility.Signal>
{
    /// <summary>Note: the need that was advised on last.</summary>
    private const string NeedNote = "need";

    /// <summary>The vocabulary's word for a need told in the member's own words.</summary>
    private const string OtherNeed = "other";

    internal enum Step { AskArea, AskSeeing, AskMoving, Advise, AskManner, AskMore, SetUpMethod, HandOver, Done, NotNeeded }

    internal enum Signal
    {
        NeedKnown, NeedTold, Seeing, Hearing, Moving, Reading, NoPhone, NoQr, WriteOtherwise,
        ScreenReader, Magnifier, SeeingOther, VoiceControl, SwitchKeys, SlowTyping,
        SetUp, AnotherNeed, GetPerson, AllSet,
        OneThing, BiggerSteps, NoCards, PlainText, AsBefore, ThatIsAll, NoNeed,
    }

    private static readonly Signal[] Manners = [Signal.OneThing, Signal.BiggerSteps, Signal.NoCards, Signal.PlainText, Signal.AsBefore];

    protected override IReadOnlyCollection<Step> Silent => [Step.SetUpMethod, Step.HandOver];

    protected override IReadOnlyCollection<Step> Endings => [Step.SetUpMethod, Step.HandOver, Step.Done, Step.NotNeeded];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string> { [Signal.AnotherNeed] = "the member has another need", [Signal.NeedKnown] = "the member names another need" }
        .Concat(Manners.Select(manner => KeyValuePair.Create(manner, "the member picks a way of writing"))).ToDictionary();

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.AskArea)
            .Permit(Signal.NeedKnown, Step.Advise)
            .Permit(Signal.NeedTold, Step.Advise)
            .Permit(Signal.Seeing, Step.AskSeeing)
            .Permit(Signal.Hearing, Step.Advise)
            .Permit(Signal.Moving, Step.AskMoving)
            .Permit(Signal.Reading, Step.Advise)
            .Permit(Signal.NoPhone, Step.Advise)
            .Permit(Signal.NoQr, Step.Advise)
            .Permit(Signal.WriteOtherwise, Step.AskManner)
            .Permit(Signal.NoNeed, Step.NotNeeded);
        machine.Configure(Step.AskSeeing)
            .Permit(Signal.ScreenReader, Step.Advise)
            .Permit(Signal.Magnifier, Step.Advise)
            .Permit(Signal.SeeingOther, Step.Advise);
        machine.Configure(Step.AskMoving)
            .Permit(Signal.VoiceControl, Step.Advise)
            .Permit(Signal.SwitchKeys, Step.Advise)
            .Permit(Signal.SlowTyping, Step.Advise);
        machine.Configure(Step.Advise)
            .PermitReentry(Signal.NeedKnown)
            .Permit(Signal.SetUp, Step.SetUpMethod)
            .Permit(Signal.WriteOtherwise, Step.AskManner)
            .Permit(Signal.AnotherNeed, Step.AskArea)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.AllSet, Step.Done);
        foreach (var manner in Manners)
        {
            machine.Configure(Step.AskManner).PermitReentry(manner);
        }

        machine.Configure(Step.AskManner)
            .Permit(Signal.ThatIsAll, Step.AskMore);
        machine.Configure(Step.AskMore)
            .Permit(Signal.NeedKnown, Step.Advise)
            .Permit(Signal.AnotherNeed, Step.AskArea)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.AllSet, Step.Done);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.AskArea => Needs.In(heard.Meaning.Text, heard.Scene) is not null ? Signal.NeedKnown
            : heard.Meaning.Topic is null or "accessibility-support" && heard.Meaning.Decoded.Act is null && IsTelling(heard) ? Signal.NeedTold
            : heard.Meaning.Is(Act.Deny) ? Signal.NoNeed
            : null,
        Step.AskSeeing => Named(heard) is Signal.ScreenReader or Signal.Magnifier ? Named(heard) : heard.Meaning.Decoded.Act is Act.Deny or Act.DontKnow or Act.Skip ? Signal.SeeingOther : null,
        Step.AskMoving => Named(heard) is Signal.VoiceControl or Signal.SwitchKeys or Signal.SlowTyping ? Named(heard) : null,
        Step.Advise or Step.AskMore when IsNewNeed(heard) => Signal.NeedKnown,
        Step.Advise => heard.IsEnough ? Signal.AllSet : null,
        Step.AskManner => heard.IsEnough || heard.Meaning.Is(Act.Affirm) ? Signal.ThatIsAll : null,
        Step.AskMore => heard.IsEnough ? Signal.AllSet : heard.Meaning.Is(Act.Affirm) ? Signal.AnotherNeed : null,
        Step.SetUpMethod or Step.HandOver or Step.Done or Step.NotNeeded => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.NeedKnown => Advised(Needs.In(heard.Meaning.Text, heard.Scene)!, heard),
        Signal.NeedTold => heard.Talk.With(Items.SupportNeed, Slot.Typed(heard.Meaning.Text.Trim(), heard.Scene.Now)).WithTop(heard.Frame.WithNote(NeedNote, OtherNeed)),
        Signal.Hearing => Advised("no-calls", heard),
        Signal.Reading or Signal.NoPhone or Signal.NoQr or Signal.ScreenReader or Signal.Magnifier or Signal.SeeingOther or Signal.VoiceControl or Signal.SwitchKeys or Signal.SlowTyping =>
            Advised(Kebab.Of(signal), heard),
        Signal.OneThing or Signal.BiggerSteps or Signal.NoCards or Signal.PlainText or Signal.AsBefore => Written(heard.Talk, Kebab.Of(signal)),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
    {
        // What was said on the way here is not asked again; "there is more" asks.
        Step.AskArea when talk.Top!.Note(NeedNote) is null && Needs.Last(talk.Given(Items.SupportNeed), scene) is { } need =>
            new Arrival.Pass(Signal.NeedKnown, talk.WithTop(talk.Top.WithNote(NeedNote, need))),
        Step.SetUpMethod => new Arrival.Leave(Lead.To("mfa-setup", scene), Lead.Found(talk, "mfa-setup")),
        Step.HandOver => new Arrival.Leave(Lead.Person("user_requested", "accessibility-support")),
        Step.NotNeeded => new Arrival.Leave(Talk: Triage.Anew(talk)),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene)
    {
        if (at != Step.Advise)
        {
            return LineOf(at) with { Asked = at is Step.Done or Step.NotNeeded ? Asked.Nothing : Asked.Choice };
        }

        var need = talk.Top!.Note(NeedNote) ?? OtherNeed;

        return LineOf(at) with { Values = Values.None.With("advice", scene.Knowledge.Wordings.Say($"needs.{need}", scene.Locale, Values.None)).With("need", need), Asked = Asked.Choice };
    }

    /// <summary>The talk with this way of writing; long messages and one thing at a time exclude each other.</summary>
    internal static Talk Written(Talk talk, string manner)
    {
        var now = talk.Manner ?? new Manner();

        return talk with
        {
            Manner = manner switch
            {
                "one-thing" => now with { OneThing = true, BiggerSteps = false },
                "bigger-steps" => now with { BiggerSteps = true, OneThing = false },
                "no-cards" => now with { NoCards = true },
                "plain-text" => now with { PlainText = true, NoCards = true },
                _ => null,
            },
        };
    }

    private static bool IsNewNeed(Heard heard) => Needs.In(heard.Meaning.Text, heard.Scene) is { } need && need != heard.Frame.Note(NeedNote);

    private static Talk Advised(string need, Heard heard) =>
        heard.Talk.With(Items.SupportNeed, Slot.Chosen(Needs.With(heard.Talk.Given(Items.SupportNeed), need), heard.Scene.Now)).WithTop(heard.Frame.WithNote(NeedNote, need));

    private static Signal? Named(Heard heard) => Needs.In(heard.Meaning.Text, heard.Scene) is { } need ? Kebab<Signal>.Find(need) : null;

    /// <summary>More than a word: what they need, in their own words.</summary>
    private static bool IsTelling(Heard heard) => heard.Meaning.Text.Count(char.IsLetter) >= 8 && heard.Meaning.Text.Trim().Contains(' ', StringComparison.Ordinal)
        && heard.Meaning.Decoded.Label == "accessibility-support";
}
