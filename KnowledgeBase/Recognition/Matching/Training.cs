using System.Numerics;
using System.Runtime.InteropServices;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>Trains a <see cref="LabelModel"/>: adaptive gradient steps over all examples in a fixed shuffled order, so that every start gives the same model.</summary>
internal sealed class Training
{
    private const int Rounds = 10;
    private const float StepSize = 0.6f;

    /// <summary>A phrase shorter than this (in traits) is seen whole in every round.</summary>
    private const int LongEnoughToThin = 12;

    private const int Slices = 4;

    /// <summary>An example whose squared errors sum to less is known well enough; going over it again costs the start's time.</summary>
    private const float SureEnough = 0.03f;

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
        var state = new Descent(new float[rows * width], new float[rows], width, labels, new float[width]);
        var random = new Random(17);
        var order = Enumerable.Range(0, vectors.Count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var at in order) { Step(state, vectors[at], gold[at], vectors[at].Length > LongEnoughToThin ? random.Next(Slices) : Slices); }
        }

        return state.Weights;
    }

    // Each step hides a quarter of a longer phrase's words, so that no label leans on one word alone.
    private static void Step(Descent state, Feature[] vector, int gold, int hidden)
    {
        var norm = 0f;
        foreach (var feature in vector) { norm += IsHidden(feature, hidden) ? 0 : feature.Weight * feature.Weight; }
        if (norm <= 0) { return; }
        var scale = 1 / MathF.Sqrt(norm);
        var errors = Errors(state, vector, gold, hidden, scale);
        if (errors < SureEnough) { return; }
        Pull(state, 0, 1, errors);
        foreach (var feature in vector)
        {
            if (!IsHidden(feature, hidden)) { Pull(state, feature.Row, feature.Weight * scale, errors); }
        }
    }

    // Leaves the errors of all labels in the scores, and gives the sum of their squares.
    private static float Errors(Descent state, Feature[] vector, int gold, int hidden, float scale)
    {
        var scores = state.Scores.AsSpan();
        var sums = MemoryMarshal.Cast<float, Vector<float>>(scores);
        state.Weights.AsSpan(0, state.Width).CopyTo(scores);
        foreach (var feature in vector)
        {
            if (IsHidden(feature, hidden)) { continue; }
            var row = MemoryMarshal.Cast<float, Vector<float>>(state.Weights.AsSpan(feature.Row * state.Width, state.Width));
            for (var v = 0; v < sums.Length; v++) { sums[v] += row[v] * (feature.Weight * scale); }
        }
        LabelModel.Softmax(scores[..state.Labels]);
        scores[state.Labels..].Clear();
        scores[gold] -= 1;
        var squares = Vector<float>.Zero;
        foreach (var error in sums) { squares += error * error; }

        return Vector.Sum(squares);
    }

    private static bool IsHidden(in Feature feature, int hidden) => feature.First % Slices == hidden || feature.Last % Slices == hidden;

    // One step size for each trait: the more it has moved already, the smaller its steps.
    private static void Pull(Descent state, int row, float strength, float errors)
    {
        state.Moved[row] += strength * strength * errors;
        var weights = MemoryMarshal.Cast<float, Vector<float>>(state.Weights.AsSpan(row * state.Width, state.Width));
        var scores = MemoryMarshal.Cast<float, Vector<float>>(state.Scores.AsSpan());
        var step = strength * StepSize / MathF.Sqrt(state.Moved[row] + 1e-6f);
        for (var v = 0; v < weights.Length; v++) { weights[v] -= scores[v] * step; }
    }

    private sealed record Descent(float[] Weights, float[] Moved, int Width, int Labels, float[] Scores);
}
