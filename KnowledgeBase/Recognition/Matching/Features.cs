using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>One trait of a text: a word, a pair of words, an idea, a few letters; and the terms between which it was found.</summary>
internal struct Feature
{
    public ulong Key;
    public float Weight;
    public int First;
    public int Last;

    /// <summary>Its row in the model; below zero when the model never met it.</summary>
    public int Row;
}

/// <summary>Takes a text's traits, in one pass over its terms; the buffer is reused.</summary>
internal sealed class Features
{
    /// <summary>The traits of 4,000 characters fit; what would not adds nothing.</summary>
    private const int Most = 1 << 15;

    // How much each kind of trait says; found on the development set (docs/decisions).
    private const float WordWeight = 1f;
    private const float PairWeight = 0.8f;
    private const float SkipWeight = 0.5f;
    private const float IdeaWeight = 0.9f;
    private const float IdeaPairWeight = 0.7f;
    private const float LettersWeight = 0.25f;
    private const float MendedWeight = 0.85f;
    private const float StrangerWeight = 0.6f;

    private const int IdeaReach = 6;
    private const int MostLetters = 20;

    /// <summary>The trait of having a word that nobody taught us.</summary>
    public static readonly ulong StrangerKey = KeyOf(Kind.Stranger, 0, 0);

    private readonly Lexicon _lexicon;
    private readonly Feature[] _features = new Feature[Most];

    public Features(Lexicon lexicon) => _lexicon = lexicon;

    private enum Kind : ulong { Word = 1, Pair, Skip, Idea, IdeaPair, Letters, Stranger }

    public int Count { get; private set; }

    public ref Feature this[int index] => ref _features[index];

    public void Take(Reading reading, Terms terms)
    {
        Count = 0;
        for (var i = 0; i < terms.Count; i++)
        {
            TakeWord(terms, i);
            TakeIdeas(terms, i);
            if (i == 0 || terms[i].Word != terms[i - 1].Word) { TakeLetters(reading, terms, i); }
        }
    }

    private void TakeWord(Terms terms, int at)
    {
        if (_lexicon.IsStranger(terms[at].Id)) { Add(Kind.Stranger, 0, 0, StrangerWeight, at, at); }
        if (terms[at].Id < 0) { return; }
        var here = WordKey(terms[at]);
        Add(Kind.Word, here, 0, terms[at].IsMended ? MendedWeight : WordWeight, at, at);
        if (at > 0 && terms[at - 1].Id >= 0) { Add(Kind.Pair, WordKey(terms[at - 1]), here, PairWeight, at - 1, at); }
        if (at > 1 && terms[at - 2].Id >= 0) { Add(Kind.Skip, WordKey(terms[at - 2]), here, SkipWeight, at - 2, at); }
    }

    private void TakeIdeas(Terms terms, int at)
    {
        foreach (var idea in _lexicon.IdeasOf(terms[at].Id))
        {
            var here = IdeaKey(idea, terms[at]);
            Add(Kind.Idea, here, 0, IdeaWeight, at, at);
            for (var before = Math.Max(0, at - IdeaReach); before < at; before++)
            {
                foreach (var other in _lexicon.IdeasOf(terms[before].Id))
                {
                    var there = IdeaKey(other, terms[before]);
                    if (there == here) { continue; }
                    Add(Kind.IdeaPair, Math.Min(here, there), Math.Max(here, there), IdeaPairWeight, before, at);
                }
            }
        }
    }

    // Three to five letters at a time, with the word's ends marked: they survive typos, endings and unknown compounds.
    private void TakeLetters(Reading reading, Terms terms, int at)
    {
        var word = reading[terms[at].Word];
        if (word.Kind != WordKind.Plain || word.Length < 3) { return; }
        var text = reading.Text(word);
        if (text.Length > MostLetters) { text = text[..MostLetters]; }
        for (var start = -1; start <= text.Length - 2; start++)
        {
            ulong key = 0;
            for (var end = start; end < start + 5 && end <= text.Length; end++)
            {
                var letter = end < 0 ? '^' : end == text.Length ? '$' : text[end];
                key = (key * 0x100000001B3) ^ letter;
                if (end - start >= 2) { Add(Kind.Letters, key, (ulong)(end - start), LettersWeight, at, at); }
            }
        }
    }

    private static ulong WordKey(in Term term) => ((ulong)term.Id << 1) | (term.IsNegated ? 1UL : 0UL);

    private static ulong IdeaKey(int idea, in Term term) => ((ulong)idea << 1) | (term.IsNegated ? 1UL : 0UL);

    private void Add(Kind kind, ulong a, ulong b, float weight, int first, int last)
    {
        if (Count == Most) { return; }
        _features[Count++] = new Feature { Key = KeyOf(kind, a, b), Weight = weight, First = first, Last = last, Row = -1 };
    }

    private static ulong KeyOf(Kind kind, ulong a, ulong b)
    {
        var key = (((ulong)kind * 0x9E3779B97F4A7C15) ^ a) * 0xBF58476D1CE4E5B9;
        key = ((key ^ (key >> 29)) + b) * 0x94D049BB133111EB;
        key ^= key >> 32;

        return key | 1;
    }
}
