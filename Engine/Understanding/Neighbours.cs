namespace Engine.Understanding;

/// <summary>Phrases that stand right beside a place in a text, with nothing but small words in between.</summary>
internal static class Neighbours
{
    /// <summary>"My mother has just died": one of the phrases begins at this word or after small words.</summary>
    internal static bool StandsNext(IReadOnlyList<IReadOnlyList<string>> phrases, int from, IReadOnlyList<string> said, IReadOnlySet<string> between)
    {
        var at = from;
        while (at < said.Count && !phrases.Any(phrase => ChoiceMatcher.StandsAt(at, phrase, said)) && between.Contains(said[at]))
        {
            at++;
        }

        return phrases.Any(phrase => ChoiceMatcher.StandsAt(at, phrase, said));
    }

    /// <summary>"Murió mi mamá": one of the phrases ends at this word or before small words.</summary>
    internal static bool StandsLast(IReadOnlyList<IReadOnlyList<string>> phrases, int to, IReadOnlyList<string> said, IReadOnlySet<string> between)
    {
        var at = to;
        while (at >= 0 && !phrases.Any(phrase => ChoiceMatcher.StandsAt(at - phrase.Count + 1, phrase, said)) && between.Contains(said[at]))
        {
            at--;
        }

        return phrases.Any(phrase => ChoiceMatcher.StandsAt(at - phrase.Count + 1, phrase, said));
    }
}
