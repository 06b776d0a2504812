using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Facts;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Acting for someone else: whose account it is, what the plan must have on record first, what a birthday changes, and how to ask for access. It never restarts another person's sign-in.</summary>
internal sealed class Caregiver : Journey<Caregiver.Step, Caregiver.Signal>
{
    private const string Access = "caregiver-access";
    private const string NoAccess = "proxy-not-authorized";

    /// <summary>Note: the child's day of birth or age.</summary>
    private const string BirthNote = "birth";

    /// <summary>Note: the problem that was brought here, to be taken up by whoever owns the account.</summary>
    private const string BroughtNote = "brought";

    internal enum Step
    {
        Sort, AskWhat, AskWhoseAccount, Coordinate, AskWhom, AskBirth, AskRegion, AskRecord, AskAgreed, AskPapers, AfterDeath,
        AfterPermission, AskOwnAccount, ShowHow, GiveAccess, TakeAway, GoOn, FindCause, ReadArticle, WalkThrough, SecureAccount, HandOver, Done, OwnAccount,
    }

    internal enum Signal
    {
        WantsSomething, WasRefused, MayBeTheirs,
        GetAccess, GiveAccess, TakeAway, Refused, TheirSignIn, ReadMore,
        Mine, Theirs, HereTogether,
        Child, Adult, Died, Aged, GrownUp, NotSure, RegionNamed, NoMatter,
        OnRecord, NotOnRecord, Agrees, NotAsked, CannotAgree, Refuses, HasPapers, NoPapers,
        HasAccount, NoAccount, UsesTheirs, KnowsPassword, WalkMe, GetPerson, AllSet,
    }

    protected override IReadOnlyCollection<Step> Silent =>
        [Step.Sort, Step.AfterPermission, Step.GoOn, Step.FindCause, Step.ReadArticle, Step.WalkThrough, Step.SecureAccount, Step.HandOver];

