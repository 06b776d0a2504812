namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>What was learnt: how much each trait speaks for a secret. Many traits share few weights, so that it stays small.</summary>
/// <param name="Words">The words that people say every day.</param>
/// <param name="Weights">A power of two of them.</param>
internal sealed record SecretModel(EverydayWords Words, float[] Weights)
{
    /// <summary>How likely a unit with these traits is a secret, from 0 to 1.</summary>
    public float ChanceOf(ReadOnlySpan<ulong> traits)
    {
        var score = 0f;
        foreach (var trait in traits) { score += Weights[RowOf(trait, Weights.Length)]; }

        return 1 / (1 + MathF.Exp(-score));
    }

    public static int RowOf(ulong trait, int weights) => (int)(trait & ((ulong)weights - 1));
}
