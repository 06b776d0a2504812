using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Topics;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Works on one problem: asks what tells its causes apart, then offers fixes one at a time until one works or a person is the answer.</summary>
internal sealed class FixError : Journey<FixError.Step, FixError.Signal>
{
    /// <summary>A wait of a day or more is no lock.</summary>
    private const int MinutesOfADay = 24 * 60;

    /// <summary>The cause after which the account is made safe first, before anything is handed over.</summary>
    private const string SomeoneElse = "someone-else-tried";

    /// <summary>The fix that is left once a notice tells of trouble on the plan's side.</summary>
    private const string WaitForService = "wait-for-service";

    private const string FixNote = "fix";
    private const string QuestionNote = "question";

    /// <summary>Note: when the member is reminded that they may try again.</summary>
    private const string RemindNote = "remind-at";

    /// <summary>Note: which system or browser the steps are for, once asked; "other" when none of those on offer.</summary>
    internal const string VariantNote = "variant";

    internal enum Step { Understand, AskWhere, AskCause, ChooseFix, AskSystem, TryFix, WaitForUnlock, Waiting, Solved, AskForPerson, DoHere, OpenHere, HandOver, Stopped }

    internal enum Signal
    {
        WhereKnown, WhereUnknown, OnWeb, InApp, NotSure,
        QuestionLeft, Answered, CausesKnown,
        FixFound, SystemUnknown, SystemKnown, WaitFound, DoneHere, OtherDevice, NothingLeft, PersonNeeded,
        Worked, DidNotWork, CouldNot, Skip, NoticeSeen, CanWait, CannotWait, OpenNow, RemindMe,
        GetPerson, NotNow,
    }

    protected override IReadOnlyCollection<Step> Silent => [Step.Understand, Step.ChooseFix, Step.OpenHere, Step.HandOver];

