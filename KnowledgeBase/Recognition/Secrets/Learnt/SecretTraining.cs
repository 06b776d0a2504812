using System.Runtime.CompilerServices;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>Learns from examples which traits speak for a secret: logistic regression with adaptive steps, in an order by lot, so that every start gives the same.</summary>
internal static class SecretTraining
{
    /// <summary>A power of two; twice as many made no difference.</summary>
    private const int Weights = 1 << 18;

    private const int Rounds = 10;

    /// <summary>What it has learnt after each round from this one on is averaged: single rounds lean on what they saw last.</summary>
    private const int Settled = 2;

    private const float StepSize = 0.25f;

    /// <summary>A secret missed is worse than a word lost.</summary>
    private const float SecretWeight = 2f;

    /// <summary>Each step hides one of so many parts of the traits, so that none is leant on alone.</summary>
    private const int Slices = 3;

    /// <summary>An error smaller than this teaches nothing.</summary>
    private const float SmallError = 0.02f;

    /// <summary>Everyday words in messages without a secret are most of all words, and much alike: one of so many is enough to learn from.</summary>
    private const int OneEverydayWordIn = 3;

    /// <summary>Far from the numbers of rounds and words: which words are left out has nothing to do with what a round hides.</summary>
    private const int FirstEverydayNumber = 1_000;

    /// <param name="examples">Messages with their secrets marked, and messages without any.</param>
    /// <param name="speech">Texts in which everyday words stand.</param>
    /// <param name="common">The common words of all languages.</param>
    /// <param name="senses">The words and phrases around secrets.</param>
    public static SecretModel Train(IReadOnlyList<SecretExample> examples, IReadOnlyList<string> speech, IReadOnlyList<CommonWord> common, SecretWords senses)
    {
        var words = new EverydayWords(speech.Concat(examples.Select(example => example.WithoutSecrets())), common);
        var lessons = examples.SelectMany(example => LessonsOf(example, words, senses)).ToArray();
        var (weights, moved, sums) = (new float[Weights], new float[Weights], new float[Weights]);
        var order = Lot.Order(Array.ConvertAll(lessons, lesson => lesson.Lot));
        lessons = Array.ConvertAll(order, at => lessons[at]);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var lesson in lessons) { Step(weights, moved, lesson, (int)(Lot.Drawn(lesson.Lot, round + 1) % Slices)); }
            if (round >= Settled) { for (var i = 0; i < sums.Length; i++) { sums[i] += weights[i]; } }
        }
        for (var i = 0; i < sums.Length; i++) { sums[i] /= Rounds - Settled; }

        return new SecretModel(words, sums);
    }

    private static IEnumerable<Lesson> LessonsOf(SecretExample example, EverydayWords words, SecretWords senses)
    {
        var text = ScannedText.Of(example.Text);
        var units = SecretUnit.In(new SecretSearch(text, senses.Of(text), Asked.Nothing), words);
        var traits = new Traits(units);
        var lot = TextHash.Of(example.Text);
        for (var at = 0; at < units.Count; at++)
        {
            var (start, end) = (text.OriginOf(text[units[at].First].Start), text.OriginAfter(text[units[at].Last].End));
            var isSecret = example.Secrets.Any(secret => secret.Start < end && start < secret.End);
            var isLeftOut = example.Secrets.Count == 0 && units[at].Kind == UnitKind.EverydayWord && Lot.Drawn(lot, FirstEverydayNumber + at) % OneEverydayWordIn != 0;
            if (isSecret || (!isLeftOut && traits.IsWorthALook(at)))
            {
                traits.Take(at);
                yield return new Lesson(Array.ConvertAll(traits.Keys.ToArray(), trait => SecretModel.RowOf(trait, Weights)), isSecret, Lot.Drawn(lot, at));
            }
            traits.FollowsSecret = isSecret;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step(float[] weights, float[] moved, in Lesson lesson, int hidden)
    {
        var score = 0f;
        foreach (var row in lesson.Rows) { score += IsHidden(row, hidden) ? 0 : weights[row]; }
        var chance = 1 / (1 + MathF.Exp(-score));
        var error = lesson.IsSecret ? (1 - chance) * SecretWeight : -chance;
        if (MathF.Abs(error) < SmallError) { return; }
        foreach (var row in lesson.Rows)
        {
            if (IsHidden(row, hidden)) { continue; }
            moved[row] += error * error;
            weights[row] += StepSize * error / MathF.Sqrt(moved[row] + 1e-6f);
        }
    }

    private static bool IsHidden(int row, int hidden) => row % Slices == hidden;

    /// <summary>One unit: the rows of its traits, what it is, and its place among the others.</summary>
    private readonly record struct Lesson(int[] Rows, bool IsSecret, ulong Lot);
}
