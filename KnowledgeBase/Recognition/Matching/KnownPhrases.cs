using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>
/// The content's phrases word for word, whatever their spelling: what stands there is what its writer says it is, even where the
/// model, which learns from all phrases together, would lean another way ("the app" names no problem).
/// </summary>
internal sealed class KnownPhrases
{
    private const int Ambiguous = -1;

    private readonly Dictionary<ulong, int> _labels = [];
    private readonly Dictionary<(ulong Key, string Label), string> _texts = [];

    public KnownPhrases(Lexicon lexicon, IReadOnlyList<Example> examples, Labels labels)
    {
        var reading = new Reading();
        var terms = new Terms();
        foreach (var example in examples)
        {
            reading.Read(example.Text);
            lexicon.Understand(reading, terms);
            var key = KeyOf(terms);
            var label = labels.IndexOf(example.Label);
            _texts.TryAdd((key, example.Label), example.Text);
            _labels[key] = _labels.TryGetValue(key, out var other) && other != label ? Ambiguous : label;
        }
    }

    /// <summary>The label of the phrase, or -1 when the content does not have it or has it under several.</summary>
    public int Find(Terms terms) => terms.KnownCount == terms.Count && _labels.TryGetValue(KeyOf(terms), out var label) ? label : Ambiguous;

    /// <summary>The phrase as its writer wrote it, where the content has it under that label; else null.</summary>
    public string? TextOf(Terms terms, string label) => _texts.GetValueOrDefault((KeyOf(terms), label));

    private static ulong KeyOf(Terms terms)
    {
        var key = (ulong)terms.Count;
        for (var i = 0; i < terms.Count; i++) { key = (key * 0x9E3779B97F4A7C15) + (ulong)(terms[i].Id + 1) + (terms[i].IsNegated ? 1UL << 40 : 0); }

        return key;
    }
}
