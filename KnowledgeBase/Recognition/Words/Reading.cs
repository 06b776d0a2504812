namespace KnowledgeBase.Recognition.Words;

internal enum WordKind : byte { Plain, Number, Code, Address, Removed, Picture }

/// <summary>How strongly the text stops after a word.</summary>
internal enum Stop : byte { None, Comma, Sentence, Line }

/// <summary>One word of a text: where it stands in <see cref="Reading.Folded"/> and what surrounded it.</summary>
internal struct Word
{
    public int Start;
    public int Length;
    public WordKind Kind;
    public Stop StopAfter;
    public bool Quoted;

    /// <summary>Part of a pasted page, not of its message: "Home | Sign in", "Request ID: 7f3c".</summary>
    public bool IsFurniture;
}

/// <summary>
/// A text cut into plain words, joined by single spaces in <see cref="Folded"/>. One scan from left to right, buffers reused,
/// so that no input can make it slow.
/// </summary>
internal sealed class Reading
{
    /// <summary>Longer texts are kept out of matching (POLICY, sizes).</summary>
    public const int LongestText = 4000;

    private const int Farthest = LongestText + 1;

    // The shortest address, "a@ ", is three characters and leaves nine.
    private readonly char[] _folded = new char[Farthest * 4];
    private readonly Word[] _words = new Word[Farthest];
    private int _length;
    private bool _quoted;

    public int Count { get; private set; }

    public ReadOnlySpan<char> Folded => _folded.AsSpan(0, _length);

    public ref Word this[int index] => ref _words[index];

    public ReadOnlySpan<char> Text(scoped in Word word) => _folded.AsSpan(word.Start, word.Length);

    /// <summary>The words from <paramref name="first"/> on, as they stand in <see cref="Folded"/>.</summary>
    public ReadOnlySpan<char> Text(int first, int count)
    {
        var end = _words[first + count - 1];

        return _folded.AsSpan(_words[first].Start, end.Start + end.Length - _words[first].Start);
    }

    public void Read(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestText) { text = text[..LongestText]; }
        Count = 0;
        _length = 0;
        _quoted = false;
        var at = 0;
        while (at < text.Length)
        {
            at = char.IsWhiteSpace(text[at]) ? Space(text, at) : ReadChunk(text, at);
        }
        if (Count == 0) { ReadPictures(text); }
    }

    // A thumb up is an answer when nothing else is said; beside words, pictures say little.
    private void ReadPictures(ReadOnlySpan<char> text)
    {
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (char.IsSurrogatePair(text[at], text[at + 1])) { Add(text.Slice(at++, 2), WordKind.Picture); }
        }
    }

    private int Space(ReadOnlySpan<char> text, int at)
    {
        if (text[at] is '\n' or '\r') { StopHere(Stop.Line); }

        return at + 1;
    }

    private int ReadChunk(ReadOnlySpan<char> text, int at)
    {
        if (text[at] == '[' && text[at..].StartsWith("[removed:")) { return Removed(text, at); }
        var end = at;
        var isAddress = false;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            if (end > at && (text[end] == '@' || (text[end] == ':' && text[end..].StartsWith("://")))) { isAddress = true; }
            end++;
        }
        if (isAddress || text[at..end].StartsWith("www.")) { return Address(end); }

        return ReadWords(text, at, end);
    }

    // The scrubber's own mark must not be heard as a word such as "password".
    private int Removed(ReadOnlySpan<char> text, int at)
    {
        var close = text[at..].IndexOf(']');
        Add("#removed", WordKind.Removed);

        return close < 0 ? text.Length : at + close + 1;
    }

    private int Address(int end)
    {
        Add("#address", WordKind.Address);

        return end;
    }

    private int ReadWords(ReadOnlySpan<char> text, int at, int end)
    {
        while (at < end)
        {
            var start = at;
            at = ReadWord(text, at, end);
            if (at == start)
            {
                Mark(text, at, end);
                at++;
            }
        }

        return end;
    }

    private int ReadWord(ReadOnlySpan<char> text, int at, int end)
    {
        var start = Count > 0 ? _length + 1 : _length;
        var write = start;
        var digits = 0;
        for (; at < end; at++)
        {
            var letter = Folding.Fold(text[at]);
            if (letter == Folding.Gap && char.IsHighSurrogate(text[at]) && at + 1 < end)
            {
                letter = Folding.Fold(text[at], text[at + 1]);
                if (letter != Folding.Gap) { at++; }
            }
            if (letter == Folding.Gap)
            {
                if (write == start || !IsInsideWord(text, at, end)) { break; }
                if (!char.IsDigit(text[at + 1])) { continue; }
                letter = '.';
            }
            if (letter == Folding.Nothing) { continue; }
            if (char.IsDigit(letter) || letter == '.') { digits++; }
            _folded[write++] = letter;
        }
        if (write > start) { Keep(start, write - start, digits); }

        return at;
    }

    // "can't" is one word however the apostrophe was typed; "12.4" and "12,000" are one number.
    private static bool IsInsideWord(ReadOnlySpan<char> text, int at, int end)
    {
        if (at + 1 >= end) { return false; }
        var next = Folding.Fold(text[at + 1]);
        if (next is Folding.Gap or Folding.Nothing) { return false; }
        if (text[at] is '\'' or '’' or '‘' or 'ʼ' or '`' or '´') { return char.IsLetter(next); }

        return text[at] is '.' or ',' or ':' && char.IsDigit(next) && at > 0 && char.IsDigit(text[at - 1]);
    }

    private void Keep(int start, int length, int digits)
    {
        if (Count > 0) { _folded[_length] = ' '; }
        _length = start + length;
        var kind = digits == 0 ? WordKind.Plain : digits == length ? WordKind.Number : WordKind.Code;
        _words[Count++] = new Word { Start = start, Length = length, Kind = kind, Quoted = _quoted };
    }

    private void Add(ReadOnlySpan<char> mark, WordKind kind)
    {
        var start = Count > 0 ? _length + 1 : _length;
        mark.CopyTo(_folded.AsSpan(start));
        Keep(start, mark.Length, 0);
        _words[Count - 1].Kind = kind;
    }

    private void Mark(ReadOnlySpan<char> text, int at, int end)
    {
        switch (text[at])
        {
            case '"' or '“' or '”' or '«' or '»' or '„':
                _quoted = text[at] switch { '“' or '«' or '„' => true, '”' or '»' => false, _ => !_quoted };
                StopHere(Stop.Comma);
                break;
            case '.' or '!' or '?' or ';' or '…' or '¿' or '¡' when at + 1 >= end || Folding.Fold(text[at + 1]) == Folding.Gap || text[at] is not '.':
                StopHere(Stop.Sentence);
                break;
            case ',' or ':' or '(' or ')' or '—' or '–' or '|' or '/' or '>' or '*':
                StopHere(Stop.Comma);
                break;
            default:
                break;
        }
    }

    private void StopHere(Stop stop)
    {
        if (Count > 0 && _words[Count - 1].StopAfter < stop) { _words[Count - 1].StopAfter = stop; }
    }
}
