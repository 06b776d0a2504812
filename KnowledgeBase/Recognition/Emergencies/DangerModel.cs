using System.Collections.Concurrent;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>
/// How much a message sounds like danger, learnt from all that people say: a model of its own, because body parts, weapons and the like are ideas that tell it much and would only
/// disturb the telling of problems from one another.
/// </summary>
internal sealed class DangerModel
{
    private readonly Lexicon _lexicon;
    private readonly Furniture _furniture;
    private readonly LabelModel _model;
    private readonly int _danger;
    private readonly DangerWords _words;
    private readonly bool[] _isSmall;
    private readonly ConcurrentBag<ModelWorkspace> _workspaces = [];

    public DangerModel(RecognitionRules rules, IReadOnlyList<Example> examples, Furniture furniture, IReadOnlySet<string> smallWords)
    {
        _furniture = furniture;
        _lexicon = Lexicon.Taught(rules with { Ideas = rules.Ideas.Concat(rules.DangerIdeas).ToDictionary() }, examples.Select(example => example.Text));
        _model = Training.Train(_lexicon, [.. examples.Select(example => new Example(example.Label == Labels.Emergency ? example.Label : DangerExamplesReader.NoDanger, example.Text))]);
        _words = new DangerWords(_lexicon, examples, smallWords);
        _isSmall = [.. Enumerable.Range(0, _lexicon.Count).Select(id => smallWords.Contains(_lexicon.WordOf(id)))];
        _danger = _model.Labels.ToList().IndexOf(Labels.Emergency);
    }

    /// <summary>
    /// How much a text sounds like danger, from 0 to 1: the whole, or the stretch of it that sounds most so. With it, whether it holds a word that is mostly said of danger, and how many words that
    /// are no small ones: of "se me" and the like a model makes what it wants.
    /// </summary>
    public (double Share, bool HasDangerWord, int TellingWords) In(string text)
    {
        var work = _workspaces.TryTake(out var rented) ? rented : new ModelWorkspace(_lexicon);
        work.Reading.Read(text);
        _furniture.SetAside(work.Reading);
        _lexicon.Understand(work.Reading, work.Terms);
        work.Features.Take(work.Reading, work.Terms);
        _model.Resolve(work.Features);
        var most = Score(work, 0, work.Terms.Count);
        for (var s = 0; s < work.Terms.StretchCount; s++)
        {
            var stretch = work.Terms.Stretch(s);
            most = Math.Max(most, Score(work, stretch.First, stretch.End) * Math.Min(1, stretch.Weight));
        }
        var heard = (most, _words.AreIn(work.Terms), TellingCount(work.Terms));
        _workspaces.Add(work);

        return heard;
    }

    private int TellingCount(Terms terms)
    {
        var count = 0;
        for (var i = 0; i < terms.Count; i++) { count += terms[i].Id >= 0 && !_isSmall[terms[i].Id] ? 1 : 0; }

        return count;
    }

    private float Score(ModelWorkspace work, int first, int end)
    {
        Span<float> scores = stackalloc float[_model.Width];
        _model.Score(work.Features, first, end, scores);

        return scores[_danger];
    }
}
