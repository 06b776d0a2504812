namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>Phrases found by the word they begin with.</summary>
internal sealed class PhraseSet<T>
{
    private readonly Dictionary<int, List<(Phrase Phrase, T Of)>> _byBeginning = [];

    public void Add(Phrase phrase, T of)
    {
        foreach (var word in phrase.Beginnings.Distinct())
        {
            if (!_byBeginning.TryGetValue(word, out var phrases))
            {
                _byBeginning[word] = phrases = [];
            }

            phrases.Add((phrase, of));
        }
    }

    /// <summary>Every match in a row of word numbers.</summary>
    public void Find(ReadOnlySpan<int> tokens, List<PhraseMatch<T>> found)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] < 0 || !_byBeginning.TryGetValue(tokens[i], out var phrases))
            {
                continue;
            }

            foreach (var (phrase, of) in phrases)
            {
                var last = phrase.Match(tokens, i);
                if (last >= 0)
                {
                    found.Add(new PhraseMatch<T>(i, last, of));
                }
            }
        }
    }
}

/// <summary>A phrase found from one word to another, both included.</summary>
internal readonly record struct PhraseMatch<T>(int First, int Last, T Of)
{
    public bool Touches<TOther>(PhraseMatch<TOther> other) => First <= other.Last && other.First <= Last;
}
