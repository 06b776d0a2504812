using Engine.Conversations;
using Engine.Handover;
using Engine.Members;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>The four points that keep a member from getting locked out, tailored to what they have, and a card to keep in the end; where the plan's accounts can, it is mailed to the address on file. A yearly look at it goes into the member's own calendar.</summary>
internal sealed class Preparedness : Journey<Preparedness.Step, Preparedness.Signal>
{
    private const string ContactsNote = "contacts";
    private const string SecondWayNote = "second-way";
    private const string DetailsNote = "details";
    private const string HelperNote = "helper";
    private const string MailedNote = "mailed-to";
    private const string RefusedNote = "refused";

    internal enum Step { Offer, AskContacts, AskSecondWay, AskDetails, AskHelper, AskForms, ShowCard, ShowText, Remind, AskMail, Identify, MailCard, Mailed, NotCome, NotMailed, ReadArticle, Done }

    internal enum Signal
    {
        Start, ReadMore, NotNow,
        ContactsRight, ContactsOld, TwoWays, OneWay, NoWay, DetailsReady, DetailsMissing, SomeoneHelps, HelpsSomeone, Nobody, FormsDone, FormsMissing, NotSure,
        AsText, ToPrint, RemindMe, AllSet,
        MailIt, SendIt, KeepHere, Proven, NotProven, MoreNeeded, WasMailed, TooSoon, Refused, Failed, GotIt, NothingCame,
    }

    protected override IReadOnlyCollection<Step> Silent => [Step.Identify, Step.MailCard, Step.ReadArticle];

