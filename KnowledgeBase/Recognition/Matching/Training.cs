using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KnowledgeBase.Recognition.Scanning;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>Trains a <see cref="LabelModel"/>: adaptive gradient steps over all examples in an order by lot, so that every start gives the same model.</summary>
/// <remarks>Its loops run once, at the start, and would be over before the runtime had made them fast: so they ask for it.</remarks>
internal sealed class Training
{
    private const int Rounds = 10;

    /// <summary>The model is the mean of the weights after each later round, so that it leans less on what came last.</summary>
    private const int UnsteadyRounds = 5;

    private const float StepSize = 0.6f;

    /// <summary>A phrase shorter than this (in traits) is seen whole in every round.</summary>
    private const int LongEnoughToThin = 12;

    private const int Slices = 4;

    /// <summary>An example whose squared errors sum to less is known well enough; going over it again costs the start's time.</summary>
    private const float SureEnough = 0.03f;

    /// <summary>A trait that weighs no more is a group of letters.</summary>
    private const float MostOfLetters = 0.5f;

    /// <summary>Letter groups met only once tell nothing that their word doesn't.</summary>
    private const int FewestMeetings = 2;

    private readonly Lexicon _lexicon;
    private readonly Reading _reading = new();
    private readonly Terms _terms = new();
    private readonly Features _features;
    private readonly Dictionary<ulong, Meeting> _meetings = [];
    private int _examples;

    private Training(Lexicon lexicon)
    {
        _lexicon = lexicon;
        _features = new Features(lexicon);
    }

    public static LabelModel Train(Lexicon lexicon, IReadOnlyList<Example> examples) => new Training(lexicon).Train(examples);

    private LabelModel Train(IReadOnlyList<Example> examples)
    {
        var labels = examples.Select(e => e.Label).Distinct().Order(StringComparer.Ordinal).ToList();
        var taken = examples.Select(TakeFeatures).ToList();
        var (table, rarity) = Tabulate();
        var vectors = taken.ConvertAll(ToVector);
        var weights = Descend(vectors, [.. examples.Select(e => labels.IndexOf(e.Label))], [.. examples.Select(e => TextHash.Of(e.Text))], labels.Count, rarity.Length);

        return new LabelModel(labels, table, rarity, weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Trait[] TakeFeatures(Example example)
    {
        _examples++;
        _reading.Read(example.Text);
        _lexicon.Understand(_reading, _terms);
        _features.Take(_reading, _terms);
        var taken = new Trait[_features.Count];
        for (var i = 0; i < taken.Length; i++)
        {
            var feature = _features[i];
            taken[i] = new Trait(feature.Key, feature.Weight, (ushort)feature.First, (ushort)feature.Last);
            ref var meeting = ref CollectionsMarshal.GetValueRefOrAddDefault(_meetings, feature.Key, out _);
            meeting.Tells |= feature.First != feature.Last || feature.Weight > MostOfLetters;
            if (meeting.LastIn == _examples) { continue; }
            meeting.LastIn = _examples;
            meeting.Count++;
        }

        return taken;
    }

    // Row 0 is the bias.
    private (FeatureTable Table, float[] Rarity) Tabulate()
    {
        var kept = _meetings.Where(met => met.Value.Tells || met.Value.Count >= FewestMeetings).Select(met => met.Key).ToList();
        var table = new FeatureTable(kept.Count);
        var rarity = new float[kept.Count + 1];
        for (var i = 0; i < kept.Count; i++)
        {
            ref var meeting = ref CollectionsMarshal.GetValueRefOrNullRef(_meetings, kept[i]);
            meeting.Row = i + 1;
            meeting.Rarity = MathF.Log((_examples + 1f) / (meeting.Count + 1f)) + 1f;
            table.Add(kept[i], i + 1);
            rarity[i + 1] = meeting.Rarity;
        }

        return (table, rarity);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Weighed[] ToVector(Trait[] traits)
    {
        var kept = new List<Weighed>(traits.Length);
        foreach (var trait in traits)
        {
            var meeting = _meetings[trait.Key];
            if (meeting.Row > 0) { kept.Add(new Weighed(meeting.Row, trait.Weight * meeting.Rarity, trait.First, trait.Last)); }
        }

        return [.. kept];
    }

    private static float[] Descend(List<Weighed[]> vectors, int[] gold, ulong[] lots, int labels, int rows)
    {
        var width = LabelModel.WidthFor(labels);
        var state = new Descent(new float[rows * width], new float[rows], width, labels, new float[width]);
        var sum = new float[state.Weights.Length];
        var order = Lot.Order(lots);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var at in order)
            {
                Step(state, vectors[at], gold[at], vectors[at].Length > LongEnoughToThin ? (int)(Lot.Drawn(lots[at], round + 1) % Slices) : Slices);
            }
            if (round >= UnsteadyRounds) { Add(state.Weights, sum); }
        }
        for (var i = 0; i < sum.Length; i++) { sum[i] /= Rounds - UnsteadyRounds; }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float[] weights, float[] to)
    {
        for (var i = 0; i < to.Length; i++) { to[i] += weights[i]; }
    }

    // Each step hides a quarter of a longer phrase's words, so that no label leans on one word alone.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step(Descent state, Weighed[] vector, int gold, int hidden)
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Errors(Descent state, Weighed[] vector, int gold, int hidden, float scale)
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

    private static bool IsHidden(Weighed feature, int hidden) => feature.First % Slices == hidden || feature.Last % Slices == hidden;

    // One step size for each trait: the more it has moved already, the smaller its steps.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pull(Descent state, int row, float strength, float errors)
    {
        state.Moved[row] += strength * strength * errors;
        var weights = MemoryMarshal.Cast<float, Vector<float>>(state.Weights.AsSpan(row * state.Width, state.Width));
        var scores = MemoryMarshal.Cast<float, Vector<float>>(state.Scores.AsSpan());
        var step = strength * StepSize / MathF.Sqrt(state.Moved[row] + 1e-6f);
        for (var v = 0; v < weights.Length; v++) { weights[v] -= scores[v] * step; }
    }

    /// <summary>A trait of an example. Small, since millions of them are held while learning.</summary>
    private readonly record struct Trait(ulong Key, float Weight, ushort First, ushort Last);

    /// <summary>A trait that the model keeps, by its row.</summary>
    private readonly record struct Weighed(int Row, float Weight, ushort First, ushort Last);

    /// <summary>In how many examples a trait was met, and whether it tells something even if met once.</summary>
    private record struct Meeting(int Count, int LastIn, bool Tells, int Row, float Rarity);

    private sealed record Descent(float[] Weights, float[] Moved, int Width, int Labels, float[] Scores);
}
