using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Requests that work in every step of every journey: help, a person, back, start over, cancel, repeat, why, hold on, a correction, another language.</summary>
internal static class GlobalRequests
{
    /// <summary>Choice ids that any prompt may offer and that mean the same everywhere.</summary>
    internal const string AgentChoice = "agent";
    internal const string KeepGoingChoice = "keep-going";

    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene) => meaning switch
    {
        { Chosen.Id: AgentChoice } => Agent(talk),
        // "I'm ok now, I forgot my password": what was named counts for more than going on.
        { Chosen: { Id: KeepGoingChoice } choice } => meaning.Text != choice.Label && BringsAnother(talk, meaning, scene) ? null : KeepGoing(talk),
        { Chosen.Id: MannerWriter.NextStepChoice } => NextStep(talk),
        { Language.Sign: LanguageSign.Asked } => Languages.React(talk, meaning, scene),
        // "No wait, I tried 3 times" holds the words of an answer, and is none.
        _ when CorrectsItself(meaning, scene) => Correct(talk, meaning, scene),
        { Chosen: not null } => null,
        // "No more questions, please" asks for the end of those, and not of the way to a person, nor to hear one of them again.
        _ when talk.Top!.Journey == "checklist" && SmallWords.Named(SmallWords.EnoughQuestions, meaning.Text, scene.Knowledge.Wordings) is not null => null,
        _ when Manners(meaning, scene) is { } manner => Reaction.Wish(Accessibility.Written(talk, manner), new Line($"accessibility.after-{manner}")),
        _ when !talk.IsIn("checklist") && !talk.IsIn(LiveAgent.Name) && AsksForNumber(meaning, scene) => Reaction.Move(WayToAPerson(talk, Checklist.NumberOnly)),
        { Topic: "talk-to-agent" } => Agent(talk),
        { Decoded.Decision: Decision.Clarify } when AsksForPerson(meaning, scene) => Agent(talk),
        { Decoded.Act: Act.Affirm or Act.Deny } when !new Heard(meaning, talk, scene).HasWorked && Offer(talk, meaning) is { } answered => answered,
        { Decoded.Act: Act.Deny or Act.Affirm or null } when PutsRight(talk, meaning, scene) => Correct(talk, meaning, scene),
        _ => meaning.Decoded.Act switch
        {
            Act.Back => Back(talk, scene),
            Act.Restart => Restart(talk),
            // "Sorry, my email is ...", where a code is on its way to another account: the code has to follow.
            Act.Correction or Act.Cancel when ProveIdentity.TakesAnotherAccount(talk) && Naming.Another(new Heard(meaning, talk, scene)) is not null => null,
            // "Never mind that, send it to my other email": one way is dropped, and another asked for.
            Act.Cancel when meaning.IsSaid && (meaning.Guess.Value is not null || SmallWords.IsNamed(SmallWords.OtherWays, SmallWords.Phrases, meaning.Text, scene.Knowledge.Wordings)) => null,
            Act.Cancel => CancelEdit(talk, scene) ?? Cancel(talk),
            Act.Repeat => Reaction.Wish(talk),
            Act.Why => Why(talk, scene),
            Act.HoldOn => Reaction.Say(talk, new Line("global.hold-on")) with { Quiet = true },
            Act.Help => Reaction.Wish(talk, new Line("global.help")),
            Act.AreYouABot => Reaction.Wish(talk, new Line(scene.Accounts.CanVerify ? "global.about-me-with-accounts" : "global.about-me")),
            Act.HowLong => Reaction.Wish(talk, new Line("global.how-long")),
            Act.ChangeLanguage => Languages.AskWhich(talk, scene),
            // "It was good on Tuesday" sounds like one, and is as good as an answer.
            Act.Correction => meaning.Guess.Value is not null && SmallWords.Named(SmallWords.Corrections, meaning.Text, scene.Knowledge.Wordings) is null ? null : Correct(talk, meaning, scene),
            Act.Affirm or Act.Deny or Act.DontKnow or Act.Skip or null => null,
            _ => throw new InvalidOperationException("An act has no further kinds."),
        },
    };

    /// <summary>The way to a person. Who asks before the first details are given has agreed to give them; who asks later hears that it is under way.</summary>
    private static Reaction? Agent(Talk talk)
    {
        if (talk.IsIn(LiveAgent.Name))
        {
            return talk.Top!.Journey == LiveAgent.Name ? null : Reaction.Move(talk.DownTo(LiveAgent.Name));
        }

        if (talk.IsIn("checklist"))
        {
            return talk.Top!.Journey != "checklist" ? Reaction.Move(talk.DownTo("checklist"), new Line("global.person-on-the-way"))
                : talk.Top.Step == Kebab.Of(Checklist.Step.Introduce) ? null
                : Reaction.Say(talk, new Line("global.person-on-the-way"));
        }

        return Reaction.Move(WayToAPerson(talk));
    }

    /// <param name="talk">Where it is asked.</param>
    /// <param name="note">A note that the way begins with.</param>
    private static Talk WayToAPerson(Talk talk, string? note = null)
    {
        var person = Lead.Person("user_requested", talk.Problems.Count == 0 ? "talk-to-agent" : talk.Problems[^1].Topic);

        return Triage.AsBelow(talk).Push(note is null ? person : person.WithNote(note, "yes"));
    }

    private static Reaction NextStep(Talk talk) => Reaction.Wish(talk) with { NextStep = true };

    /// <summary>"No cards, please", in the middle of anything; longer messages are about something else.</summary>
    private static string? Manners(Meaning meaning, Scene scene)
    {
        const int LongestWish = 60;

        return meaning.Text.Length <= LongestWish ? SmallWords.Named("manner.heard", meaning.Text, scene.Knowledge.Wordings) : null;
    }

    /// <summary>"Just give me a phone number": whoever calls by themselves needs no form.</summary>
    private static bool AsksForNumber(Meaning meaning, Scene scene) =>
        meaning.Decoded.Candidates.Any(candidate => candidate.Label == "talk-to-agent")
        && SmallWords.Named(SmallWords.NumberWishes, meaning.Text, scene.Knowledge.Wordings) is not null;

    /// <summary>"... please just send it to a person" at the end of a long message that is also about something else.</summary>
    private static bool AsksForPerson(Meaning meaning, Scene scene) =>
        meaning.Decoded.Candidates.Any(candidate => candidate.Label == "talk-to-agent")
        && SmallWords.Named(SmallWords.PersonWishes, meaning.Text, scene.Knowledge.Wordings) == "wanted";

    private static bool CorrectsItself(Meaning meaning, Scene scene)
    {
        const int LongestCorrection = 80;

        return meaning.Text.Length <= LongestCorrection && SmallWords.Named(SmallWords.Corrections, meaning.Text, scene.Knowledge.Wordings) is not null && Corrections(meaning, scene).Any();
    }

    private static bool NamesAnother(Talk talk, Meaning meaning, Scene scene) =>
        meaning.Topic is { } topic && Lead.IsProblem(topic, scene) && talk.Stack.All(frame => frame.Note(Lead.TopicNote) != topic);

    /// <summary>Where the problem is still being asked for, a likely one is enough: the member is asked which it is.</summary>
    private static bool BringsAnother(Talk talk, Meaning meaning, Scene scene) => NamesAnother(talk, meaning, scene)
        || (talk.Top!.Journey == "triage" && meaning.Decoded is { Decision: Decision.Clarify, Act: null, Label: var label } && Lead.IsProblem(label, scene));

    private static Reaction KeepGoing(Talk talk) => Reaction.Wish(talk with { Misses = 0 });

    /// <summary>A bare yes or no to an offer that stands in for the step's own question must not be heard by the step.</summary>
    private static Reaction? Offer(Talk talk, Meaning meaning) => (talk.Prompt?.Choices.Select(choice => choice.Id).ToArray(), meaning.Is(Act.Affirm)) switch
    {
        ([AgentChoice, ..], true) => Agent(talk),
        ([AgentChoice, KeepGoingChoice], false) => KeepGoing(talk),
        ([MannerWriter.NextStepChoice, ..], true) => NextStep(talk),
        ([KeepGoingChoice, ..], true) => KeepGoing(talk),
        ([KeepGoingChoice, ..], false) => Reaction.Say(talk, new Line("global.hold-on")) with { Quiet = true },
        _ => null,
    };

    /// <summary>Takes the last move back. What the device told of itself stays: nobody said it, so nobody takes it back.</summary>
    private static Reaction Back(Talk talk, Scene scene)
    {
        if (scene.Before.Past.Count == 0)
        {
            return Reaction.Say(talk, new Line("global.nothing-to-undo"));
        }

        var detected = talk.Slots.Where(slot => slot.Value.Provenance == Provenance.Detected);
        var past = detected.Aggregate(scene.Before.Past[^1], (restored, slot) => restored.IsSettled(slot.Key) ? restored : restored.With(slot.Key, slot.Value));

        return Reaction.Say(past, new Line("global.went-back")) with { Undone = true };
    }

    private static Reaction? Restart(Talk talk) => talk.Top?.Journey == "start-over"
        ? null
        : Reaction.Move(talk.Push(new Frame("start-over", "")));

    /// <summary>Ends the journey on top; with only the first question left there is nothing to end but the talk.</summary>
    private static Reaction? Cancel(Talk talk)
    {
        if (talk.Top?.Journey is "start-over" or LiveAgent.Name)
        {
            return null;
        }

        if (talk.Stack.Count == 1)
        {
            return Reaction.Move(talk.WithTop(talk.Top! with { Step = Kebab.Of(Triage.Step.Goodbye) }));
        }

        // A proof is asked for by the journey below it: whoever gives up the one gives up the other.
        var below = talk.Top?.Journey == ProveIdentity.JourneyId && talk.Stack.Count > 2 ? talk.Pop().Pop() : talk.Pop();

        return Reaction.Move(below, below.Top!.Journey == "triage" ? [new Line("global.cancelled")] : [new Line("global.cancelled"), new Line("global.back-to")]);
    }

    /// <summary>Who gives up changing one line of the review wants that line as it was, and not to lose all the others.</summary>
    private static Reaction? CancelEdit(Talk talk, Scene scene)
    {
        if (talk.Top?.Journey != "checklist" || IsReview(talk))
        {
            return null;
        }

        var reviewed = scene.Before.Past.Reverse().TakeWhile(past => past.Top?.Journey == "checklist").FirstOrDefault(IsReview);

        return reviewed is null ? null : Reaction.Move(reviewed, new Line("checklist.edit-cancelled"));
    }

    private static bool IsReview(Talk talk) => talk.Top is { Journey: "checklist" } frame && frame.Step == Kebab.Of(Checklist.Step.Review);

    private static Reaction Why(Talk talk, Scene scene)
    {
        var why = talk.Prompt is { } prompt ? scene.Knowledge.Wordings.Why(prompt.Wording, scene.Locale, Values.None) : null;

        return Reaction.Wish(talk, why is null ? new Line("global.why-in-general") : new Line("global.why") { Values = Values.None.With("why", why) });
    }

    /// <summary>"Actually my email is ...": the new value is taken. Without one, the member is asked what to change.</summary>
    private static Reaction? Correct(Talk talk, Meaning meaning, Scene scene)
    {
        var said = Corrections(meaning, scene).ToList();
        if (said.Count == 0 && NamesAnother(talk, meaning, scene) && !talk.IsIn("checklist") && !talk.IsIn(LiveAgent.Name))
        {
            return Replace(talk, meaning, scene);
        }

        if (said.Count == 0 && IsAboutTheProblem(talk, meaning, scene))
        {
            return null;
        }

        if (said.Count == 0)
        {
            return talk.Top?.Journey == "change-answer" ? Reaction.Say(talk) : Reaction.Move(talk.Push(new Frame("change-answer", "")));
        }

        // What was known like that before goes without saying, as long as something else is new.
        var changed = said.Where(detail => scene.Before.Talk.Given(detail.Item) != detail.Value).ToList();

        return Reaction.Move(Details.Take(talk, meaning, scene, replace: true), [Details.Heard(changed.Count == 0 ? said : changed, scene.Before.Talk, scene), .. NotRead(talk, said, meaning, scene)]);
    }

    /// <summary>Of several changes in one message, those that were named and for which nothing could be read.</summary>
    private static IEnumerable<Line> NotRead(Talk talk, List<(string Item, string Value)> said, Meaning meaning, Scene scene)
    {
        if (!IsReview(talk))
        {
            return [];
        }

        var words = Words.Of(meaning.Text);
        var missing = scene.Knowledge.Wordings.InEachLanguage(SmallWords.ItemNames).SelectMany(own => own.Choices)
            .Where(choice => said.All(detail => detail.Item != choice.Id) && ContentWords.Of(choice).Hears.Any(phrase => ChoiceMatcher.IsWithin(phrase, words)))
            .Select(choice => scene.Knowledge.Wordings.Say($"items.{choice.Id}", scene.Locale, Values.None)).Distinct().ToList();

        return missing.Count == 0 ? [] : [new Line("checklist.could-not-change") { Values = Values.None.With("items", string.Join(", ", missing)) }];
    }

    /// <summary>"I typed it right" is likest to the problem in hand, and has no word of a correction.</summary>
    private static bool IsAboutTheProblem(Talk talk, Meaning meaning, Scene scene)
    {
        const double likely = 0.5;

        return talk.Top!.Note(Lead.TopicNote) is { } topic && meaning.Decoded is { Act: Act.Correction, Candidates: [var best, ..] } && best.Label == topic && best.Confidence >= likely
            && SmallWords.Named(SmallWords.Corrections, meaning.Text, scene.Knowledge.Wordings) is null;
    }

    /// <summary>"Actually it isn't locked, the code never came": the other problem takes the place of the one in hand.</summary>
    private static Reaction? Replace(Talk talk, Meaning meaning, Scene scene) => talk.Stack.Count == 1
        ? null
        : Reaction.Move(Lead.Found(talk with { Stack = [talk.Stack[0]] }, meaning.Topic!, meaning, scene).Push(Lead.To(meaning.Topic!, scene, Lead.SpeaksForAnother(meaning))));

    /// <summary>"No, it's ...": something known is said anew, with a no, or while the member looks over what was noted.</summary>
    private static bool PutsRight(Talk talk, Meaning meaning, Scene scene)
    {
        var isReview = talk.Top is { Journey: "checklist" } frame && (frame.Step == Kebab.Of(Checklist.Step.Review) || frame.Step == Kebab.Of(Checklist.Step.PickItem));

        return (isReview || meaning.Is(Act.Deny)) && Corrections(meaning, scene).Any(detail => (isReview || talk.IsSettled(detail.Item)) && scene.Before.Talk.Given(detail.Item) != detail.Value);
    }

    private static IEnumerable<(string Item, string Value)> Corrections(Meaning meaning, Scene scene) => Details.Said(meaning, scene)
        .Where(detail => detail.Item is not Items.ErrorText || meaning.Entities.ErrorText.Count > 0);
}