    protected override IReadOnlyCollection<Step> Endings => [Step.Solved, Step.DoHere, Step.OpenHere, Step.HandOver, Step.Stopped];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.FixFound] = "each fix is offered once",
        [Signal.WaitFound] = "each fix is offered once",
        [Signal.QuestionLeft] = "each question is asked once, three at most",
        [Signal.Answered] = "each question is asked once, three at most",
        [Signal.SystemUnknown] = "the system is asked once",
        [Signal.RemindMe] = "one reminder is enough for one wait",
    };

    protected override IReadOnlyDictionary<Signal, Signal> Setbacks => new Dictionary<Signal, Signal> { [Signal.Worked] = Signal.DidNotWork };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Understand)
            .Permit(Signal.WhereKnown, Step.AskCause)
            .Permit(Signal.WhereUnknown, Step.AskWhere);
        machine.Configure(Step.AskWhere)
            .Permit(Signal.OnWeb, Step.AskCause)
            .Permit(Signal.InApp, Step.AskCause)
            .Permit(Signal.NotSure, Step.AskCause)
            .Permit(Signal.Worked, Step.Solved);
        machine.Configure(Step.AskCause)
            .PermitReentry(Signal.Answered)
            .Permit(Signal.Worked, Step.Solved)
            .Permit(Signal.OpenNow, Step.OpenHere)
            .Permit(Signal.CausesKnown, Step.ChooseFix);
        machine.Configure(Step.ChooseFix)
            .Permit(Signal.SystemUnknown, Step.AskSystem)
            .Permit(Signal.FixFound, Step.TryFix)
            .Permit(Signal.WaitFound, Step.WaitForUnlock)
            .Permit(Signal.DoneHere, Step.DoHere)
            .Permit(Signal.PersonNeeded, Step.AskForPerson)
            .Permit(Signal.NothingLeft, Step.AskForPerson);
        machine.Configure(Step.AskSystem)
            .Permit(Signal.SystemKnown, Step.ChooseFix)
            .Permit(Signal.NotSure, Step.ChooseFix)
            .Permit(Signal.Worked, Step.Solved);
        machine.Configure(Step.TryFix)
            .Permit(Signal.Worked, Step.Solved)
            .Permit(Signal.DidNotWork, Step.ChooseFix)
            .Permit(Signal.CouldNot, Step.ChooseFix)
            .Permit(Signal.Skip, Step.ChooseFix)
            .Permit(Signal.NoticeSeen, Step.Waiting)
            .Permit(Signal.OtherDevice, Step.ChooseFix);
        machine.Configure(Step.WaitForUnlock)
            .Permit(Signal.Worked, Step.Solved)
            .Permit(Signal.CanWait, Step.Waiting)
            .Permit(Signal.DidNotWork, Step.ChooseFix)
            .Permit(Signal.CannotWait, Step.ChooseFix)
            .Permit(Signal.OpenNow, Step.OpenHere)
            .Permit(Signal.Skip, Step.ChooseFix);
        machine.Configure(Step.Waiting)
            .PermitReentry(Signal.RemindMe)
            .Permit(Signal.Worked, Step.Solved)
            .Permit(Signal.DidNotWork, Step.ChooseFix)
            .Permit(Signal.CannotWait, Step.ChooseFix)
            .Permit(Signal.OpenNow, Step.OpenHere)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.AskForPerson)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped)
            .Permit(Signal.Worked, Step.Solved);
    }

    protected override Signal? Hear(Step at, Heard heard) => heard.HasWorked ? Signal.Worked : at switch
    {
        Step.AskWhere => Where(heard),
        Step.AskCause or Step.Waiting when CanOpen(heard.Frame, heard.Scene) && heard.IsInAHurry => Signal.OpenNow,
        Step.WaitForUnlock when CanOpen(heard.Frame, heard.Scene) && (heard.Meaning.Is(Act.Deny) || heard.IsInAHurry) => Signal.OpenNow,
        Step.AskCause => AnswerTo(heard) is null ? null : Signal.Answered,
        Step.AskSystem => SystemOf(heard) is not null ? Signal.SystemKnown : NamesAnother(heard) ? Signal.NotSure : heard.Unsure(Signal.NotSure),
        Step.TryFix when IsNotice(heard) => Signal.NoticeSeen,
        Step.TryFix when IsStuck(heard) => Signal.CouldNot,
        Step.TryFix => heard.Meaning.Decoded.Act switch
        {
            Act.Affirm => Signal.Worked,
            Act.Deny => Signal.DidNotWork,
            Act.DontKnow => Signal.CouldNot,
            Act.Skip => Signal.Skip,
            _ => null,
        },
        Step.WaitForUnlock => heard.Meaning.Decoded.Act switch
        {
            Act.Affirm => Signal.CanWait,
            Act.Deny => Signal.CannotWait,
            Act.Skip => Signal.Skip,
            _ => null,
        },
        Step.Waiting => AfterWaiting(heard),
        Step.AskForPerson => heard.Meaning.Decoded.Act switch
        {
            Act.Affirm => Signal.GetPerson,
            Act.Deny or Act.Skip => Signal.NotNow,
            _ => null,
        },
        Step.Understand or Step.ChooseFix or Step.DoHere or Step.OpenHere or Step.Solved or Step.HandOver or Step.Stopped => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.OnWeb => heard.Talk.With(Items.Platform, Slot.Chosen("web", heard.Scene.Now)),
        Signal.InApp => heard.Talk.With(Items.Platform, Slot.Chosen("mobile", heard.Scene.Now)),
        Signal.Answered => TakeEvidence(heard),
        Signal.SystemKnown => heard.Talk.WithTop(heard.Frame.WithNote(VariantNote, SystemOf(heard))),
        Signal.NotSure when at == Step.AskSystem => heard.Talk.WithTop(heard.Frame.WithNote(VariantNote, "other")),
        // Whoever got in before anything was tried owes it to no fix.
        Signal.Worked when at is Step.AskWhere or Step.AskCause or Step.AskSystem => heard.Talk,
        Signal.Worked => Result(heard, FixResult.Worked),
        Signal.DidNotWork => Result(heard, FixResult.DidNotHelp),
        Signal.CouldNot or Signal.CannotWait or Signal.OpenNow => Result(heard, FixResult.CouldNot),
        Signal.Skip => Result(heard, FixResult.Skipped),
        Signal.NoticeSeen => WithNotice(heard),
        Signal.RemindMe => WithReminder(heard),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene)
    {
        var work = Work.On(talk, scene);
        switch (at)
        {
            case Step.Understand:
                talk = talk.With(work.Problem);
                return new Arrival.Pass(work.PlatformMatters && talk.Given(Items.Platform) is null ? Signal.WhereUnknown : Signal.WhereKnown, talk);

            case Step.AskWhere when talk.Given(Items.Platform) is { } platform:
                return new Arrival.Pass(platform == "mobile" ? Signal.InApp : Signal.OnWeb);

            case Step.AskCause when work.AnswerKnown is { } told:
                return new Arrival.Pass(Signal.Answered, talk.With(work.With(work.NextQuestion!.Id, told)));

            case Step.AskCause:
                return work.NextQuestion is { } question
                    ? new Arrival.Ask(talk.WithTop(talk.Top!.WithNote(QuestionNote, question.Id)))
                    : new Arrival.Pass(Signal.CausesKnown);

            case Step.ChooseFix when work.Problem.Cause == SomeoneElse:
                return new Arrival.Leave(Lead.To("account-compromised", scene), Lead.Found(talk, "account-compromised"));

            case Step.ChooseFix when work.NeedsPerson:
                return new Arrival.Pass(Signal.PersonNeeded);

            case Step.ChooseFix:
                if (work.NextFix is not { } fix)
                {
                    return new Arrival.Pass(Signal.NothingLeft);
                }

                if (fix.DoneBy is { } journey && talk.Top!.Note(Lead.ByHandNote) is null && Lead.IsOffered(journey, fix.Id == "find-user-id" ? "forgot-username" : work.Topic.Id, scene.Accounts))
                {
                    return new Arrival.Pass(Signal.DoneHere, talk.WithTop(talk.Top!.WithNote(FixNote, fix.Id)));
                }

                if (fix.Variants.Count > 0 && work.VariantFor(fix) is null && talk.Top!.Note(VariantNote) is null)
                {
                    return new Arrival.Pass(Signal.SystemUnknown, talk.WithTop(talk.Top!.WithNote(FixNote, fix.Id)));
                }

                var offered = talk.With(work.Offering(fix, scene.Now)).WithTop(talk.Top!.WithNote(FixNote, fix.Id));
                return new Arrival.Pass(fix.IsAWait ? Signal.WaitFound : Signal.FixFound, offered);

            case Step.TryFix when scene.Knowledge.Fixes.Find(talk.Top!.Note(FixNote) ?? "") is { } shown && !work.FitsDevice(shown):
                return new Arrival.Pass(Signal.OtherDevice, talk.With(work.Withdrawing(shown.Id)).WithTop(talk.Top.WithNote(VariantNote, null)));

            case Step.DoHere:
                var doing = scene.Knowledge.Fixes.Find(talk.Top!.Note(FixNote)!)!;
                return new Arrival.Leave(new Frame(doing.DoneBy!, "").WithNote(Lead.TopicNote, work.Topic.Id).WithNote(Recovery.FixNote, doing.Id).WithNote(Lead.ToldNote, "yes"));

            case Step.OpenHere:
                return new Arrival.Leave(Recovery.AtOnce());

            case Step.HandOver:
                return new Arrival.Leave(Lead.Person(work.HandOverReason, work.Topic.Id));

            default:
                return base.ArriveAt(at, talk, scene);
        }
    }

    protected override Line SayAt(Step at, Talk talk, Scene scene)
    {
        var work = Work.On(talk, scene);

        return at switch
        {
            Step.AskCause => new Line($"questions.{talk.Top!.Note(QuestionNote)}") { Asked = AskedBy(work, talk, scene) },
            Step.AskWhere => LineOf(at) with { Asked = Asked.Choice },
            Step.AskSystem => LineOf(at) with { Choices = SystemChoices(work, talk, scene), Asked = Asked.Choice },
            Step.TryFix => TryLine(talk, scene) with { Values = FixValues(talk, scene), Card = Steps(work, talk, scene), Progress = work.Progress, Asked = Asked.YesNo },
            Step.WaitForUnlock => WaitLine(work, talk, scene),
            Step.Waiting => WaitingLine(work, talk, scene),
            Step.AskForPerson => LineOf(at) with { Asked = Asked.YesNo },
            _ => LineOf(at),
        };
    }

    /// <summary>What a notice says of the plan's own trouble: the notice was found, and the site is not back for that.</summary>
    private static bool IsNotice(Heard heard) => heard.Frame.Note(Lead.TopicNote) == "service-outage" && heard.Meaning is { IsSaid: true, Chosen: null }
        && SmallWords.Named(SmallWords.ServiceNotices, heard.Meaning.Text, heard.Scene.Knowledge.Wordings) is not null;

    /// <summary>What is left to do is to wait for the service; it is not offered once more.</summary>
    private static Talk WithNotice(Heard heard)
    {
        if (heard.Frame.Note(FixNote) == WaitForService)
        {
            return WithEndOfNotice(heard.Talk, heard);
        }

        var talk = Result(heard, FixResult.DidNotHelp);
        var work = Work.On(talk, heard.Scene);
        if (work.Problem.Tried.All(tried => tried.Fix != WaitForService))
        {
            talk = talk.With(work.Offering(heard.Scene.Knowledge.Fixes.Find(WaitForService)!, heard.Scene.Now));
        }

        return WithEndOfNotice(talk.WithTop(heard.Frame.WithNote(FixNote, WaitForService)), heard);
    }

    /// <summary>"We'll be back at 6 pm": the next six o'clock, as no notice tells of the last one.</summary>
    private static Talk WithEndOfNotice(Talk talk, Heard heard)
    {
        if (heard.Meaning.Entities.ErrorTime is not [{ Time: { } time } said, ..])
        {
            return talk;
        }

        var now = heard.Scene.LocalNow;
        var today = DateOnly.FromDateTime(now.DateTime);
        var end = new DateTimeOffset((said.Day.To > today ? said.Day.To : today).ToDateTime(time), now.Offset);

        return talk.With(Items.WaitUntil, Slot.Typed((end > now ? end : end.AddDays(1)).ToString("O", System.Globalization.CultureInfo.InvariantCulture), heard.Scene.Now));
    }

    private static Signal? Where(Heard heard) => heard.Talk.Given(Items.Platform) switch
    {
        "web" => Signal.OnWeb,
        "mobile" => Signal.InApp,
        _ => heard.Unsure(Signal.NotSure),
    };

    /// <summary>Which answer of the asked question was given: a choice, a phrase that gives one, or a bare yes, no or "not sure" where the question has such an answer.</summary>
    private static string? AnswerTo(Heard heard)
    {
        var question = QuestionOf(Work.On(heard.Talk, heard.Scene), heard.Talk);
        if (question is null)
        {
            return null;
        }

        var said = heard.ChosenId ?? Work.SaidIn(heard.Meaning.Text, question) ?? Work.ToldByDay(heard.Meaning.Entities.LastSignIn, question, heard.Scene) ?? heard.Meaning.Decoded.Act switch
        {
            Act.Affirm or Act.Deny => Meant(question, heard.Meaning.Decoded.Act.Value, heard.Scene),
            Act.DontKnow or Act.Skip => "not-sure",
            _ => null,
        };

        return question.Answers.Any(answer => answer.Answer == said) || said == "not-sure" ? said : null;
    }

    private static Asked AskedBy(Work work, Talk talk, Scene scene) => QuestionOf(work, talk) switch
    {
        { } question when question.Answers.Any(answer => answer.DaysAgo is not null) => Asked.SinceWhen,
        { } question when Meant(question, Act.Affirm, scene) is not null && Meant(question, Act.Deny, scene) is not null => Asked.YesNo,
        _ => Asked.Choice,
    };

    /// <summary>The one answer that a bare yes or no stands for: the one whose choice hears such words.</summary>
    private static string? Meant(Question question, Act act, Scene scene)
    {
        var phrases = scene.Knowledge.Acts.Find(Kebab.Of(act))!.PeopleSay.Values;
        var meant = scene.Knowledge.Wordings.Find($"questions.{question.Id}", scene.Locale).Choices
            .Where(choice => choice.Hears.Any(heard => phrases.Any(said => said.Contains(heard, StringComparer.OrdinalIgnoreCase)))).ToList();

        return meant is [var only] ? only.Id : null;
    }

    private static Question? QuestionOf(Work work, Talk talk) => work.Topic.Questions.FirstOrDefault(question => question.Id == talk.Top!.Note(QuestionNote));

    /// <summary>Whoever would have waited for the lock to end may think again: here it can be opened at once.</summary>
    private static bool CanOpen(Frame frame, Scene scene) =>
        frame.Note(Lead.TopicNote) == Lead.Locked && frame.Note(Lead.ByHandNote) is null && scene.Accounts.CanUnlock && Lead.IsOffered(Recovery.JourneyId, Lead.Locked, scene.Accounts);

    /// <summary>Whoever can't wait is offered one way out: the lock is opened here, or another fix is looked for.</summary>
    private static IReadOnlyList<string> NotOnOffer(Talk talk, Scene scene) => [Kebab.Of(CanOpen(talk.Top!, scene) ? Signal.CannotWait : Signal.OpenNow)];

    private static Talk TakeEvidence(Heard heard) =>
        heard.Talk.With(Work.On(heard.Talk, heard.Scene).With(heard.Frame.Note(QuestionNote)!, AnswerTo(heard)!));

    private static Talk Result(Heard heard, FixResult result) =>
        heard.Frame.Note(FixNote) is { } fix ? heard.Talk.With(Work.On(heard.Talk, heard.Scene).Ended(fix, result)) : heard.Talk;

    private static string? SystemOf(Heard heard)
    {
        var work = Work.On(heard.Talk, heard.Scene);
        var fix = heard.Scene.Knowledge.Fixes.Find(heard.Frame.Note(FixNote) ?? "");

        return heard.ChosenId ?? (fix is null ? null : work.VariantFor(fix));
    }

    /// <summary>"I can't find App info"; but "I can't find my phone" is another problem.</summary>
    private static bool IsStuck(Heard heard) => (heard.Meaning.Topic is null || heard.Meaning.Topic == heard.Frame.Note(Lead.TopicNote))
        && SmallWords.Named(SmallWords.Stuck, heard.Meaning.Text, heard.Scene.Knowledge.Wordings) is not null;

    private static bool NamesAnother(Heard heard) => SmallWords.Named(SmallWords.AnotherOne, heard.Meaning.Text, heard.Scene.Knowledge.Wordings) is not null;

    /// <summary>"Did that work?" sounds odd after a call: there the question is whether it is done.</summary>
    private Line TryLine(Talk talk, Scene scene) =>
        scene.Knowledge.Fixes.Find(talk.Top!.Note(FixNote)!) is { AsksIfDone: true } ? new Line("fix-error.try-fix-done") : LineOf(Step.TryFix);

    private static List<Choice> SystemChoices(Work work, Talk talk, Scene scene) =>
    [
        .. work.VariantsOf(talk.Top!.Note(FixNote)!).Append("other")
            .Select(variant => new Choice(variant, scene.Knowledge.Wordings.Say($"systems.{variant}", scene.Locale, Values.None))),
    ];

    private static Values FixValues(Talk talk, Scene scene)
    {
        var fix = talk.Top!.Note(FixNote)!;

        return Values.None.With("fix-id", fix).With("fix", scene.Knowledge.Wordings.Say($"fixes.{fix}", scene.Locale, Values.None));
    }

    private static StepsCard? Steps(Work work, Talk talk, Scene scene)
    {
        var fix = scene.Knowledge.Fixes.Find(talk.Top!.Note(FixNote)!)!;
        var steps = work.StepsOf(fix);

        return steps.Count == 0 ? null : new StepsCard { Title = scene.Knowledge.Wordings.Say("fix-error.steps-title", scene.Locale, Values.None), Steps = steps };
    }

    /// <summary>A yes or no tells how it went only once the wait is over; before, it just ends the talk.</summary>
    private static Signal? AfterWaiting(Heard heard)
    {
        var isOver = Work.On(heard.Talk, heard.Scene).IsWaitOver(heard.Frame.Note(FixNote)!);

        return heard.Meaning switch
        {
            { Topic: "thanks-goodbye" } => Signal.NotNow,
            { Decoded.Act: Act.Affirm } => isOver ? Signal.Worked : Signal.NotNow,
            { Decoded.Act: Act.Deny } => isOver ? Signal.DidNotWork : Signal.NotNow,
            { Decoded.Act: Act.Skip } => Signal.NotNow,
            _ => null,
        };
    }

    /// <summary>The member waits, and the time is over.</summary>
    internal static bool IsAtEndOfWait(Talk talk, Scene scene) => talk.Top is { Journey: "fix-error", Step: "waiting" } top && Work.On(talk, scene).IsWaitOver(top.Note(FixNote)!);

    private static Talk WithReminder(Heard heard)
    {
        var ends = Work.On(heard.Talk, heard.Scene).WaitEnds(heard.Frame.Note(FixNote)!);
        return heard.Talk.WithTop(heard.Frame.WithMoment(RemindNote, ends)) with { RemindAt = ends };
    }

    /// <summary>A reminder is only offered where the member can be written to later.</summary>
    private Line WaitingLine(Work work, Talk talk, Scene scene)
    {
        if (work.IsWaitOver(talk.Top!.Note(FixNote)!))
        {
            return new Line("fix-error.wait-is-over") { Asked = Asked.YesNo };
        }

        var line = talk.Top.Moment(RemindNote) is { } at ? new Line("fix-error.waiting-for-reminder") { Values = Values.None.With("remind-at", scene.Before.LocalTime(at), scene.LocalNow) }
            : scene.Before.ReplyAddress is not null ? new Line("fix-error.waiting-or-reminder")
            : LineOf(Step.Waiting);

        return line with { Hidden = NotOnOffer(talk, scene) };
    }

    private Line WaitLine(Work work, Talk talk, Scene scene)
    {
        var line = new Line("fix-error.wait-for-unlock-unknown") { Values = FixValues(talk, scene), Hidden = NotOnOffer(talk, scene), Asked = Asked.YesNo };
        if (work.WaitUntil is { } until)
        {
            return line with { Wording = LineOf(Step.WaitForUnlock).Wording, Values = line.Values.With("unlocks-at", scene.Before.LocalTime(until), scene.LocalNow) };
        }

        return scene.Knowledge.Fixes.Find(talk.Top!.Note(FixNote)!)!.Minutes >= MinutesOfADay ? line with { Wording = "fix-error.wait-for-days" } : line;
    }
}
