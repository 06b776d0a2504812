namespace KnowledgeBase.Recognition.Words;

/// <summary>A word after spelling, shortenings and synonyms were settled; <see cref="Id"/> is -1 for a word nobody taught us.</summary>
internal struct Term
{
    public int Id;

    /// <summary>Which word of the <see cref="Reading"/> it came from.</summary>
    public int Word;

    /// <summary>"not locked": the word stands for its opposite.</summary>
    public bool IsNegated;

    /// <summary>The word was misspelled, or run together with another.</summary>
    public bool IsMended;
}

/// <summary>A stretch of terms that is judged on its own: a sentence, or a part of a long one.</summary>
internal struct Stretch
{
    public int First;
    public int End;

    /// <summary>Less than 1 for what is told as history.</summary>
    public float Weight;
}

/// <summary>The terms of one text and the stretches they fall into; buffers are reused.</summary>
internal sealed class Terms
{
    private const int Most = Reading.LongestText * 2;

    /// <summary>More than this adds nothing but time.</summary>
    private const int MostStretches = 48;

    private readonly Term[] _terms = new Term[Most];
    private readonly Stretch[] _stretches = new Stretch[MostStretches];

    public int Count { get; private set; }

    public int StretchCount { get; private set; }

    /// <summary>How many of the terms somebody taught us.</summary>
    public int KnownCount { get; private set; }

    public ref Term this[int index] => ref _terms[index];

    public ref Stretch Stretch(int index) => ref _stretches[index];

    public void Clear()
    {
        Count = 0;
        KnownCount = 0;
        StretchCount = 0;
    }

    public void Add(int id, int word, bool isMended)
    {
        if (Count == Most) { return; }
        _terms[Count++] = new Term { Id = id, Word = word, IsMended = isMended };
        if (id >= 0) { KnownCount++; }
    }

    public void AddStretch(int first, int end, float weight)
    {
        if (StretchCount < MostStretches && end > first)
        {
            _stretches[StretchCount++] = new Stretch { First = first, End = end, Weight = weight };
        }
    }
}
