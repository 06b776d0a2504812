using Engine.Conversations;
using Engine.Members;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>New recovery codes to keep for the day the phone is lost. A one-time page shows them once; the chat never does.</summary>
internal sealed class SavedCodes : Journey<SavedCodes.Step, SavedCodes.Signal>
{
    private const string PageNote = "page";
    private const string AddressNote = "address";
    private const string UntilNote = "until";
    private const string ReasonNote = "reason";

    internal enum Step { Identify, Make, AskSaved, CheckPage, OfferNewPage, CannotHelp, Down, HandOver, Saved, Stopped }

    internal enum Signal { Proven, NotProven, PageReady, MoreNeeded, Refused, Failed, TryAgain, Done, PageTrouble, PageDone, StillOpen, PageGone, NewPage, GetPerson, NotNow }

    protected override IReadOnlyCollection<Step> Silent => [Step.Identify, Step.Make, Step.CheckPage, Step.HandOver];

    protected override IReadOnlyCollection<Step> Endings => [Step.HandOver, Step.Saved, Step.Stopped];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.MoreNeeded] = "what was shown is not asked for again; when it does not do, a person takes over",
        [Signal.TryAgain] = "the member asks for it, and a person is offered each time",
        [Signal.NewPage] = "the member asks for new codes, and a person is offered each time",
        [Signal.Done] = "the member says that they are kept",
    };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Identify)
            .Permit(Signal.Proven, Step.Make)
            .Permit(Signal.NotProven, Step.Stopped);
        machine.Configure(Step.Make)
            .Permit(Signal.PageReady, Step.AskSaved)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.AskSaved)
            .Permit(Signal.Done, Step.CheckPage)
            .Permit(Signal.PageTrouble, Step.OfferNewPage);
        machine.Configure(Step.CheckPage)
            .Permit(Signal.PageDone, Step.Saved)
            .Permit(Signal.StillOpen, Step.AskSaved)
            .Permit(Signal.PageGone, Step.OfferNewPage)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.OfferNewPage)
            .Permit(Signal.NewPage, Step.Make)
            .Permit(Signal.Done, Step.Saved)
            .Permit(Signal.GetPerson, Step.HandOver)
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
        Step.AskSaved => heard.Meaning.Topic is "code-expired" or "site-data" or "network" or "service-outage" or "session-timeout" ? Signal.PageTrouble : heard.YesOrNot(Signal.Done, Signal.PageTrouble),
        Step.OfferNewPage => heard.YesOrNot(Signal.NewPage, Signal.NotNow),
        Step.CannotHelp => heard.YesOrNot(Signal.GetPerson, Signal.NotNow),
        Step.Down => heard.YesOrNot(Signal.TryAgain, Signal.NotNow),
        _ => null,
    };

    protected override bool IsAnswer(string topic) => topic is "code-expired" or "site-data" or "network" or "service-outage" or "session-timeout";

    protected override Talk Note(Step at, Signal signal, Heard heard) =>
        signal == Signal.GetPerson ? heard.Talk.WithTop(heard.Frame.WithNote(ReasonNote, at == Step.Down ? "error" : "identity_check")) : heard.Talk;

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.Identify => Prove(talk, Signal.Proven, Signal.NotProven),
        Step.Make => new Arrival.Call(new AccountCall.MakeRecoveryCodes(Proving.AccountOf(talk, scene))),
        Step.CheckPage => new Arrival.Call(new AccountCall.CheckPage(talk.Top!.Note(PageNote) ?? "")),
        Step.HandOver => new Arrival.Leave(Lead.Person(talk.Top!.Note(ReasonNote) ?? "identity_check", talk.Top.Note(Lead.TopicNote) ?? "mfa-setup")),
        Step.Saved or Step.Stopped => new Arrival.Leave(IsPart: true),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Signal HearAnswer(Step at, Answered answered) => answered.Answer switch
    {
        PageReady => Signal.PageReady,
        PageAnswer.Done => Signal.PageDone,
        PageAnswer.StillOpen => Signal.StillOpen,
        PageAnswer.Gone => Signal.PageGone,
        Refusal.NeedsProof needs when at == Step.Make => Proving.Needing(needs.Need, answered.Talk, answered.Scene) is null ? Signal.Refused : Signal.MoreNeeded,
        Refusal.Unavailable => Signal.Failed,
        Refusal => Signal.Refused,
        var other => throw new InvalidOperationException($"The accounts answered {other.GetType().Name} to {at}."),
    };

    protected override Talk NoteAnswer(Step at, Signal signal, Answered answered) => answered.Answer switch
    {
        PageReady ready => answered.Talk.WithTop(answered.Frame
            .WithNote(PageNote, ready.Page.Id)
            .WithNote(AddressNote, ready.Page.Address.AbsoluteUri)
            .WithMoment(UntilNote, ready.Page.ExpiresAt)),
        PageAnswer.Done => answered.Talk.WithTop(answered.Frame.WithNote(PageNote, null).WithNote(AddressNote, null)),
        Refusal.NeedsProof needs when signal == Signal.MoreNeeded => Proving.Needing(needs.Need, answered.Talk, answered.Scene)!,
        _ => answered.Talk,
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskSaved => LineOf(at) with { Values = PageValues(talk, scene), Asked = Asked.YesNo },
        Step.OfferNewPage or Step.CannotHelp or Step.Down => LineOf(at) with { Asked = Asked.YesNo },
        _ => LineOf(at),
    };

    private static Values PageValues(Talk talk, Scene scene) => Values.None
        .With("page", talk.Top!.Note(AddressNote) ?? "-")
        .With("until", scene.Before.LocalTime(talk.Top.Moment(UntilNote) ?? scene.Now), scene.LocalNow);
}
