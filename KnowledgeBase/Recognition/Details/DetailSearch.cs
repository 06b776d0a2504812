using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>One text while its details are being looked for. What a reader has taken, no later reader reads again.</summary>
internal sealed class DetailSearch
{
    private readonly bool[] _taken;
    private List<DigitRun>? _runs;

    public DetailSearch(string text, in Utterance utterance)
    {
        Text = ScannedText.Of(text);
        Asked = utterance.Asked;
        Now = utterance.Now;
        Today = DateOnly.FromDateTime(utterance.Now.DateTime);
        _taken = new bool[Text.Count];
    }

    public ScannedText Text { get; }

    public Asked Asked { get; }

    /// <summary>The member's local time.</summary>
    public DateTimeOffset Now { get; }

    public DateOnly Today { get; }

    public IReadOnlyList<DigitRun> Runs => _runs ??= DigitRun.In(Text);

    public bool IsTaken(int token) => (uint)token < (uint)_taken.Length && _taken[token];

    public bool IsAnyTaken(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if (IsTaken(i))
            {
                return true;
            }
        }

        return false;
    }

    public void Take(int first, int last) => _taken.AsSpan(first, last - first + 1).Fill(true);

    /// <summary>The nearest of some words before a token, at most so many tokens back in the same sentence; -1 when there is none.</summary>
    public int Before(int token, WordTable<bool> words, int reach)
    {
        for (var i = token - 1; i >= 0 && i >= token - reach && !Text.StartsSentence(i + 1); i--)
        {
            if (Text.IsWord(i) && words.Has(Text.Word(i)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The nearest of some words after a token in the same sentence; -1 when there is none.</summary>
    public int After(int token, WordTable<bool> words, int reach)
    {
        for (var i = token + 1; i < Text.Count && i <= token + reach && !Text.StartsSentence(i); i++)
        {
            if (Text.IsWord(i) && words.Has(Text.Word(i)))
            {
                return i;
            }
        }

        return -1;
    }

    public bool Mentions(WordTable<bool> words)
    {
        for (var i = 0; i < Text.Count; i++)
        {
            if (Text.IsWord(i) && words.Has(Text.Word(i)))
            {
                return true;
            }
        }

        return false;
    }
}
