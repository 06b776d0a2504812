using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>Two problems that people name in one breath ("forgot both my user id and password"), so that no cut parts them.</summary>
internal sealed class SaidTogether
{
    private readonly (string First, string Then, int[] Words, int[] Unless)[] _pairs;

    public SaidTogether(Lexicon lexicon, IReadOnlyList<ProblemPair> pairs) =>
        _pairs = [.. pairs.Select(pair => (pair.First, pair.Then, Ids(lexicon, pair.Words), Ids(lexicon, pair.Unless)))];

    /// <summary>The pair whose words all stand in the text, where the problem that was found is one of the two.</summary>
    public (string First, string Second)? Find(Terms terms, string label)
    {
        foreach (var pair in _pairs)
        {
            if ((label == pair.First || label == pair.Then) && HasAll(terms, pair.Words) && !HasAny(terms, pair.Unless)) { return (pair.First, pair.Then); }
        }

        return null;
    }

    private static int[] Ids(Lexicon lexicon, IReadOnlyList<string> words) => [.. words.Select(word => lexicon.Find(word))];

    private static bool HasAll(Terms terms, int[] words) => Array.TrueForAll(words, word => Has(terms, word));

    private static bool HasAny(Terms terms, int[] words) => Array.Exists(words, word => Has(terms, word));

    private static bool Has(Terms terms, int word)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].Id == word && word >= 0 && !terms[i].IsNegated) { return true; }
        }

        return false;
    }
}
