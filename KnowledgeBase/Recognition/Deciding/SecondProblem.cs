using System.Collections.Frozen;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>
/// Finds the place where one problem ends and another begins: a comma, a full stop, an "and". Both sides have to be sure of
/// a problem of their own. What is named first comes first, unless the content knows that the other stops the member before it.
/// </summary>
internal sealed class SecondProblem(LabelModel model, Labels labels, RecognitionRules rules)
{
    /// <summary>Fewer words are no problem of their own.</summary>
    private const int ShortestSide = 2;

    /// <summary>Long stories have many stops; looking at more costs time and finds less.</summary>
    private const int MostCuts = 10;

    private readonly double _sureEnough = rules.Thresholds.Second;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _joins = rules.Joins.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly FrozenSet<(string First, string Then)> _goesFirst =
        rules.StopsFirst.SelectMany(entry => entry.Value.Select(then => (entry.Key, then))).ToFrozenSet();

    /// <summary>Both labels in their order, or null when there is one problem only.</summary>
    public (string First, string Second)? Find(Workspace work, string label)
    {
        var (first, second, quality) = ("", "", 0f);
        var cuts = 0;
        for (var at = ShortestSide; at <= work.Terms.Count - ShortestSide && cuts < MostCuts; at++)
        {
            if (!IsCut(work, at)) { continue; }
            cuts++;
            var (left, leftSure) = Surest(work, 0, at);
            var (right, rightSure) = Surest(work, at, work.Terms.Count);
            if (left < 0 || right < 0 || left == right || Math.Min(leftSure, rightSure) <= quality) { continue; }
            if (labels[left] != label && labels[right] != label) { continue; }
            (first, second, quality) = (labels[left], labels[right], Math.Min(leftSure, rightSure));
        }
        if (quality < _sureEnough) { return null; }

        return _goesFirst.Contains((second, first)) ? (second, first) : (first, second);
    }

    private bool IsCut(Workspace work, int at)
    {
        var (before, here) = (work.Terms[at - 1].Word, work.Terms[at].Word);
        if (before == here) { return false; }

        return work.Reading[before].StopAfter != Stop.None || _joins.Contains(work.Reading.Text(work.Reading[here]));
    }

    private (int Label, float Sure) Surest(Workspace work, int first, int end)
    {
        model.Score(work.Features, first, end, work.Part);
        var best = 0;
        for (var label = 1; label < labels.Count; label++)
        {
            if (work.Part[label] > work.Part[best]) { best = label; }
        }

        return labels.IsChaff(best) || labels[best] == Labels.OutOfScope || IsHistory(work, first, end) ? (-1, 0) : (best, work.Part[best]);
    }

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
