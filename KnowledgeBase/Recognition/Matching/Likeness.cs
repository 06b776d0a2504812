using System.Collections.Concurrent;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>
/// How like a message is to what people say for each of a few answers: the share of rare words, ideas and groups of letters that it has in common with the likest phrase of each. It knows
/// nothing but those phrases, so it serves where a question was asked and nothing better was heard.
/// </summary>
internal sealed class Likeness(Lexicon lexicon, LabelModel model, Furniture furniture)
{
    /// <summary>Traits of a phrase that the model never met say a little less: it cannot tell how rare they are.</summary>
    private const float UnmetWeight = 0.8f;

    /// <summary>Content's phrases, taken apart once each.</summary>
    private readonly ConcurrentDictionary<string, Traits> _phrases = new(StringComparer.Ordinal);

    /// <summary>For each answer, from 0 (nothing in common) to 1 (the same).</summary>
    /// <param name="text">What was said.</param>
    /// <param name="answers">For each answer what people say for it.</param>
    /// <param name="work">Buffers.</param>
    public float[] Of(string text, IReadOnlyList<IReadOnlyList<string>> answers, Workspace work)
    {
        var said = Take(text, work);
        var norm = Norm(said.Values);

        return [.. answers.Select(phrases => norm == 0 ? 0 : phrases.Max(phrase => Common(said, norm, _phrases.GetOrAdd(phrase, known => Traits.Of(Take(known, work))))))];
    }

    private static float Common(Dictionary<ulong, float> said, float norm, Traits phrase)
    {
        var common = 0f;
        for (var i = 0; i < phrase.Keys.Length; i++)
        {
            common += phrase.Weights[i] * said.GetValueOrDefault(phrase.Keys[i]);
        }

        return phrase.Norm == 0 ? 0 : common / (phrase.Norm * norm);
    }

    private static float Norm(IEnumerable<float> weights) => MathF.Sqrt(weights.Sum(weight => weight * weight));

    private Dictionary<ulong, float> Take(string text, Workspace work)
    {
        work.Reading.Read(text);
        furniture.SetAside(work.Reading);
        lexicon.Understand(work.Reading, work.Terms);
        work.Features.Take(work.Reading, work.Terms);
        model.Resolve(work.Features);
        var byKey = new Dictionary<ulong, float>();
        for (var i = 0; i < work.Features.Count; i++)
        {
            var trait = work.Features[i];

            // Two texts are not alike for having strange words.
            if (trait.Key == Features.StrangerKey) { continue; }

            byKey[trait.Key] = Math.Max(byKey.GetValueOrDefault(trait.Key), trait.Row < 0 ? trait.Weight * UnmetWeight : trait.Weight);
        }

        return byKey;
    }

    private sealed record Traits(ulong[] Keys, float[] Weights, float Norm)
    {
        public static Traits Of(Dictionary<ulong, float> byKey) => new([.. byKey.Keys], [.. byKey.Values], Likeness.Norm(byKey.Values));
    }
}
