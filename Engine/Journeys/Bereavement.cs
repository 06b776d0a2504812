using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Hears that somebody has died, wherever it is said: a word of sympathy comes first, and whoever needs something of the dead person's account is taken to what can be done about it.</summary>
internal static class Bereavement
{
    /// <summary>The list of what tells of a death; its choices are the constants below.</summary>
    private const string List = "small-words.deaths";

    /// <summary>Phrases that tell of one by themselves.</summary>
    private const string Told = "told";

    /// <summary>People, and what says that they died: after them or before them, with nothing but words of <see cref="Between"/> in between. A phone dies, too.</summary>
    private const string Who = "who";
    private const string Died = "died";
    private const string Between = "between";

    /// <summary>What tells of a death only where nothing comes after it, or one of <see cref="Then"/>: "my husband passed in June" does, "my wife passed the check" does not.</summary>
    private const string Passed = "passed";

    /// <summary>What stands before a person whose loss is told, with the same behind them: "I lost my wife last month", but not "I lost my wife phone".</summary>
    private const string Lost = "lost";
    private const string Then = "then";

    /// <summary>Words right before a person that tell of their death ("my late").</summary>
    private const string Before = "before";

    /// <summary>Whose account it is about.</summary>
    private const string Theirs = "theirs";
    private const string Own = "own";

    /// <summary>What a bereaved person may ask for on behalf of the dead; any other problem is taken for one of their own.</summary>
    private static readonly string[] MayBeTheirs = ["caregiver-access", "proxy-not-authorized", "accessibility-support", "talk-to-agent", "account-inactive", "how-to-sign-in"];

    private static readonly char[] ClauseEnds = ['.', ',', ';', '!', '?', '\n'];

    private static readonly string[] Undecided = ["triage", "caregiver", "accessibility", "answers"];

    /// <summary>What a first word of a death leads to; null where it is known, or the member has a problem of their own.</summary>
    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene)
    {
        if (!IsNews(talk, meaning, scene) || IsOwnProblem(talk, meaning, scene))
        {
            return null;
        }

        var now = scene.Now;
        var known = (talk with { Stack = [talk.Stack[0]] })
            .With(Items.ActingFor, Slot.Chosen(Kebab.Of(Caregiver.Signal.Died), now))
            .With(Items.Who, Slot.Chosen("caregiver", now));

        return Reaction.Move(Triage.AsBelow(known).Push(Lead.To("caregiver-access", scene).WithNote(Lead.ToldNote, "yes")));
    }

    /// <summary>The sympathy that is said before whatever follows, where the talk goes on with the member's own problem.</summary>
    internal static IEnumerable<Line> Sympathy(Talk talk, Meaning meaning, Scene scene) =>
        IsNews(talk, meaning, scene) && IsOwnProblem(talk, meaning, scene) ? [new Line("global.sorry-for-your-loss")] : [];

    private static bool IsNews(Talk talk, Meaning meaning, Scene scene) =>
        scene.Before.Talk.Given(Items.ActingFor) != Kebab.Of(Caregiver.Signal.Died)
        && meaning.Chosen?.Id != Kebab.Of(Caregiver.Signal.Died)
        && !talk.IsIn("checklist") && !talk.IsIn(LiveAgent.Name)
        && scene.Knowledge.Wordings.InEachLanguage(List).Any(own => IsToldIn(own, Words.Of(meaning.Text)) || meaning.Text.Split(ClauseEnds).Any(clause => IsLossIn(own, Words.Of(clause))));

    private static bool IsOwnProblem(Talk talk, Meaning meaning, Scene scene)
    {
        if (IsNamed(Theirs, meaning, scene) || Lead.SpeaksForAnother(meaning))
        {
            return false;
        }

        return IsNamed(Own, meaning, scene)
            || (meaning.Topic is { } topic && Lead.IsProblem(topic, scene) && !MayBeTheirs.Contains(topic))
            || !Undecided.Contains(talk.Top!.Journey);
    }

    private static bool IsNamed(string choice, Meaning meaning, Scene scene) => SmallWords.IsNamed(List, choice, meaning.Text, scene.Knowledge.Wordings);

    private static bool IsToldIn(Wording own, IReadOnlyList<string> said)
    {
        if (ContentWords.PhrasesOf(own, Told).Any(phrase => ChoiceMatcher.IsWithin(phrase, said)))
        {
            return true;
        }

        var people = ContentWords.PhrasesOf(own, Who).Select(phrase => phrase[0]).ToHashSet();
        if (!said.Any(word => people.Contains(word) || people.Contains(word.TrimEnd('s'))))
        {
            return false;
        }

        var between = ContentWords.PhrasesOf(own, Between).Select(phrase => phrase[0]).ToHashSet();
        var deaths = ContentWords.PhrasesOf(own, Died).ToList();
        var before = ContentWords.PhrasesOf(own, Before).ToList();

        return Enumerable.Range(0, said.Count).Any(at =>
            (people.Contains(said[at]) && (Neighbours.StandsNext(deaths, at + 1, said, between) || Neighbours.StandsLast(deaths, at - 1, said, between)))
            || (people.Contains(said[at].TrimEnd('s')) && before.Any(phrase => ChoiceMatcher.StandsAt(at - phrase.Count, phrase, said))));
    }

    private static bool IsLossIn(Wording own, IReadOnlyList<string> said)
    {
        var people = ContentWords.PhrasesOf(own, Who).Select(phrase => phrase[0]).ToHashSet();
        var between = ContentWords.PhrasesOf(own, Between).Select(phrase => phrase[0]).ToHashSet();
        var (passed, lost, then) = (ContentWords.PhrasesOf(own, Passed).ToList(), ContentWords.PhrasesOf(own, Lost).ToList(), ContentWords.PhrasesOf(own, Then).ToList());

        return Enumerable.Range(0, said.Count).Where(at => people.Contains(said[at])).Any(at =>
            (lost.Any(phrase => ChoiceMatcher.StandsAt(at - phrase.Count, phrase, said)) && IsAtItsEnd(at + 1, said, then))
            || passed.Any(phrase => Behind(between, at + 1, said) is var next && ChoiceMatcher.StandsAt(next, phrase, said) && IsAtItsEnd(next + phrase.Count, said, then)));
    }

    private static int Behind(HashSet<string> words, int from, IReadOnlyList<string> said) => from + said.Skip(from).TakeWhile(words.Contains).Count();

    private static bool IsAtItsEnd(int at, IReadOnlyList<string> said, List<IReadOnlyList<string>> then) => at >= said.Count || then.Any(phrase => ChoiceMatcher.StandsAt(at, phrase, said));
}
