using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>The four points that keep a member from getting locked out, tailored to what they have, and a card to keep in the end.</summary>
internal sealed class Preparedness : Journey<Preparedness.Step, Preparedness.Signal>
{
    private const string ContactsNote = "contacts";
    private const string SecondWayNote = "second-way";
    private const string DetailsNote = "details";
    private const string HelperNote = "helper";

    internal enum Step { Offer, AskContacts, AskSecondWay, AskDetails, AskHelper, AskForms, ShowCard, ShowText, ReadArticle, Done }

    internal enum Signal
    {
        Start, ReadMore, NotNow,
        ContactsRight, ContactsOld, TwoWays, OneWay, NoWay, DetailsReady, DetailsMissing, SomeoneHelps, HelpsSomeone, Nobody, FormsDone, FormsMissing, NotSure,
        AsText, ToPrint, AllSet,
    }

    protected override IReadOnlyCollection<Step> Silent => [Step.ReadArticle];

    protected override IReadOnlyCollection<Step> Endings => [Step.ReadArticle, Step.Done];

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
            .Permit(Signal.AsText, Step.ShowText)
            .PermitReentry(Signal.ToPrint)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.ShowText)
            .PermitReentry(Signal.ToPrint)
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
        Step.ShowCard or Step.ShowText => heard.IsEnough || heard.Meaning.Is(Act.Affirm) ? Signal.AllSet : null,
        Step.ReadArticle or Step.Done => null,
    };

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
        Step.ReadArticle => new Arrival.Leave(new Frame("answers", "").WithNote(Lead.TopicNote, "preparedness")),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.ShowCard => LineOf(at) with { Card = CardOf(talk, scene), Values = Values.None.With("day", NextLook(scene), NextLook(scene)), Asked = Asked.Choice },
        Step.ShowText => LineOf(at) with { Values = Values.None.With("card", $"{CardOf(talk, scene).Title}\n{CardOf(talk, scene).AsText()}"), Asked = Asked.Choice },
        Step.AskSecondWay or Step.AskHelper => LineOf(at) with { Asked = Asked.Choice, Progress = ProgressAt(at) },
        Step.Offer => LineOf(at) with { Asked = Asked.YesNo },
        Step.AskContacts or Step.AskDetails or Step.AskForms => LineOf(at) with { Asked = Asked.YesNo, Progress = ProgressAt(at) },
        Step.ReadArticle or Step.Done => LineOf(at),
    };

    private static Talk Found(string point, Signal signal, Heard heard) => heard.Talk.WithTop(heard.Frame.WithNote(point, Kebab.Of(signal)));

    private static DateOnly NextLook(Scene scene) => DateOnly.FromDateTime(scene.LocalNow.Date).AddYears(1);

    private static Progress ProgressAt(Step at) => new(at switch { Step.AskContacts => 1, Step.AskSecondWay => 2, Step.AskDetails => 3, _ => 4 }, 4);

    private static SummaryCard CardOf(Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        var lines = new List<SummaryLine>
        {
            Point(ContactsNote),
            Point(SecondWayNote),
            Point(DetailsNote),
            Point(HelperNote),
        };
        if (talk.Given(Items.SupportNeed) is { } need)
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
