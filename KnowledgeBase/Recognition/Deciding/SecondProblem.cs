using System.Collections.Frozen;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>
/// Finds the place where one problem ends and another begins: a comma, a full stop, an "and". Both sides have to be sure of
/// a problem of their own. What is named first comes first, unless the content knows that the other stops the member before it.
/// </summary>
internal sealed class SecondProblem
{
    /// <summary>Fewer words are no problem of their own.</summary>
    private const int ShortestSide = 2;

    /// <summary>Nor are fewer a question of its own: "rooted and not secure" does not ask what is safer.</summary>
    private const int ShortestQuestion = 4;

    /// <summary>Long stories have many stops; looking at more costs time and finds less.</summary>
    private const int MostCuts = 10;

    /// <summary>A part that is likelier small talk, or about something else, is no problem.</summary>
    private const float FewestProblems = 0.6f;

    /// <summary>What follows a comma or a "because" mostly goes on about the same thing, so it has to be surer.</summary>
    private const float MoreSureAtWeakCut = 0.2f;

    /// <summary>Words with a meaning from which on a message is a story, in which something is always likest to another problem.</summary>
    private const int LongStory = 35;

    private const float MoreSureInLongStory = 0.2f;

    private readonly LabelModel _model;
    private readonly Labels _labels;
    private readonly double _sureEnough;
    private readonly bool[] _isProblem;
    private readonly bool[] _isAskedAbout;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _joins;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _adds;
    private readonly FrozenSet<(string First, string Then)> _goesFirst;
    private readonly SaidTogether _together;
    private readonly Furniture _furniture;
    private readonly string[] _well;

    public SecondProblem(LabelModel model, Labels labels, Lexicon lexicon, Furniture furniture, RecognitionRules rules)
    {
        _model = model;
        _labels = labels;
        _furniture = furniture;
        _sureEnough = rules.Thresholds.Second;
        _isProblem = [.. Enumerable.Range(0, labels.Count).Select(label => !labels.IsChaff(label)
            && labels[label] is not (Labels.OutOfScope or Labels.Emergency) && !rules.StandsAlone.Contains(labels[label]))];
        _isAskedAbout = [.. Enumerable.Range(0, labels.Count).Select(label => rules.AskedAbout.Contains(labels[label]))];
        _joins = rules.Joins.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
        _adds = rules.Adds.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
        _goesFirst = rules.StopsFirst.SelectMany(entry => entry.Value.Select(then => (entry.Key, then))).ToFrozenSet();
        _together = new SaidTogether(lexicon, rules.Together);
        _well = [.. rules.SaidToBeWell];
    }

    /// <summary>Both labels in their order, or null when there is one problem only.</summary>
    public (string First, string Second)? Find(Workspace work, string label)
    {
        if (_together.Find(work.Terms, label) is { } known) { return known; }
        var (first, second, quality) = ("", "", 0f);
        var cuts = 0;
        for (var at = ShortestSide; at <= work.Terms.Count - ShortestSide && cuts < MostCuts; at++)
        {
            if (!IsCut(work, at, out var isWeak)) { continue; }
            cuts++;
            var (left, leftSure) = Surest(work, 0, at);
            var (right, rightSure) = Surest(work, PastJoins(work, at), work.Terms.Count);
            var sure = Math.Min(leftSure, rightSure) - (isWeak ? MoreSureAtWeakCut : 0);
            if (left < 0 || right < 0 || left == right || sure <= quality) { continue; }
            if (_labels[left] != label && _labels[right] != label) { continue; }
            (first, second, quality) = (_labels[left], _labels[right], sure);
        }
        if (quality < _sureEnough + (work.Terms.Count > LongStory ? MoreSureInLongStory : 0)) { return null; }

        return _goesFirst.Contains((second, first)) ? (second, first) : (first, second);
    }

    private bool IsCut(Workspace work, int at, out bool isWeak)
    {
        isWeak = false;
        var (before, here) = (work.Terms[at - 1].Word, work.Terms[at].Word);
        if (before == here) { return false; }
        var word = work.Reading.Text(work.Reading[here]);
        var stop = work.Reading[before].StopAfter;
        isWeak = !_adds.Contains(word);

        return stop != Stop.None || !isWeak || _joins.Contains(word);
    }

    // "plus", "and then": what joins says nothing about what follows.
    private int PastJoins(Workspace work, int at)
    {
        while (at < work.Terms.Count - ShortestSide && IsJoin(work.Reading.Text(work.Reading[work.Terms[at].Word]))) { at++; }

        return at;
    }

    private bool IsJoin(ReadOnlySpan<char> word) => _joins.Contains(word) || _adds.Contains(word);

    /// <summary>The problem that a part tells of, and how sure it is of it among all problems; none where the part tells of something else.</summary>
    private (int Label, float Sure) Surest(Workspace work, int first, int end)
    {
        _model.Score(work.Features, first, end, work.Part);
        var (best, problems) = (-1, 0f);
        for (var label = 0; label < _labels.Count; label++)
        {
            if (!_isProblem[label]) { continue; }
            problems += work.Part[label];
            if (best < 0 || work.Part[label] > work.Part[best]) { best = label; }
        }

        if (problems < FewestProblems || IsWell(work, first, end) || IsOfThePage(work, first, end)) { return (-1, 0); }

        // "What should I have ready before my trip" is no history.
        return (_isAskedAbout[best] ? end - first < ShortestQuestion : IsHistory(work, first, end)) ? (-1, 0) : (best, work.Part[best] / problems);
    }

    // "I know my password" names one only to say that it is no problem.
    private bool IsWell(Workspace work, int first, int end)
    {
        var from = work.Terms[first].Word;
        var part = work.Reading.Text(from, work.Terms[end - 1].Word - from + 1);
        foreach (var phrase in _well)
        {
            var at = part.IndexOf(phrase, StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || part[at - 1] == ' ')) { return true; }
        }

        return false;
    }

    // "... is incorrect. 10:42 AM Help Contact": pasted with the message, and asks for nobody.
    private bool IsOfThePage(Workspace work, int first, int end) => _furniture.IsFurniture(work.Reading, work.Terms[first].Word, work.Terms[end - 1].Word + 1);

    private static bool IsHistory(Workspace work, int first, int end)
    {
        for (var s = 0; s < work.Terms.StretchCount; s++)
        {
            var stretch = work.Terms.Stretch(s);
            if (stretch.Weight < 1 && stretch.First <= first && stretch.End >= end) { return true; }
        }

        return false;
    }
}
