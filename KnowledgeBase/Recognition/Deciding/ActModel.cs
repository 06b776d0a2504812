using System.Collections.Concurrent;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>
/// What an answer does, learnt from answers: a model of its own, since most of what tells a yes or a "not again" would only disturb the telling of problems from one another. The kind of the
/// question stands before the answer as a word of its own, so that "ok" to "what does the button say?" is no yes.
/// </summary>
internal sealed class ActModel
{
    private const string ToYesOrNo = "askedyesorno ";
    private const string ToOther = "askedopenly ";

    private readonly Lexicon _lexicon;
    private readonly LabelModel _model;
    private readonly Act?[] _acts;
    private readonly HashSet<Act> _learnt;
    private readonly ConcurrentBag<ModelWorkspace> _workspaces = [];

    public ActModel(RecognitionRules rules, IReadOnlyList<ActExample> answers, IReadOnlyList<(Act Act, string Phrase)> phrases)
    {
        IReadOnlyList<Example> examples =
        [
            .. answers.Select(answer => new Example(answer.Example.Label, (answer.IsToYesOrNo ? ToYesOrNo : ToOther) + answer.Example.Text)),
            .. phrases.Select(phrase => new Example(Labels.For(phrase.Act), phrase.Phrase)),
        ];
        _lexicon = Lexicon.Taught(rules, examples.Select(example => example.Text));
        _model = Training.Train(_lexicon, examples);
        _learnt = [.. answers.Select(answer => Labels.ActIn(answer.Example.Label)).OfType<Act>()];
        _acts = [.. _model.Labels.Select(Labels.ActIn)];
    }

    /// <summary>Whether answers tell of such an act.</summary>
    public bool Knows(Act act) => _learnt.Contains(act);

    /// <summary>The likeliest act, or null for an answer that only tells something, and how likely that is, from 0 to 1.</summary>
    public (Act? Act, float Share) Likeliest(ReadOnlySpan<char> text, bool isToYesOrNo)
    {
        var work = _workspaces.TryTake(out var rented) ? rented : new ModelWorkspace(_lexicon);
        work.Reading.Read(string.Concat(isToYesOrNo ? ToYesOrNo : ToOther, text));
        _lexicon.Understand(work.Reading, work.Terms);
        work.Features.Take(work.Reading, work.Terms);
        _model.Resolve(work.Features);
        Span<float> shares = stackalloc float[_model.Width];
        _model.Score(work.Features, 0, work.Terms.Count, shares);
        _workspaces.Add(work);
        var best = 0;
        for (var label = 1; label < _acts.Length; label++) { best = shares[label] > shares[best] ? label : best; }

        return (_acts[best], shares[best]);
    }
}
