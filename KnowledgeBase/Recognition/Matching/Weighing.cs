namespace KnowledgeBase.Recognition.Matching;

/// <summary>
/// Brings together what the whole text, its stretches and the wordings seen in it say. A long story is judged by its telling
/// sentences, not by its average; what is told as history counts less.
/// </summary>
internal sealed class Weighing(LabelModel model, ScreenWordings wordings, KnownPhrases phrases, Labels labels, Thresholds thresholds)
{
    /// <summary>How much the text as a whole counts besides its stretches.</summary>
    private const float WholeShare = 0.6f;

    /// <summary>How much likelier the label of a phrase is that stands in the content word for word.</summary>
    private const float KnownPhraseWeight = 40f;

    private readonly int[] _topicOf = [.. wordings.All.Select(wording => labels.IndexOf(wording.Topic))];

    public void Weigh(Workspace work)
    {
        model.Resolve(work.Features);
        model.Score(work.Features, 0, work.Terms.Count, work.Whole);
        Mix(work);
        work.SightingCount = wordings.Find(work.Terms, work.Search, work.Sightings);
        AddSightings(work);
        if (phrases.Find(work.Terms) is >= 0 and var known) { work.Mixed[known] *= KnownPhraseWeight; }
        MakeShares(work.Mixed);
    }

    private void Mix(Workspace work)
    {
        var mixed = work.Mixed;
        if (work.Terms.StretchCount < 2)
        {
            work.Whole.CopyTo(mixed.AsSpan());

            return;
        }
        mixed.AsSpan().Clear();
        var total = 0f;
        for (var s = 0; s < work.Terms.StretchCount; s++)
        {
            var stretch = work.Terms.Stretch(s);
            model.Score(work.Features, stretch.First, stretch.End, work.Part);
            var weight = stretch.Weight * Telling(work.Part);
            total += weight;
            for (var label = 0; label < labels.Count; label++) { mixed[label] += weight * work.Part[label]; }
        }
        var share = total > 0.01f ? WholeShare : 1;
        for (var label = 0; label < labels.Count; label++)
        {
            mixed[label] = (share * work.Whole[label]) + (total > 0.01f ? (1 - share) * mixed[label] / total : 0);
        }
    }

    // A stretch that is sure of a problem tells more than a greeting or a sigh.
    private float Telling(ReadOnlySpan<float> part)
    {
        var (most, chaff) = (0f, 0f);
        for (var label = 0; label < labels.Count; label++)
        {
            most = Math.Max(most, part[label]);
            if (labels.IsChaff(label)) { chaff += part[label]; }
        }

        return most * most * Math.Max(0, 1 - chaff);
    }

    // Only the best sighting of each topic counts: ten similar wordings are no ten proofs.
    private void AddSightings(Workspace work)
    {
        for (var i = 0; i < work.SightingCount; i++)
        {
            var topic = _topicOf[work.Sightings[i].Wording];
            if (IsFirstOf(work, i, topic)) { work.Mixed[topic] *= MathF.Exp((float)thresholds.SeenWeight * work.Sightings[i].Evidence); }
        }
    }

    private void MakeShares(Span<float> mixed)
    {
        var sum = 0f;
        for (var label = 0; label < labels.Count; label++) { sum += mixed[label]; }
        for (var label = 0; label < labels.Count; label++) { mixed[label] /= sum; }
    }

    private bool IsFirstOf(Workspace work, int at, int topic)
    {
        for (var i = 0; i < at; i++)
        {
            if (_topicOf[work.Sightings[i].Wording] == topic) { return false; }
        }

        return true;
    }
}
