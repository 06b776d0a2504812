using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Somebody else may be at the account: nothing is shared, the account is made safe first, what was seen is gathered, and a person gets it as a security case.</summary>
internal sealed class Security : Journey<Security.Step, Security.Signal>
{
    private const string WorryQuestion = "what-made-you-worry";
    private const string FixNote = "fix";

    internal enum Step { Sort, AskWhat, CheckAddress, TellVerdict, TellRight, AskCanSignIn, ChooseStep, DoStep, AskEvidence, AskForPerson, HandOver, KeepWatch, AllSafe }

    internal enum Signal
    {
        CauseKnown, CauseUnknown,
        CodesNotAsked, SomeoneTried, ChangesNotMine, ContactsChanged, GotMessage, GaveDetails, LostDevice, SomeoneIKnow, LetterFromPlan, SomethingElse,
        FoundWrong, FoundRight, NoAddress, Entered, OnlyLooked, AnotherAddress, AllGood, StillWorried,
        Can, Cannot, NotTried, StepFound, NothingLeft, DidIt, CouldNot, Skip,
        ToldEvidence, NothingToAdd, GetPerson, NotNow,
    }

    /// <summary>Worries after which the account is looked at first; an odd message is looked at itself.</summary>
    private static readonly Signal[] Worries =
        [Signal.CodesNotAsked, Signal.SomeoneTried, Signal.ChangesNotMine, Signal.ContactsChanged, Signal.GaveDetails, Signal.LostDevice, Signal.SomeoneIKnow, Signal.LetterFromPlan, Signal.SomethingElse];

    protected override IReadOnlyCollection<Step> Silent => [Step.Sort, Step.ChooseStep, Step.HandOver];