    protected override IReadOnlyCollection<Step> Endings =>
        [Step.GoOn, Step.FindCause, Step.ReadArticle, Step.WalkThrough, Step.SecureAccount, Step.HandOver, Step.Done, Step.OwnAccount];

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Sort)
            .Permit(Signal.WantsSomething, Step.AskWhat)
            .Permit(Signal.WasRefused, Step.AskWhom)
            .Permit(Signal.MayBeTheirs, Step.AskWhoseAccount)
            .Permit(Signal.Died, Step.AfterDeath);
        machine.Configure(Step.AskWhat)
            .Permit(Signal.GetAccess, Step.AskWhom)
            .Permit(Signal.GiveAccess, Step.GiveAccess)
            .Permit(Signal.TakeAway, Step.TakeAway)
            .Permit(Signal.Refused, Step.AskWhom)
            .Permit(Signal.TheirSignIn, Step.Coordinate)
            .Permit(Signal.ReadMore, Step.ReadArticle);
        machine.Configure(Step.AskWhoseAccount)
            .Permit(Signal.Mine, Step.GoOn)
            .Permit(Signal.Theirs, Step.Coordinate);
        machine.Configure(Step.Coordinate)
            .Permit(Signal.HereTogether, Step.GoOn)
            .Permit(Signal.GetAccess, Step.AskWhom)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.AskWhom)
            .Permit(Signal.Child, Step.AskBirth)
            .Permit(Signal.Adult, Step.AskAgreed)
            .Permit(Signal.Died, Step.AfterDeath);
        machine.Configure(Step.AskBirth)
            .Permit(Signal.Aged, Step.AskRegion)
            .Permit(Signal.NotSure, Step.AskRegion)
            .Permit(Signal.GrownUp, Step.AskAgreed);
        machine.Configure(Step.AskRegion)
            .Permit(Signal.RegionNamed, Step.AskRecord)
            .Permit(Signal.NotSure, Step.AskRecord);
        machine.Configure(Step.AskRecord)
            .Permit(Signal.OnRecord, Step.AfterPermission)
            .Permit(Signal.NotOnRecord, Step.AfterPermission)
            .Permit(Signal.NotSure, Step.AfterPermission);
        machine.Configure(Step.AskAgreed)
            .Permit(Signal.Agrees, Step.AfterPermission)
            .Permit(Signal.NotAsked, Step.AfterPermission)
            .Permit(Signal.CannotAgree, Step.AskPapers)
            .Permit(Signal.Refuses, Step.Done)
            .Permit(Signal.NoMatter, Step.AfterPermission);
        machine.Configure(Step.AskPapers)
            .Permit(Signal.HasPapers, Step.AfterPermission)
            .Permit(Signal.NoPapers, Step.AfterPermission)
            .Permit(Signal.NotSure, Step.AfterPermission);
        machine.Configure(Step.AfterDeath)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.Mine, Step.OwnAccount)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.AfterPermission)
            .Permit(Signal.WantsSomething, Step.AskOwnAccount)
            .Permit(Signal.WasRefused, Step.FindCause);
        machine.Configure(Step.AskOwnAccount)
            .Permit(Signal.HasAccount, Step.ShowHow)
            .Permit(Signal.NoAccount, Step.ShowHow)
            .Permit(Signal.UsesTheirs, Step.ShowHow);
        machine.Configure(Step.ShowHow)
            .Permit(Signal.WalkMe, Step.WalkThrough)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.GiveAccess)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.AllSet, Step.Done);
        machine.Configure(Step.TakeAway)
            .Permit(Signal.KnowsPassword, Step.SecureAccount)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.AllSet, Step.Done);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.AskWhat => heard.Meaning.Topic is NoAccess ? Signal.Refused : null,
        Step.AskWhoseAccount => heard.Meaning.Entities.Who switch { "member" => Signal.Mine, "caregiver" => Signal.Theirs, _ => null },
        Step.AskBirth => Told(heard) is { } birth ? Of(birth, heard.Scene) : heard.Unsure(Signal.NotSure),
        Step.AskRegion => heard.ChosenId is null ? heard.Unsure(Signal.NotSure) : Signal.RegionNamed,
        Step.AskRecord => heard.YesNo(Signal.OnRecord, Signal.NotOnRecord) ?? heard.Unsure(Signal.NotSure),
        Step.AskAgreed => heard.YesNo(Signal.Agrees, Signal.NotAsked) ?? heard.Unsure(Signal.NotAsked),
        Step.AskPapers => heard.YesNo(Signal.HasPapers, Signal.NoPapers) ?? heard.Unsure(Signal.NotSure),
        Step.AskOwnAccount => heard.YesNo(Signal.HasAccount, Signal.NoAccount) ?? heard.Unsure(Signal.NoAccount),
        Step.AfterDeath => heard.YesNo(Signal.GetPerson, Signal.AllSet),
        Step.TakeAway => heard.YesNo(Signal.KnowsPassword, Signal.AllSet) ?? heard.Unsure(Signal.KnowsPassword),
        Step.Coordinate or Step.ShowHow or Step.GiveAccess => heard.IsEnough ? Signal.AllSet : null,
        Step.AskWhom => Told(heard) is not { } age ? null : Of(age, heard.Scene) == Signal.GrownUp ? Signal.Adult : Signal.Child,
        Step.Sort or Step.AfterPermission or Step.GoOn or Step.FindCause or Step.ReadArticle or Step.WalkThrough or Step.SecureAccount or Step.HandOver or Step.Done or Step.OwnAccount => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.GetAccess or Signal.TheirSignIn => As(Access, Helps(heard)),
        Signal.Refused => As(NoAccess, Helps(heard)),
        Signal.Theirs => As(Access, Helps(heard).WithTop(heard.Frame.WithNote(BroughtNote, TopicOf(heard.Talk)))),
        Signal.Mine when at == Step.AfterDeath => heard.Talk.Without(Items.ActingFor).With(Items.Who, Slot.Chosen("member", heard.Scene.Now)),
        Signal.Mine or Signal.HereTogether => heard.Talk.With(Items.Who, Slot.Chosen("member", heard.Scene.Now)),
        Signal.Child or Signal.Adult or Signal.Died when at is Step.AskWhom && Told(heard) is { } birth =>
            heard.Talk.With(Items.ActingFor, Slot.Chosen(Kebab.Of(signal), heard.Scene.Now)).With(Items.TheirBirth, Slot.Typed(birth.ToString(), heard.Scene.Now)),
        Signal.Child or Signal.Adult or Signal.Died => heard.Talk.With(Items.ActingFor, Slot.Chosen(Kebab.Of(signal), heard.Scene.Now)),
        Signal.Aged => heard.Talk.WithTop(heard.Frame.WithNote(BirthNote, Told(heard)!.Value.ToString())),
        Signal.GrownUp => heard.Talk.With(Items.ActingFor, Slot.Chosen(Kebab.Of(Signal.Adult), heard.Scene.Now)).WithTop(heard.Frame.WithNote(BirthNote, Told(heard)!.Value.ToString())),
        Signal.RegionNamed => heard.Talk.With(Items.Region, Slot.Chosen(heard.ChosenId!, heard.Scene.Now)),
        Signal.OnRecord or Signal.NotOnRecord or Signal.Agrees or Signal.NotAsked or Signal.Refuses or Signal.HasPapers or Signal.NoPapers => Permission(signal, heard),
        Signal.NotSure when at is Step.AskRecord or Step.AskPapers => Permission(signal, heard),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.Sort when talk.Given(Items.ActingFor) == Kebab.Of(Signal.Died) => new Arrival.Pass(Signal.Died),
        Step.Sort => new Arrival.Pass(TopicOf(talk) switch { NoAccess => Signal.WasRefused, Access => Signal.WantsSomething, _ => Signal.MayBeTheirs }),
        // Who names a child's age wants to get in for the child; which child it is has been said as well.
        Step.AskWhat when IsChildKnown(talk, scene) => new Arrival.Pass(Signal.GetAccess, talk.With(Items.Who, Slot.Chosen("caregiver", scene.Now))),
        Step.AskWhom when IsChildKnown(talk, scene) => new Arrival.Pass(Signal.Child, talk.With(Items.ActingFor, Slot.Chosen(Kebab.Of(Signal.Child), scene.Now))),
        // What was said before it was asked counts for this once: the next question may be about somebody else.
        Step.AskWhom when WhomSaid(talk, scene) is { } whom => new Arrival.Pass(whom, talk.With(Items.ActingFor, Slot.Chosen(Kebab.Of(whom), scene.Now))),
        Step.AskBirth when Birth.Parse(talk.Given(Items.TheirBirth)) is { } birth =>
            new Arrival.Pass(Of(birth, scene), talk.WithTop(talk.Top!.WithNote(BirthNote, birth.ToString()))),
        Step.AskRegion when talk.Given(Items.Region) is not null => new Arrival.Pass(Signal.RegionNamed),
        // Who was let in before had the yes; what is wrong now is found out by other questions.
        Step.AskAgreed when TopicOf(talk) == NoAccess => new Arrival.Pass(Signal.NoMatter),
        Step.AfterPermission => new Arrival.Pass(TopicOf(talk) == NoAccess ? Signal.WasRefused : Signal.WantsSomething),
        Step.GoOn => new Arrival.Leave(Lead.To(talk.Top!.Note(BroughtNote) ?? (TopicOf(talk) is NoAccess or Access ? "how-to-sign-in" : TopicOf(talk)), scene)),
        Step.FindCause => new Arrival.Leave(new Frame("fix-error", "").WithNote(Lead.TopicNote, NoAccess), WithEvidence(talk, scene)),
        Step.ReadArticle => new Arrival.Leave(new Frame("answers", "").WithNote(Lead.TopicNote, Access)),
        Step.WalkThrough => new Arrival.Leave(SignIn.ForSomeoneElse()),
        Step.SecureAccount => new Arrival.Leave(Lead.To("account-compromised", scene), Lead.Found(talk, "account-compromised")),
        Step.HandOver => new Arrival.Leave(Lead.Person("proxy", TopicOf(talk))),
        Step.OwnAccount => new Arrival.Leave(Talk: Triage.Anew(talk)),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskBirth => LineOf(at) with { Asked = Asked.SomeonesBirth },
        Step.AskRecord => LineOf(at) with { Values = AccessValues(talk, scene), Asked = Asked.YesNo },
        Step.AskAgreed or Step.AskPapers or Step.AskOwnAccount or Step.AfterDeath => LineOf(at) with { Asked = Asked.YesNo },
        Step.ShowHow => LineOf(at) with { Card = Steps(at, "steps-title", scene), Asked = Asked.Choice },
        Step.GiveAccess => LineOf(at) with { Card = Steps(at, "give-title", scene), Asked = Asked.Choice },
        Step.TakeAway => LineOf(at) with { Card = Steps(at, "take-away-title", scene), Asked = Asked.YesNo },
        Step.Done or Step.OwnAccount => LineOf(at),
        _ => LineOf(at) with { Asked = Asked.Choice },
    };

    private static string TopicOf(Talk talk) => talk.Top!.Note(Lead.TopicNote) ?? Access;

    private static Talk As(string topic, Talk talk) => talk.WithTop(talk.Top!.WithNote(Lead.TopicNote, topic));

    private static Talk Helps(Heard heard) => heard.Talk.With(Items.Who, Slot.Chosen("caregiver", heard.Scene.Now));

    private static Talk Permission(Signal signal, Heard heard) => heard.Talk.With(Items.Permission, Slot.Chosen(Kebab.Of(signal), heard.Scene.Now));

    /// <summary>The child's birth as it was just told. Of an approximate day the latest counts: better a birthday announced than one missed.</summary>
    private static Birth? Told(Heard heard) => heard.Meaning.Entities.DateOfBirth switch
    {
        [{ IsExact: true } day, ..] => Birth.On(day.From),
        [var span, ..] => Birth.YearsAgo(Birth.On(span.To).AgeOn(Today(heard.Scene))),
        _ => heard.Meaning.Entities.TheirBirth,
    };

    private static bool IsChildKnown(Talk talk, Scene scene) => Birth.Parse(talk.Given(Items.TheirBirth)) is { } birth && Of(birth, scene) == Signal.Aged;

    private static Signal? WhomSaid(Talk talk, Scene scene) =>
        talk.Slots.GetValueOrDefault(Items.ActingFor) is { Provenance: Provenance.Typed, Value: { } said } ? said == Kebab.Of(Signal.Died) ? Signal.Died : Signal.Adult
        : Birth.Parse(talk.Given(Items.TheirBirth)) is { } birth && Of(birth, scene) == Signal.GrownUp ? Signal.Adult
        : null;

    private static DateOnly Today(Scene scene) => DateOnly.FromDateTime(scene.LocalNow.Date);

    private static Signal Of(Birth birth, Scene scene) => new ChildAccess(scene.Knowledge.Facts).IsAdult(birth, Today(scene)) ? Signal.GrownUp : Signal.Aged;

    private static Values AccessValues(Talk talk, Scene scene)
    {
        var parts = ParentView.Parts(Birth.Parse(talk.Top!.Note(BirthNote)), talk.Given(Items.Region), Today(scene), scene.Knowledge.Facts);
        var words = parts.Select(part => scene.Knowledge.Wordings.Say($"access.{part.Wording}", scene.Locale, part.Values));

        return Values.None.With("access", string.Join(' ', words)).With("access-ids", string.Join(',', parts.Select(part => part.Wording)));
    }

    private StepsCard Steps(Step at, string title, Scene scene) => new()
    {
        Title = scene.Knowledge.Wordings.Say($"{Id}.{title}", scene.Locale, Values.None),
        Steps = scene.Knowledge.Wordings.Steps(LineOf(at).Wording, scene.Locale, [], Values.None),
    };

    /// <summary>What was found out here already, as answers to the questions that tell the causes of a refusal apart.</summary>
    private static Talk WithEvidence(Talk talk, Scene scene)
    {
        const string WhomQuestion = "who-the-access-is-for";
        var birth = Birth.Parse(talk.Top!.Note(BirthNote));
        var whom = birth is not { } told ? talk.Given(Items.ActingFor) == Kebab.Of(Signal.Adult) ? "adult" : null
            : Of(told, scene) == Signal.GrownUp ? "just-turned-18"
            : new ChildAccess(scene.Knowledge.Facts).IsYoung(told, Today(scene)) ? "young-child" : "teen";
        var known = As(NoAccess, Lead.Found(talk, NoAccess));
        var work = Work.On(known, scene);
        var problem = whom is not null && !work.Problem.AskedQuestions.Contains(WhomQuestion) ? work.With(WhomQuestion, whom) : work.Problem;

        return known.With(talk.Given(Items.Permission) == Kebab.Of(Signal.NotOnRecord) ? problem with { Cause = "access-not-recorded" } : problem);
    }
}