    protected override IReadOnlyCollection<Step> Endings => [Step.ReadArticle, Step.Done];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.MailIt] = "the member asks for it, and can leave it",
        [Signal.RemindMe] = "the member asks for it, and can leave it",
        [Signal.SendIt] = "the member asks for it, and the accounts mail so many and no more",
        [Signal.MoreNeeded] = "what was shown is not asked for again; when it does not do, the card is not mailed",
    };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Offer)
            .Permit(Signal.Start, Step.AskContacts)
            .Permit(Signal.ReadMore, Step.ReadArticle)
            .Permit(Signal.NotNow, Step.Done);
        machine.Configure(Step.AskContacts)
            .Permit(Signal.ContactsRight, Step.AskSecondWay)
            .Permit(Signal.ContactsOld, Step.AskSecondWay)
            .Permit(Signal.NotSure, Step.AskSecondWay);
        machine.Configure(Step.AskSecondWay)
            .Permit(Signal.TwoWays, Step.AskDetails)
            .Permit(Signal.OneWay, Step.AskDetails)
            .Permit(Signal.NoWay, Step.AskDetails)
            .Permit(Signal.NotSure, Step.AskDetails);
        machine.Configure(Step.AskDetails)
            .Permit(Signal.DetailsReady, Step.AskHelper)
            .Permit(Signal.DetailsMissing, Step.AskHelper)
            .Permit(Signal.NotSure, Step.AskHelper);
        machine.Configure(Step.AskHelper)
            .Permit(Signal.SomeoneHelps, Step.AskForms)
            .Permit(Signal.HelpsSomeone, Step.AskForms)
            .Permit(Signal.Nobody, Step.ShowCard);
        machine.Configure(Step.AskForms)
            .Permit(Signal.FormsDone, Step.ShowCard)
            .Permit(Signal.FormsMissing, Step.ShowCard)
            .Permit(Signal.NotSure, Step.ShowCard);
        machine.Configure(Step.ShowCard)
            .Permit(Signal.MailIt, Step.AskMail)
            .Permit(Signal.AsText, Step.ShowText)
            .Permit(Signal.RemindMe, Step.Remind)
            .PermitReentry(Signal.ToPrint)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.ShowText)
            .Permit(Signal.MailIt, Step.AskMail)
            .Permit(Signal.RemindMe, Step.Remind)
            .PermitReentry(Signal.ToPrint)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.Remind)
            .Permit(Signal.MailIt, Step.AskMail)
            .Permit(Signal.AsText, Step.ShowText)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.AskMail)
            .Permit(Signal.SendIt, Step.Identify)
            .Permit(Signal.AsText, Step.ShowText)
            .Permit(Signal.KeepHere, Step.Done);
        machine.Configure(Step.Identify)
            .Permit(Signal.Proven, Step.MailCard)
            .Permit(Signal.NotProven, Step.NotMailed);
        machine.Configure(Step.MailCard)
            .Permit(Signal.WasMailed, Step.Mailed)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.TooSoon, Step.NotMailed)
            .Permit(Signal.Refused, Step.NotMailed)
            .Permit(Signal.Failed, Step.NotMailed);
        machine.Configure(Step.Mailed)
            .Permit(Signal.GotIt, Step.Done)
            .Permit(Signal.RemindMe, Step.Remind)
            .Permit(Signal.NothingCame, Step.NotCome)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.NotCome)
            .Permit(Signal.GotIt, Step.Done)
            .Permit(Signal.SendIt, Step.Identify)
            .Permit(Signal.AsText, Step.ShowText)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.NotMailed)
            .Permit(Signal.SendIt, Step.Identify)
            .Permit(Signal.AsText, Step.ShowText)
            .Permit(Signal.AllSet, Step.Done);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.Offer => heard.YesNo(Signal.Start, Signal.NotNow),
        Step.AskContacts => heard.YesNo(Signal.ContactsRight, Signal.ContactsOld) ?? heard.Unsure(Signal.NotSure),
        Step.AskSecondWay => heard.Meaning.Is(Act.Deny) ? Signal.NoWay : heard.Unsure(Signal.NotSure),
        Step.AskDetails => heard.YesNo(Signal.DetailsReady, Signal.DetailsMissing) ?? heard.Unsure(Signal.NotSure),
        Step.AskHelper => heard.YesNo(Signal.SomeoneHelps, Signal.Nobody) ?? heard.Unsure(Signal.Nobody),
        Step.AskForms => heard.YesNo(Signal.FormsDone, Signal.FormsMissing) ?? heard.Unsure(Signal.NotSure),
        Step.ShowCard or Step.ShowText or Step.Remind => heard.IsEnough || heard.Meaning.Is(Act.Affirm) ? Signal.AllSet : null,
        Step.AskMail => heard.YesNo(Signal.SendIt, Signal.KeepHere),
        Step.Mailed => heard.Meaning.Topic is "code-not-received" ? Signal.NothingCame : heard.YesNo(Signal.GotIt, Signal.NothingCame),
        Step.NotCome or Step.NotMailed => heard.IsEnough ? Signal.AllSet : null,
        Step.Identify or Step.MailCard or Step.ReadArticle or Step.Done => null,
    };

    protected override bool IsAnswer(string topic) => topic is "code-not-received";

    protected override Talk Note(Step at, Signal signal, Heard heard) => at switch
    {
        Step.AskContacts => Found(ContactsNote, signal, heard),
        Step.AskSecondWay => Found(SecondWayNote, signal, heard),
        Step.AskDetails => Found(DetailsNote, signal, heard),
        Step.AskForms => Found(HelperNote, signal, heard),
        Step.AskHelper when signal == Signal.Nobody => Found(HelperNote, signal, heard),
        _ => heard.Talk,
    };

    /// <summary>What the talk has shown already is not asked.</summary>
    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskDetails when talk.Given(Items.MemberNumber) is not null && talk.Given(Items.LastSignIn) is not null =>
            new Arrival.Pass(Signal.DetailsReady, talk.WithTop(talk.Top!.WithNote(DetailsNote, Kebab.Of(Signal.DetailsReady)))),
        Step.AskHelper when talk.Given(Items.Who) == "caregiver" => new Arrival.Pass(Signal.HelpsSomeone),
        Step.Identify => Prove(talk, Signal.Proven, Signal.NotProven),
        Step.MailCard => new Arrival.Call(new AccountCall.MailCard(Proving.AccountOf(talk, scene), CardOf(talk, scene, isForMail: true))),
        Step.ReadArticle => new Arrival.Leave(new Frame("answers", "").WithNote(Lead.TopicNote, "preparedness")),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Signal HearAnswer(Step at, Answered answered) => answered.Answer switch
    {
        CardMailed => Signal.WasMailed,
        CodeSending.TooSoon or CodeSending.TooOften => Signal.TooSoon,
        Refusal.NeedsProof needs when Proving.Needing(needs.Need, answered.Talk, answered.Scene) is not null => Signal.MoreNeeded,
        Refusal.Unavailable => Signal.Failed,
        Refusal => Signal.Refused,
        var other => throw new InvalidOperationException($"The accounts answered {other.GetType().Name} to {at}."),
    };

    protected override Talk NoteAnswer(Step at, Signal signal, Answered answered) => answered.Answer switch
    {
        CardMailed mailed => answered.Talk.WithTop(answered.Frame.WithNote(MailedNote, mailed.To)),
        Refusal.NeedsProof needs when signal == Signal.MoreNeeded => Proving.Needing(needs.Need, answered.Talk, answered.Scene)!,
        _ => answered.Talk.WithTop(answered.Frame.WithNote(RefusedNote, signal == Signal.Refused ? "yes" : null)),
    };

    protected override Values ValuesOf(Signal signal, Answered answered) => answered.Answer switch
    {
        CodeSending.TooSoon soon => Values.None.With("retry-at", answered.Scene.Before.LocalTime(soon.RetryAt), answered.Scene.LocalNow),
        CodeSending.TooOften often => Values.None.With("retry-at", answered.Scene.Before.LocalTime(often.RetryAt), answered.Scene.LocalNow),
        _ => Values.None,
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.ShowCard => LineOf(at) with { Card = CardOf(talk, scene), Values = Day(scene), Hidden = NotOnOffer(talk, scene), Asked = Asked.Choice },
        Step.ShowText => LineOf(at) with { Values = Values.None.With("card", $"{CardOf(talk, scene).Title}\n{CardOf(talk, scene).AsText()}"), Hidden = NotOnOffer(talk, scene), Asked = Asked.Choice },
        Step.Remind => LineOf(at) with { Values = Day(scene).With("entry", scene.Calendar?.EntryOn(NextLook(scene), scene.Locale).AbsoluteUri ?? "-"), Hidden = NotOnOffer(talk, scene), Asked = Asked.Choice },
        Step.AskMail => LineOf(at) with { Asked = Asked.YesNo },
        Step.Mailed => LineOf(at) with { Values = MailedTo(talk), Hidden = NotOnOffer(talk, scene), Asked = Asked.YesNo },
        Step.NotCome => LineOf(at) with { Values = MailedTo(talk), Asked = Asked.Choice },
        Step.NotMailed => LineOf(at) with { Hidden = talk.Top!.Note(RefusedNote) is null ? [] : [Kebab.Of(Signal.SendIt)], Asked = Asked.Choice },
        Step.AskSecondWay or Step.AskHelper => LineOf(at) with { Asked = Asked.Choice, Progress = ProgressAt(at) },
        Step.Offer => LineOf(at) with { Asked = Asked.YesNo },
        Step.AskContacts or Step.AskDetails or Step.AskForms => LineOf(at) with { Asked = Asked.YesNo, Progress = ProgressAt(at) },
        Step.Identify or Step.MailCard or Step.ReadArticle or Step.Done => LineOf(at),
    };

    private static Talk Found(string point, Signal signal, Heard heard) => heard.Talk.WithTop(heard.Frame.WithNote(point, Kebab.Of(signal)));

    private static DateOnly NextLook(Scene scene) => DateOnly.FromDateTime(scene.LocalNow.Date).AddYears(1);

    private static Progress ProgressAt(Step at) => new(at switch { Step.AskContacts => 1, Step.AskSecondWay => 2, Step.AskDetails => 3, _ => 4 }, 4);

    private static Values Day(Scene scene) => Values.None.With("day", NextLook(scene), NextLook(scene));

    /// <summary>Mailing is offered once, where the accounts do it: whoever acts for another would be asked to prove to be them. A calendar entry needs a page to come from.</summary>
    private static List<string> NotOnOffer(Talk talk, Scene scene)
    {
        var hidden = new List<string>();
        if (scene.Accounts is not { CanVerify: true, CodeChannels.Count: > 0, CanMailCard: true } || talk.Given(Items.Who) == "caregiver" || talk.Top!.Note(MailedNote) is not null)
        {
            hidden.Add(Kebab.Of(Signal.MailIt));
        }

        if (scene.Calendar is null)
        {
            hidden.Add(Kebab.Of(Signal.RemindMe));
        }

        return hidden;
    }

    private static Values MailedTo(Talk talk) => Values.None.With("to", talk.Top!.Note(MailedNote) ?? "-");

    /// <param name="isForMail">What helps the member can tell of their health, and is left out.</param>
    private static SummaryCard CardOf(Talk talk, Scene scene, bool isForMail = false)
    {
        var frame = talk.Top!;
        var lines = new List<SummaryLine>
        {
            Point(ContactsNote),
            Point(SecondWayNote),
            Point(DetailsNote),
            Point(HelperNote),
        };
        if (!isForMail && talk.Given(Items.SupportNeed) is { } need)
        {
            lines.Add(new SummaryLine(Word("suits-me"), ToldText.For(Items.SupportNeed, need, scene.Knowledge.Wordings, scene.Locale)));
        }

        lines.Add(new SummaryLine(Word("if-i-call"), Word("have-ready")));
        lines.Add(new SummaryLine(Word("if-i-see-an-error"), Word("note-error")));
        lines.Add(new SummaryLine(Word("safe"), Word("stay-safe")));
        lines.Add(new SummaryLine(Word("look-again"), scene.Knowledge.Wordings.Say("card.on-day", scene.Locale, Values.None.With("day", NextLook(scene), NextLook(scene)))));

        return new SummaryCard { Title = Word("title"), Lines = lines };

        SummaryLine Point(string point) => new(Word(point), Word(Result(point, frame.Note(point) ?? Kebab.Of(Signal.NotSure))));

        string Word(string id) => scene.Knowledge.Wordings.Say($"card.{id}", scene.Locale, Values.None);
    }

    /// <summary>The wording of what was found: "contacts-right" says its point itself, "one-way" and "not-sure" need it before them.</summary>
    private static string Result(string point, string found) => found.StartsWith($"{point}-", StringComparison.Ordinal) ? found : $"{point}-{found}";
}