    protected override IReadOnlyCollection<Step> Endings => [Step.HandOver, Step.KeepWatch, Step.AllSafe];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.StepFound] = "each step to safety is offered once",
        [Signal.AnotherAddress] = "the member brings another address",
        [Signal.StillWorried] = "the member names a worry, and each leads on to safety",
    };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Sort)
            .Permit(Signal.CauseKnown, Step.AskCanSignIn)
            .Permit(Signal.GotMessage, Step.CheckAddress)
            .Permit(Signal.CauseUnknown, Step.AskWhat);
        machine.Configure(Step.AskWhat)
            .Permit(Signal.GotMessage, Step.CheckAddress)
            .Permit(Signal.FoundWrong, Step.TellVerdict)
            .Permit(Signal.FoundRight, Step.TellRight);
        foreach (var worry in Worries)
        {
            machine.Configure(Step.AskWhat).Permit(worry, Step.AskCanSignIn);
        }

        machine.Configure(Step.CheckAddress)
            .Permit(Signal.FoundWrong, Step.TellVerdict)
            .Permit(Signal.FoundRight, Step.TellRight)
            .Permit(Signal.Entered, Step.AskCanSignIn)
            .Permit(Signal.NoAddress, Step.AskCanSignIn);
        machine.Configure(Step.TellVerdict)
            .Permit(Signal.Entered, Step.AskCanSignIn)
            .Permit(Signal.OnlyLooked, Step.AskForPerson)
            .Permit(Signal.AnotherAddress, Step.CheckAddress);
        machine.Configure(Step.TellRight)
            .Permit(Signal.AllGood, Step.AllSafe)
            .Permit(Signal.AnotherAddress, Step.CheckAddress)
            .Permit(Signal.StillWorried, Step.AskWhat);
        machine.Configure(Step.AskCanSignIn)
            .Permit(Signal.Can, Step.ChooseStep)
            .Permit(Signal.NotTried, Step.ChooseStep)
            .Permit(Signal.Cannot, Step.AskEvidence);
        machine.Configure(Step.ChooseStep)
            .Permit(Signal.StepFound, Step.DoStep)
            .Permit(Signal.NothingLeft, Step.AskEvidence);
        machine.Configure(Step.DoStep)
            .Permit(Signal.DidIt, Step.ChooseStep)
            .Permit(Signal.CouldNot, Step.ChooseStep)
            .Permit(Signal.Skip, Step.ChooseStep);
        machine.Configure(Step.AskEvidence)
            .Permit(Signal.ToldEvidence, Step.AskForPerson)
            .Permit(Signal.NothingToAdd, Step.AskForPerson);
        machine.Configure(Step.AskForPerson)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.KeepWatch);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.AskWhat => Found(heard) ?? heard.Unsure(Signal.SomethingElse),
        Step.CheckAddress => Found(heard) ?? (heard.Meaning.Decoded.Act is Act.DontKnow or Act.Skip or Act.Deny ? Signal.NoAddress : null),
        Step.TellVerdict => Found(heard) is null ? heard.YesNo(Signal.Entered, Signal.OnlyLooked) : Signal.AnotherAddress,
        Step.TellRight => heard.Meaning.Topic == "thanks-goodbye" ? Signal.AllGood : heard.YesNo(Signal.AllGood, Signal.StillWorried),
        Step.AskCanSignIn => heard.YesNo(Signal.Can, Signal.Cannot) ?? heard.Unsure(Signal.NotTried),
        Step.DoStep => heard.Meaning.Decoded.Act switch
        {
            Act.Affirm => Signal.DidIt,
            Act.Deny or Act.DontKnow => Signal.CouldNot,
            Act.Skip => Signal.Skip,
            _ => null,
        },
        Step.AskEvidence => heard.Meaning.Decoded.Act switch
        {
            Act.Deny or Act.DontKnow or Act.Skip => Signal.NothingToAdd,
            Act.Affirm => null,
            _ => IsTelling(heard) ? Signal.ToldEvidence : null,
        },
        Step.AskForPerson => heard.YesNo(Signal.GetPerson, Signal.NotNow) ?? (heard.Meaning.Decoded.Act is Act.Skip ? Signal.NotNow : null),
        Step.Sort or Step.ChooseStep or Step.HandOver or Step.KeepWatch or Step.AllSafe => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.GotMessage => Worried(signal, heard.Talk, heard.Scene),
        Signal.FoundWrong or Signal.FoundRight => Judged(heard),
        Signal.Entered => Worried(Signal.GaveDetails, heard.Talk, heard.Scene),
        Signal.DidIt => Result(heard, FixResult.Worked),
        Signal.CouldNot => Result(heard, FixResult.CouldNot),
        Signal.Skip => Result(heard, FixResult.Skipped),
        Signal.ToldEvidence => heard.Talk.With(Items.Evidence, Slot.Typed(heard.Meaning.Text.Trim(), heard.Scene.Now)),
        _ => Worries.Contains(signal) ? Worried(signal, heard.Talk, heard.Scene) : heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene)
    {
        var work = Work.On(talk, scene);

        return at switch
        {
            Step.Sort when work.Problem.Cause is null && !work.Problem.AskedQuestions.Contains(WorryQuestion) && Told(talk) is { } worry =>
                new Arrival.Pass(worry == Signal.GotMessage ? worry : Signal.CauseKnown, Worried(worry, talk, scene)),
            Step.Sort => new Arrival.Pass(work.Problem.Cause is null ? Signal.CauseUnknown : Signal.CauseKnown, talk.With(work.Problem)),
            Step.ChooseStep => work.NextFix is { } fix
                ? new Arrival.Pass(Signal.StepFound, talk.With(work.Offering(fix, scene.Now)).WithTop(talk.Top!.WithNote(FixNote, fix.Id)))
                : new Arrival.Pass(Signal.NothingLeft),
            Step.HandOver => new Arrival.Leave(Lead.Person("security", WrongDoor.Topic)),
            _ => base.ArriveAt(at, talk, scene),
        };
    }

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskWhat => new Line($"questions.{WorryQuestion}") { Asked = Asked.Choice },
        Step.TellVerdict or Step.TellRight => LineOf(at) with { Values = Verdict(talk.Top!, scene), Asked = Asked.YesNo },
        Step.DoStep => LineOf(at) with { Values = FixValues(talk, scene), Card = Steps(talk, scene), Asked = Asked.YesNo },
        Step.AskCanSignIn or Step.AskForPerson => LineOf(at) with { Asked = Asked.YesNo },
        Step.AskEvidence => LineOf(at) with { Asked = Asked.Words },
        _ => LineOf(at),
    };

    private static Signal? Found(Heard heard) => WrongDoor.Judge(heard.Meaning, heard.Talk, heard.Scene) is not { } judged ? null
        : WrongDoor.IsRight(judged) ? Signal.FoundRight : Signal.FoundWrong;

    private static Talk Judged(Heard heard)
    {
        var judged = WrongDoor.Judge(heard.Meaning, heard.Talk, heard.Scene)!;

        return WrongDoor.Remember(heard.Talk, judged, heard.Scene).WithTop(WrongDoor.Noted(heard.Frame, judged));
    }

    /// <summary>More than a word or two: what they saw, not a yes.</summary>
    private static bool IsTelling(Heard heard) => heard.Meaning.Text.Count(char.IsLetterOrDigit) >= 6;

    /// <summary>The worry that the member's own words named.</summary>
    private static Signal? Told(Talk talk) => talk.Given(Items.Worry) is { } worry && Kebab<Signal>.Find(worry) is { } known && Worries.Append(Signal.GotMessage).Contains(known) ? known : null;

    /// <summary>The worry itself is evidence: it tells the cause where it can, and stands in the ticket.</summary>
    private static Talk Worried(Signal signal, Talk before, Scene scene)
    {
        var worry = Kebab.Of(signal);
        var talk = before.With(Items.Worry, Slot.Chosen(worry, scene.Now));
        var work = Work.On(talk, scene);

        return talk.With(work.With(WorryQuestion, worry) with { AskedQuestions = [.. work.Problem.AskedQuestions.Union([WorryQuestion])] });
    }

    private static Talk Result(Heard heard, FixResult result) =>
        heard.Frame.Note(FixNote) is { } fix ? heard.Talk.With(Work.On(heard.Talk, heard.Scene).Ended(fix, result)) : heard.Talk;

    private static Values Verdict(Frame frame, Scene scene)
    {
        var (host, wording, region) = WrongDoor.JudgedIn(frame);
        var values = Values.None.With("host", host);
        if (region is not null)
        {
            values = values.With("region", scene.Knowledge.Wordings.Say($"told.region-{region}", scene.Locale, Values.None));
        }

        return values.With("verdict", scene.Knowledge.Wordings.Say($"doors.{wording}", scene.Locale, values)).With("verdict-id", wording);
    }

    private static Values FixValues(Talk talk, Scene scene)
    {
        var fix = talk.Top!.Note(FixNote)!;

        return Values.None.With("fix-id", fix).With("fix", scene.Knowledge.Wordings.Say($"fixes.{fix}", scene.Locale, Values.None));
    }

    private StepsCard? Steps(Talk talk, Scene scene)
    {
        var steps = scene.Knowledge.Wordings.Steps($"fixes.{talk.Top!.Note(FixNote)}", scene.Locale, [], Values.None);

        return steps.Count == 0 ? null : new StepsCard { Title = scene.Knowledge.Wordings.Say($"{Id}.steps-title", scene.Locale, Values.None), Steps = steps };
    }
}
