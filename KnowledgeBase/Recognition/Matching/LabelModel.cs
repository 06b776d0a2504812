using System.Numerics;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>
/// How much each trait of a text speaks for each label: a softmax regression over hashed words, word pairs, ideas and letter
/// groups, trained on the content's own phrases when the program starts.
/// </summary>
internal sealed class LabelModel
{
    private readonly FeatureTable _table;
    private readonly float[] _rarity;
    private readonly float[] _weights;
    private readonly int _width;

    internal LabelModel(IReadOnlyList<string> labels, FeatureTable table, float[] rarity, float[] weights)
    {
        Labels = labels;
        _table = table;
        _rarity = rarity;
        _weights = weights;
        _width = WidthFor(labels.Count);
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The rows are as wide as a whole number of vector registers.</summary>
    public int Width => _width;

    internal static int WidthFor(int labels) => (labels + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>Looks every feature up once, for all stretches.</summary>
    public void Resolve(Features features)
    {
        for (var i = 0; i < features.Count; i++)
        {
            ref var feature = ref features[i];
            feature.Row = _table.Find(feature.Key);
            if (feature.Row >= 0) { feature.Weight *= _rarity[feature.Row]; }
        }
    }

    /// <summary>Probabilities of all labels for the terms from <paramref name="first"/> up to <paramref name="end"/>.</summary>
    public void Score(Features features, int first, int end, Span<float> into)
    {
        into.Clear();
        var sums = MemoryMarshal.Cast<float, Vector<float>>(into);
        var norm = 0f;
        for (var i = 0; i < features.Count; i++)
        {
            var feature = features[i];
            if (feature.Row < 0 || feature.First < first || feature.Last >= end) { continue; }
            norm += feature.Weight * feature.Weight;
            Add(feature.Row, feature.Weight, sums);
        }
        var scale = norm > 0 ? 1 / MathF.Sqrt(norm) : 0;
        var bias = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(0, _width));
        for (var v = 0; v < sums.Length; v++) { sums[v] = (sums[v] * scale) + bias[v]; }
        Softmax(into[..Labels.Count]);
    }

    internal static void Softmax(Span<float> scores)
    {
        var most = float.NegativeInfinity;
        foreach (var score in scores) { most = Math.Max(most, score); }
        var sum = 0f;
        foreach (ref var score in scores) { sum += score = MathF.Exp(score - most); }
        foreach (ref var score in scores) { score /= sum; }
    }

    /// <summary>How much each term speaks for one label rather than another; a trait of two terms is shared between them.</summary>
    public float[] Telling(Features features, int terms, int label, int other)
    {
        var telling = new float[terms];
        for (var i = 0; i < features.Count; i++)
        {
            var feature = features[i];
            if (feature.Row < 0) { continue; }
            var says = feature.Weight * (_weights[(feature.Row * _width) + label] - (other < 0 ? 0 : _weights[(feature.Row * _width) + other])) / 2;
            telling[feature.First] += says;
            telling[feature.Last] += says;
        }

        return telling;
    }

    private void Add(int row, float weight, Span<Vector<float>> sums)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(row * _width, _width));
        for (var v = 0; v < sums.Length; v++) { sums[v] += from[v] * weight; }
    }
}
