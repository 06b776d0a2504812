using System.Numerics;
using System.Runtime.InteropServices;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>Trains a <see cref="LabelModel"/>: adaptive gradient steps over all examples in a fixed shuffled order, so that every start gives the same model.</summary>
internal sealed class Training
{
    private const int Rounds = 20;
    private const float StepSize = 0.35f;
    private const float Decay = 1e-5f;

    /// <summary>Letter groups met only once tell nothing that their word doesn't.</summary>
    private const int FewestMeetings = 2;

    private readonly Lexicon _lexicon;
    private readonly Reading _reading = new();
    private readonly Terms _terms = new();
    private readonly Features _features;
    private readonly Dictionary<ulong, int> _meetings = [];

    private Training(Lexicon lexicon)
    {
        _lexicon = lexicon;
        _features = new Features(lexicon);
    }

    public static LabelModel Train(Lexicon lexicon, IReadOnlyList<Example> examples) => new Training(lexicon).Train(examples);

    private LabelModel Train(IReadOnlyList<Example> examples)
    {
        var labels = examples.Select(e => e.Label).Distinct().Order(StringComparer.Ordinal).ToList();
        var raw = examples.Select(TakeFeatures).ToList();
        var (table, rarity) = Tabulate(raw, examples.Count);
        var vectors = raw.Select(features => ToVector(features, table, rarity)).ToList();
        var weights = Descend(vectors, [.. examples.Select(e => labels.IndexOf(e.Label))], labels.Count, rarity.Length);

        return new LabelModel(labels, table, rarity, weights);
    }

    private Feature[] TakeFeatures(Example example)
    {
        _reading.Read(example.Text);
        _lexicon.Understand(_reading, _terms);
        _features.Take(_reading, _terms);
        var taken = new Feature[_features.Count];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = _features[i];
            if (IsFirst(taken, i)) { _meetings[taken[i].Key] = _meetings.GetValueOrDefault(taken[i].Key) + 1; }
        }

        return taken;
    }

    private static bool IsFirst(Feature[] taken, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (taken[i].Key == taken[at].Key) { return false; }
        }

        return true;
    }

    // Row 0 is the bias.
    private (FeatureTable Table, float[] Rarity) Tabulate(List<Feature[]> raw, int count)
    {
        var kept = raw.SelectMany(features => features).Where(f => f.First != f.Last || f.Weight > 0.5f || _meetings[f.Key] >= FewestMeetings)
            .Select(f => f.Key).Distinct().ToList();
        var table = new FeatureTable(kept.Count);
        var rarity = new float[kept.Count + 1];
        for (var i = 0; i < kept.Count; i++)
        {
            table.Add(kept[i], i + 1);
            rarity[i + 1] = MathF.Log((count + 1f) / (_meetings[kept[i]] + 1f)) + 1f;
        }

        return (table, rarity);
    }

    private static Feature[] ToVector(Feature[] features, FeatureTable table, float[] rarity)
    {
        var kept = new List<Feature>(features.Length);
        foreach (var feature in features)
        {
            var row = table.Find(feature.Key);
            if (row > 0) { kept.Add(feature with { Row = row, Weight = feature.Weight * rarity[row] }); }
        }

        return [.. kept];
    }

    private static float[] Descend(List<Feature[]> vectors, int[] gold, int labels, int rows)
    {
        var width = LabelModel.WidthFor(labels);
        var weights = new float[rows * width];
        var squares = new float[rows * width];
        var random = new Random(17);
        var order = Enumerable.Range(0, vectors.Count).ToArray();
        Span<float> scores = stackalloc float[width];
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var at in order) { Step(vectors[at], gold[at], labels, width, weights, squares, scores, random); }
        }

        return weights;
    }

    private static void Step(Feature[] vector, int gold, int labels, int width, float[] weights, float[] squares, Span<float> scores, Random random)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(scores);
        weights.AsSpan(0, width).CopyTo(scores);
        var leftOut = random.Next(10) < 5 && vector.Length > 12 ? random.Next(10) : -1;
        var norm = 0f;
        foreach (var feature in vector) { norm += IsLeftOut(feature, leftOut) ? 0 : feature.Weight * feature.Weight; }
        if (norm <= 0) { return; }
        var scale = 1 / MathF.Sqrt(norm);
        foreach (var feature in vector)
        {
            if (IsLeftOut(feature, leftOut)) { continue; }
            var row = MemoryMarshal.Cast<float, Vector<float>>(weights.AsSpan(feature.Row * width, width));
            for (var v = 0; v < sums.Length; v++) { sums[v] += row[v] * (feature.Weight * scale); }
        }
        LabelModel.Softmax(scores[..labels]);
        scores[labels..].Clear();
        scores[gold] -= 1;
        Pull(0, 1, scores, weights, squares, width);
        foreach (var feature in vector)
        {
            if (!IsLeftOut(feature, leftOut)) { Pull(feature.Row, feature.Weight * scale, scores, weights, squares, width); }
        }
    }

    private static bool IsLeftOut(in Feature feature, int leftOut) =>
        leftOut >= 0 && (feature.First % 10 == leftOut || feature.Last % 10 == leftOut);

    private static void Pull(int row, float strength, Span<float> errors, float[] weights, float[] squares, int width)
    {
        var w = MemoryMarshal.Cast<float, Vector<float>>(weights.AsSpan(row * width, width));
        var s = MemoryMarshal.Cast<float, Vector<float>>(squares.AsSpan(row * width, width));
        var e = MemoryMarshal.Cast<float, Vector<float>>(errors);
        var tiny = new Vector<float>(1e-6f);
        for (var v = 0; v < w.Length; v++)
        {
            var pull = (e[v] * strength) + (w[v] * Decay);
            s[v] += pull * pull;
            w[v] -= pull * StepSize / (Vector.SquareRoot(s[v]) + tiny);
        }
    }
}
