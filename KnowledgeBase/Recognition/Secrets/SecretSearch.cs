using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Where a secret stands, in offsets of the folded text.</summary>
internal readonly record struct SecretSpan(int Start, int End, string Kind);

/// <summary>One text while its secrets are being looked for.</summary>
internal sealed class SecretSearch
{
    private readonly SecretSense[] _senses;
    private readonly bool[] _removed;

    public SecretSearch(ScannedText text, SecretSense[] senses, Asked asked)
    {
        Text = text;
        Asked = asked;
        _senses = senses;
        _removed = new bool[text.Count];
        foreach (var sense in senses)
        {
            Mentions |= sense;
        }

        Runs = DigitRun.In(text);
        IsShouted = AllCapitals(text);
    }

    public ScannedText Text { get; }

    public Asked Asked { get; }

    public List<DigitRun> Runs { get; }

    public List<SecretSpan> Found { get; } = [];

    /// <summary>Every sense that some word of the text has.</summary>
    public SecretSense Mentions { get; }

    /// <summary>Written in capitals throughout, so that capitals tell nothing.</summary>
    public bool IsShouted { get; }

    public bool Mention(SecretSense sense) => (Mentions & sense) != 0;

    public SecretSense SensesOf(int token) => _senses[token];

    public bool Is(int token, SecretSense sense) => (uint)token < (uint)_senses.Length && (_senses[token] & sense) != 0;

    public bool IsRemoved(int token) => (uint)token < (uint)_removed.Length && _removed[token];

    public void Remove(int firstToken, int lastToken, string kind) =>
        RemoveBetween(firstToken, lastToken, Text[firstToken].Start, Text[lastToken].End, kind);

    public void RemoveBetween(int firstToken, int lastToken, int start, int end, string kind)
    {
        _removed.AsSpan(firstToken, lastToken - firstToken + 1).Fill(true);
        Found.Add(new SecretSpan(start, end, kind));
    }

    /// <summary>The nearest token before (not including) this one with a sense, at most so many back in the same sentence; -1 when there is none.</summary>
    public int Before(int token, SecretSense sense, int reach)
    {
        for (var i = token - 1; i >= 0 && i >= token - reach; i--)
        {
            if (Text.StartsSentence(i + 1))
            {
                return -1;
            }

            if (Is(i, sense))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>All tokens from one to another (not included) have one of the senses, or are short signs that join.</summary>
    public bool AllBetween(int first, int end, SecretSense senses)
    {
        for (var i = first; i < end; i++)
        {
            if (!Is(i, senses) && Text.Word(i) is not (":" or "=" or "#" or "-" or "\"" or "'" or "(" or "," or ">")) { return false; }
        }

        return true;
    }

    /// <summary>The nearest token after this one with a sense, in the same sentence; -1 when there is none.</summary>
    public int After(int token, SecretSense sense, int reach)
    {
        for (var i = token + 1; i < Text.Count && i <= token + reach; i++)
        {
            if (Text.StartsSentence(i))
            {
                return -1;
            }

            if (Is(i, sense))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool AllCapitals(ScannedText text)
    {
        const int FewestLetters = 8;
        var capitals = 0;
        foreach (var letter in text.Text)
        {
            if (char.IsLower(letter)) { return false; }
            capitals += char.IsUpper(letter) ? 1 : 0;
        }

        return capitals >= FewestLetters;
    }
}
