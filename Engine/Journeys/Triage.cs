using Engine.Conversations;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Finds out what is wrong, and leads to the journey that helps. It stays at the bottom of the stack.</summary>
internal sealed class Triage : Journey<Triage.Step, Triage.Signal>
{
    /// <summary>Note: the topic to lead to next.</summary>
    internal const string TopicNote = "topic";

    private const string CaregiverTopic = "caregiver-access";

    /// <summary>Note: topic ids between which the member is asked to choose.</summary>
    private const string LikelyNote = "likely";

    /// <summary>Note: the problem may be one with another person's account.</summary>
    private const string WhoseNote = "whose";

    /// <summary>The most likely problems that are offered to choose from.</summary>
    private const int MostLikely = 4;

    internal enum Step { Greet, AskProblem, PickLikely, PickUsual, DescribeAgain, OfferPerson, AnythingElse, Goodbye }

    internal enum Signal { NamedProblem, SeveralLikely, NoneOfThese, Unclear, TryAgain, Another, AllDone, NextProblem }

    protected override IReadOnlyCollection<Step> Endings => [];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.NamedProblem] = "the member brings a new problem",
        [Signal.NextProblem] = "each waiting problem is taken up once",
        [Signal.SeveralLikely] = "the member describes it anew, and none-of-these leads on",
        [Signal.Another] = "the member brings a new problem",
        [Signal.AllDone] = "the member says good-bye",
        [Signal.TryAgain] = "the member asks to try again; a person is offered each time",
    };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Greet)
            .Permit(Signal.NamedProblem, Step.AnythingElse)
            .Permit(Signal.SeveralLikely, Step.PickLikely)
            .Permit(Signal.NoneOfThese, Step.AskProblem)
            .Permit(Signal.Unclear, Step.PickUsual)
            .Permit(Signal.AllDone, Step.Goodbye);
        machine.Configure(Step.AskProblem)
            .Permit(Signal.NamedProblem, Step.AnythingElse)
            .Permit(Signal.SeveralLikely, Step.PickLikely)
            .Permit(Signal.Unclear, Step.PickUsual)
            .Permit(Signal.AllDone, Step.Goodbye);
        machine.Configure(Step.PickLikely)
            .Permit(Signal.NamedProblem, Step.AnythingElse)
            .Permit(Signal.NoneOfThese, Step.PickUsual)
            .Permit(Signal.Unclear, Step.PickUsual)
            .Permit(Signal.AllDone, Step.Goodbye);
        machine.Configure(Step.PickUsual)
            .Permit(Signal.NamedProblem, Step.AnythingElse)
            .Permit(Signal.NoneOfThese, Step.DescribeAgain)
            .Permit(Signal.Unclear, Step.DescribeAgain)
            .Permit(Signal.AllDone, Step.Goodbye);
        machine.Configure(Step.DescribeAgain)
            .Permit(Signal.NamedProblem, Step.AnythingElse)
            .Permit(Signal.Unclear, Step.OfferPerson)
            .Permit(Signal.AllDone, Step.Goodbye);
        machine.Configure(Step.OfferPerson)
            .Permit(Signal.NamedProblem, Step.AnythingElse)
            .Permit(Signal.TryAgain, Step.AskProblem)
            .Permit(Signal.AllDone, Step.Goodbye);
        machine.Configure(Step.AnythingElse)
            .PermitReentry(Signal.NamedProblem)
            .PermitReentry(Signal.NextProblem)
            .Permit(Signal.SeveralLikely, Step.PickLikely)
            .Permit(Signal.Another, Step.AskProblem)
            .Permit(Signal.Unclear, Step.PickUsual)
            .Permit(Signal.AllDone, Step.Goodbye);
        machine.Configure(Step.Goodbye)
            .Permit(Signal.NamedProblem, Step.AnythingElse)
            .Permit(Signal.SeveralLikely, Step.PickLikely)
            .Permit(Signal.Another, Step.AskProblem)
            .Permit(Signal.Unclear, Step.AskProblem)
            .PermitReentry(Signal.AllDone);
    }

    protected override Signal? Hear(Step at, Heard heard) => heard.Meaning switch
    {
        _ when TopicOf(at, heard) is not null => Signal.NamedProblem,
        { Topic: "thanks-goodbye" } => Signal.AllDone,
        _ when heard.HasWorked => Signal.AllDone,
        var meaning when meaning.Is(Act.Deny) && at is Step.AnythingElse => Signal.AllDone,
        var meaning when meaning.Is(Act.Affirm) && at is Step.AnythingElse => Signal.Another,
        var meaning when meaning.Is(Act.Deny) && at is Step.PickLikely or Step.PickUsual => Signal.NoneOfThese,
        var meaning when meaning.Is(Act.Deny) && at is Step.OfferPerson => Signal.TryAgain,
        // Where a greeting is the likeliest, the problems behind it are guesses.
        { Decoded: { Decision: Decision.Clarify, Label: var likeliest } } when Lead.IsProblem(likeliest, heard.Scene) && Likely(heard).Count > 1 && at is Step.Greet or Step.AskProblem or Step.AnythingElse or Step.Goodbye => Signal.SeveralLikely,
        // Anger at the helper is no other subject.
        { Decoded: { Label: "out-of-scope", Decision: Decision.Answer, Distressed: false } } => null,
        { Topic: "greeting" } => null,
        // "I don't need anything more" is like one of the two answers.
        { Guess.Value: not null } when at is Step.AnythingElse => null,
        var meaning when Details.TellsDetails(meaning, heard.Scene) => null,
        _ => Signal.Unclear,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.NamedProblem => Lead.Found(heard.Talk, TopicOf(at, heard)!, heard.Meaning, heard.Scene).WithTop(heard.Frame.WithNote(TopicNote, TopicOf(at, heard)).WithNote(LikelyNote, null).WithNote(WhoseNote, WhoseIsIt(heard))),
        Signal.SeveralLikely => heard.Talk.WithTop(heard.Frame.WithNote(LikelyNote, string.Join(' ', Likely(heard))).WithNote(WhoseNote, WhoseIsIt(heard))),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene)
    {
        if (at != Step.AnythingElse)
        {
            return new Arrival.Stay();
        }

        if (talk.Top!.Note(TopicNote) is { } topic)
        {
            return new Arrival.Open(talk.WithTop(talk.Top.WithNote(TopicNote, null).WithNote(WhoseNote, null)), Lead.To(topic, scene, talk.Top.Note(WhoseNote) is not null));
        }

        return talk.Waiting.Count == 0
            ? new Arrival.Stay()
            : new Arrival.Pass(Signal.NextProblem, (talk with { Waiting = [.. talk.Waiting.Skip(1)] }).WithTop(talk.Top.WithNote(TopicNote, talk.Waiting[0])));
    }

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.PickLikely => LineOf(at) with { Choices = LikelyChoices(talk, scene) },
        Step.AnythingElse => LineOf(at) with { Asked = Asked.YesNo },
        Step.Greet when talk.Prompt is not null => new Line("triage.greet-again"),
        Step.Greet when scene.Accounts.CanVerify => new Line("triage.greet-with-accounts"),
        Step.Greet or Step.AskProblem or Step.PickUsual or Step.DescribeAgain or Step.OfferPerson or Step.Goodbye => LineOf(at),
    };

    /// <summary>The talk as it is come back to when something is put on top of it: the first question is then no longer the one to ask.</summary>
    internal static Talk AsBelow(Talk talk) =>
        talk.Top!.Journey == "triage" ? talk.WithTop(talk.Top with { Step = Kebab.Of(Step.AnythingElse) }) : talk;

    /// <summary>The talk in which the problem is asked for again once the journey on top has left, where nothing else waits below it.</summary>
    internal static Talk Anew(Talk talk) => talk.Stack.Count == 2 ? talk with { Stack = [talk.Stack[0] with { Step = Kebab.Of(Step.AskProblem) }, talk.Top!] } : talk;

    /// <summary>The topic that was pressed or named; small talk is none.</summary>
    private static string? TopicOf(Step at, Heard heard)
    {
        if (heard.ChosenId is { } id && heard.Scene.Knowledge.Topics.Find(id) is not null)
        {
            return id;
        }

        return heard.Meaning.Topic is { } topic && Lead.IsProblem(topic, heard.Scene) ? topic
            : at == Step.PickLikely ? Settled(heard)
            : IsForAnother(heard) ? CaregiverTopic
            : null;
    }

    /// <summary>A story about somebody else's account in which no problem stands out.</summary>
    private static bool IsForAnother(Heard heard) => heard.Meaning.Decoded is { Decision: not Decision.Answer, Act: null, Label: var likeliest, Candidates: var candidates }
        && Lead.SpeaksForAnother(heard.Meaning) && !Lead.IsProblem(likeliest, heard.Scene) && candidates.Any(candidate => candidate.Label == CaregiverTopic);

    /// <summary>The one offered problem that a second unclear message points to as well: two hints are worth an answer.</summary>
    private static string? Settled(Heard heard)
    {
        const double aHint = 0.2;
        const double aLead = 2;
        if (heard.Meaning.Decoded is not { Decision: Decision.Clarify, Act: null } decoded)
        {
            return null;
        }

        var offered = Offered(heard.Talk);
        var hints = decoded.Candidates.Where(candidate => offered.Contains(candidate.Label)).ToArray();

        return hints is [var best, ..] && best.Confidence >= aHint && hints.Skip(1).All(other => best.Confidence >= aLead * other.Confidence) ? best.Label : null;
    }

    /// <summary>What was said before the choice was offered still counts when it is made.</summary>
    private static string? WhoseIsIt(Heard heard) =>
        Lead.SpeaksForAnother(heard.Meaning) ? "theirs" : heard.ChosenId is not null && heard.Meaning.Entities.Who is null ? heard.Frame.Note(WhoseNote) : null;

    /// <summary>What is worth offering: behind the first two, nothing that is a mere guess beside the best.</summary>
    private static List<string> Likely(Heard heard)
    {
        const double aGuess = 0.1;
        var problems = heard.Meaning.Decoded.Candidates.Where(candidate => Lead.IsProblem(candidate.Label, heard.Scene)).ToList();

        return [.. problems.Where((candidate, place) => place < 2 || candidate.Confidence >= aGuess * problems[0].Confidence).Select(candidate => candidate.Label).Take(MostLikely)];
    }

    private static string[] Offered(Talk talk) => (talk.Top!.Note(LikelyNote) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static List<Choice> LikelyChoices(Talk talk, Scene scene) =>
    [
        .. Offered(talk).Select(topic => new Choice(topic, scene.Knowledge.Wordings.Say($"topics.{topic}", scene.Locale, Values.None))),
        new Choice(Kebab.Of(Signal.NoneOfThese), scene.Knowledge.Wordings.Say("global.none-of-these", scene.Locale, Values.None)),
    ];
}
