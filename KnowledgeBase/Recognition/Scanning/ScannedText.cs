using System.Text;

namespace KnowledgeBase.Recognition.Scanning;

/// <summary>
/// A text folded (see <see cref="Folding"/>) and cut into tokens in one pass, with the way back to what was really written.
/// Asking for a token outside the text is allowed and answers "nothing there", so matchers need no bounds checks.
/// </summary>
internal sealed class ScannedText
{
    private readonly char[] _folded;
    private readonly int[] _origin;
    private readonly Token[] _tokens;

    private ScannedText(string text, char[] folded, int[] origin, int length, Token[] tokens, int count)
    {
        Text = text;
        _folded = folded;
        _origin = origin;
        Length = length;
        _tokens = tokens;
        Count = count;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Of the folded text.</summary>
    public int Length { get; }

    /// <summary>Of tokens.</summary>
    public int Count { get; }

    public Token this[int i] => _tokens[i];

    public ReadOnlySpan<char> Folded => _folded.AsSpan(0, Length);

    public static ScannedText Of(string text)
    {
        var folded = new char[text.Length];
        var origin = new int[text.Length + 1];
        var length = Fold(text, folded, origin);
        var tokens = new Token[Math.Max(8, length / 2)];
        var count = Cut(folded.AsSpan(0, length), ref tokens);
        return new ScannedText(text, folded, origin, length, tokens, count);
    }

    /// <summary>The folded token, or nothing when there is none.</summary>
    public ReadOnlySpan<char> Word(int i) => (uint)i < (uint)Count ? _folded.AsSpan(_tokens[i].Start, _tokens[i].Length) : default;

    public bool IsWord(int i) => (uint)i < (uint)Count && _tokens[i].Kind == TokenKind.Word;

    public bool IsNumber(int i) => (uint)i < (uint)Count && _tokens[i].Kind == TokenKind.Number;

    public bool IsSymbol(int i, char sign) => (uint)i < (uint)Count && _tokens[i].Kind == TokenKind.Symbol && _folded[_tokens[i].Start] == sign;

    public bool IsGlued(int i) => (uint)i < (uint)Count && _tokens[i].Glued;

    public int LengthOf(int i) => (uint)i < (uint)Count ? _tokens[i].Length : 0;

    /// <summary>The value of a run of at most nine digits, else -1.</summary>
    public int ValueOf(int i)
    {
        if (!IsNumber(i) || _tokens[i].Length > 9)
        {
            return -1;
        }

        var value = 0;
        foreach (var digit in Word(i))
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    /// <summary>A sentence ends between this token and the one before: a line end, or a full stop or the like that is followed by space.</summary>
    public bool StartsSentence(int i)
    {
        if (i <= 0 || i >= Count)
        {
            return true;
        }

        // "member no. 11223344": the point ends a shortening.
        if (i > 1 && IsNumber(i) && IsSymbol(i - 1, '.') && IsGlued(i - 1) && Word(i - 2) is "no" or "nr" or "num" or "nbr") { return false; }

        return _tokens[i - 1].Kind == TokenKind.LineEnd
            || (_tokens[i - 1].Kind == TokenKind.Symbol && !_tokens[i].Glued && _folded[_tokens[i - 1].Start] is '.' or '?' or '!' or ';' or '\u2026');
    }

    /// <summary>Was the character written as a capital?</summary>
    public bool IsCapital(int foldedAt) => char.IsUpper(Text[_origin[foldedAt]]);

    /// <summary>Does the token begin with a capital?</summary>
    public bool StartsCapital(int i) => IsWord(i) && IsCapital(_tokens[i].Start);

    /// <summary>Where a folded offset lies in the text as written.</summary>
    public int OriginOf(int foldedAt) => foldedAt >= Length ? Text.Length : _origin[foldedAt];

    /// <summary>Where the text as written goes on after the folded offset before this one.</summary>
    public int OriginAfter(int foldedEnd)
    {
        if (foldedEnd <= 0)
        {
            return 0;
        }

        var last = _origin[foldedEnd - 1];
        return last + (char.IsHighSurrogate(Text[last]) && last + 1 < Text.Length && char.IsLowSurrogate(Text[last + 1]) ? 2 : 1);
    }

    /// <summary>What was written from one token to another, both included.</summary>
    public string Written(int first, int last) => WrittenBetween(_tokens[first].Start, _tokens[last].End);

    public string WrittenBetween(int foldedStart, int foldedEnd) => Text[OriginOf(foldedStart)..OriginAfter(foldedEnd)];

    /// <summary>The last token of the unbroken run of characters that token <paramref name="i"/> belongs to, looking at most so many tokens ahead.</summary>
    public int EndOfChunk(int i, int most = int.MaxValue)
    {
        var end = most == int.MaxValue ? Count : Math.Min(Count, i + most);
        while (i + 1 < end && _tokens[i + 1].Glued && _tokens[i + 1].Kind != TokenKind.LineEnd)
        {
            i++;
        }

        return i;
    }

    private static int Fold(string text, char[] folded, int[] origin)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            char plain;
            var at = i;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                plain = Folding.Fold(new Rune(c, text[++i]));
            }
            else
            {
                plain = Folding.Fold(c);
            }

            // "won't" and "wont" are one word.
            var inWord = plain == '\'' && length > 0 && char.IsLetter(folded[length - 1]) && i + 1 < text.Length && char.IsLetter(text[i + 1]);
            if (plain != Folding.Nothing && !inWord)
            {
                folded[length] = plain;
                origin[length++] = at;
            }
        }

        return length;
    }

    private static int Cut(ReadOnlySpan<char> folded, ref Token[] tokens)
    {
        var count = 0;
        for (var i = 0; i < folded.Length;)
        {
            var start = i;
            var c = folded[i++];
            if (c == ' ')
            {
                continue;
            }

            var kind = TokenKind.Symbol;
            if (c == '\n')
            {
                kind = TokenKind.LineEnd;
            }
            else if (char.IsAsciiDigit(c))
            {
                kind = TokenKind.Number;
                while (i < folded.Length && char.IsAsciiDigit(folded[i]))
                {
                    i++;
                }
            }
            else if (char.IsLetter(c))
            {
                kind = TokenKind.Word;
                while (i < folded.Length && char.IsLetter(folded[i]))
                {
                    i++;
                }
            }

            if (count == tokens.Length)
            {
                Array.Resize(ref tokens, count * 2);
            }

            tokens[count++] = new Token(kind, start, i, start > 0 && folded[start - 1] is not (' ' or '\n'));
        }

        return count;
    }
}
