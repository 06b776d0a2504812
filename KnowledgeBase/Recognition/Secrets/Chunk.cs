using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>How much a run of characters looks like a password by itself.</summary>
internal enum Strength
{
    /// <summary>A word, a number, a version, a date, an address: nothing to go by.</summary>
    Plain,

    /// <summary>Letters with digits or signs among them: a password where one is spoken of.</summary>
    Mixed,

    /// <summary>Letters, digits and signs such as ! @ # $: a password wherever it stands.</summary>
    Telling,
}

/// <summary>Characters without a space between them, without the punctuation around them.</summary>
internal readonly struct Chunk
{
    /// <summary>Tokens looked at; no password is longer, and endless runs must not cost more.</summary>
    private const int MostTokens = 80;

    private readonly SecretSearch _search;
    private readonly Shape _shape;

    private Chunk(SecretSearch search, int first, int last, Shape shape)
    {
        _search = search;
        First = first;
        Last = last;
        _shape = shape;
    }

    public int First { get; }

    public int Last { get; }

    public bool IsEmpty => Last < First;

    public int Length => IsEmpty ? 0 : _search.Text[Last].End - _search.Text[First].Start;

    public bool HasDigit => _shape.Digits > 0;

    public bool HasLetter => _shape.Letters > 0;

    public int Digits => _shape.Digits;

    /// <summary>"Rover123", "Gatito99!": a word and a few digits, as most passwords are made, and little else is.</summary>
    public bool IsWordWithDigits =>
        !IsEmpty && _search.Text.IsWord(First) && _search.Text.LengthOf(First) >= 3 && _search.Text.IsNumber(First + 1) && _search.Text.IsGlued(First + 1) && _search.Text.LengthOf(First + 1) <= 4
        && _shape.Letters == _search.Text.LengthOf(First) && _shape.Digits == _search.Text.LengthOf(First + 1) && Strength() != Secrets.Strength.Plain;

    /// <summary>"FreeBird": a capital inside the word, or a sign behind it.</summary>
    public bool IsOddlyWritten => _shape.Capitals > 1 && _shape.Capitals < _shape.Letters;

    /// <summary>The chunk that begins at a token, to the next space; its last token may be told.</summary>
    public static Chunk At(SecretSearch search, int first, int last = -1)
    {
        var text = search.Text;
        last = last >= 0 ? last : text.EndOfChunk(first, MostTokens);
        while (first <= last && IsOpening(text, first))
        {
            first++;
        }

        var shape = Shape.Of(search, first, last);
        while (last >= first && IsClosing(text, last, shape.Digits > 0))
        {
            last--;
        }

        return new Chunk(search, first, last, Shape.Of(search, first, last));
    }

    public Strength Strength()
    {
        if (Length is < 5 or > 64 || _shape.Letters == 0 || _shape.Masks > 1 || IsKnownShape())
        {
            return Secrets.Strength.Plain;
        }

        if (_shape.Digits > 0 && _shape.Signs > 0 && _shape.Letters > 1 && (_shape.InnerSigns > 0 || IsWordWithYear()))
        {
            return Secrets.Strength.Telling;
        }

        if (_shape.Digits > 0 && (HasDigitAmongLetters() || IsNameWithLowLine() || IsMadeByMachine()))
        {
            return Secrets.Strength.Telling;
        }

        return _shape.Digits > 0 || _shape.InnerSigns > 0 ? Secrets.Strength.Mixed : Secrets.Strength.Plain;
    }

    /// <summary>"Summer2024!": a closing sign may be mere punctuation, so capitals, small letters and digits are wanted too.</summary>
    private bool IsWordWithYear() => _shape is { Capitals: > 0, Digits: > 1 } && _shape.Letters > _shape.Capitals && Length > 7;

    /// <summary>"Fishing4Bass", "h0ckeyMom": digits inside a word; but not "iPhone15Pro" or "S23Ultra".</summary>
    private bool HasDigitAmongLetters()
    {
        const int FewestLetters = 5;
        var text = _search.Text;
        var small = _shape.Letters - _shape.Capitals;
        if (_shape.Letters < FewestLetters || (small < 3 && !_search.IsShouted) || !text.IsWord(First) || (text.LengthOf(First) > 1 && _search.Is(First, SecretSense.NamesWithNumbers | SecretSense.Units)) || _search.Is(Last, SecretSense.NameEndings | SecretSense.Units))
        {
            return false;
        }

        var among = false;
        for (var i = First; i <= Last; i++)
        {
            if (text[i].Kind == TokenKind.Symbol && text.Word(i)[0] is not ('!' or '@' or '#' or '$' or '%' or '^' or '&' or '*' or '~' or '_')) { return false; }

            // "a1c", "s8plus": one letter and a number begin many a name, "J4smine" is told by its small letters.
            var within = text.IsNumber(i) && text.IsWord(i - 1) && text.IsWord(i + 1) && i > First && i < Last && text.LengthOf(i) <= 2;
            among |= within && (text.LengthOf(First) > 1 || (!text.StartsCapital(i + 1) && text.LengthOf(i + 1) > (text.Word(i) is "0" or "1" or "3" or "4" or "5" ? 2 : 3)));
        }

        return among;
    }

    /// <summary>"Rq7-xyt-88Lm": small letters, capitals and digits in turn, as password keepers make them.</summary>
    private bool IsMadeByMachine()
    {
        const int shortest = 9;
        var text = _search.Text;
        if (Length < shortest || _shape.Capitals == 0 || _shape.Capitals == _shape.Letters || Last - First < 4 || _search.Is(First, SecretSense.NamesWithNumbers) || _search.Before(First, SecretSense.TraceWords | SecretSense.OpenCodeWords | SecretSense.WantedNumbers, 4) >= 0)
        {
            return false;
        }

        var turns = 0;
        for (var i = First + 1; i <= Last; i++)
        {
            if (text[i].Kind == TokenKind.Symbol && text.Word(i)[0] is not ('-' or '_' or '.')) { return false; }
            turns += (text.IsNumber(i) && text.IsWord(i - 1)) || (text.IsWord(i) && text.IsNumber(i - 1)) ? 1 : 0;
        }

        return turns > 1;
    }

    /// <summary>"Magnolia_72": names of people and things have no low line behind a capital and small letters.</summary>
    private bool IsNameWithLowLine() =>
        _search.Text.StartsCapital(First) && _shape.Letters - _shape.Capitals >= 3 && (_search.Text.IsSymbol(Last - 1, '_') || _search.Text.IsSymbol(First + 1, '_')) && _search.Text.IsNumber(Last) && _search.Text.LengthOf(Last) <= 4 && Last > First + 1
        && !_search.Is(First, SecretSense.NamesWithNumbers | SecretSense.OpenCodeWords | SecretSense.WantedNumbers | SecretSense.TraceWords);

    /// <summary>"iphone14", "ERR-4107".</summary>
    public bool IsNameOrCode => !IsEmpty && (IsNamedNumber() || IsErrorCode());

    /// <summary>"30min", "9:15am".</summary>
    public bool IsMeasure => !IsEmpty && IsAmount();

    private bool IsKnownShape() => _search.Is(Last, SecretSense.PasswordWords) || IsAddress() || IsNamedNumber() || IsAmount() || IsErrorCode() || IsHandle();

    /// <summary>Email or web address, or a file or host name.</summary>
    private bool IsAddress()
    {
        var text = _search.Text;
        if (_search.Text.Word(First) is "http" or "https" or "www")
        {
            return true;
        }

        if (IsUnfinishedAddress())
        {
            return true;
        }

        // Ends in ".com", ".org/path" and the like, and has letters on both sides of the dot.
        for (var i = First + 1; i < Last; i++)
        {
            if (text.IsSymbol(i, '.') && text.IsWord(i + 1) && text.LengthOf(i + 1) >= 2 && (text.IsWord(i - 1) || text.IsNumber(i - 1))
                && (i + 1 == Last || text.IsSymbol(i + 2, '/') || text.IsSymbol(i + 2, '.') || text.IsSymbol(i + 2, ',') || text.IsSymbol(i + 2, '?')))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"member1@example": an email address that lost its end, where no password is spoken of.</summary>
    private bool IsUnfinishedAddress()
    {
        const int shortestHost = 4;
        var text = _search.Text;
        if ((_search.Mentions & SecretSense.PasswordWords) != 0 || Last - First < 2 || !text.IsWord(First) || _shape.Capitals > 0)
        {
            return false;
        }

        for (var i = First + 1; i < Last - 1; i++)
        {
            if (text[i].Kind == TokenKind.Symbol && text.Word(i)[0] is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return text.IsSymbol(Last - 1, '@') && text.IsWord(Last) && text.LengthOf(Last) >= shortestHost;
    }

    /// <summary>"iphone14", "chrome/141", "v4.12", "covid-19": a name and its number.</summary>
    private bool IsNamedNumber()
    {
        var text = _search.Text;
        for (var i = First; i <= Last; i++)
        {
            var fits = text.IsNumber(i)
                || (text.IsWord(i) && (_search.Is(i, SecretSense.NamesWithNumbers | SecretSense.Units) || text.LengthOf(i) == 1))
                || (text[i].Kind == TokenKind.Symbol && text.Word(i)[0] is '.' or '-' or '/' or '_' or '#' or ':' or '(' or ')' or '!');
            if (!fits)
            {
                return false;
            }
        }

        return _search.Is(First, SecretSense.NamesWithNumbers) || _shape.Letters == 1;
    }

    /// <summary>"30min", "2nd", "6-digit", "24/7", "$500", "9:15am": begins with a number and goes on as an amount, a time or a date.</summary>
    private bool IsAmount()
    {
        var text = _search.Text;
        if (!text.IsNumber(First) || text.LengthOf(First) > 4)
        {
            return false;
        }

        var second = First + 1;
        if (text.IsSymbol(second, ':') || text.IsSymbol(second, '/'))
        {
            return true;
        }

        var word = text.IsSymbol(second, '-') ? second + 1 : second;
        return text.IsWord(word) && _search.Is(word, SecretSense.Units)
            && (word == Last || text[word + 1].Kind == TokenKind.Symbol);
    }

    /// <summary>"E0000069", "ERR_TIMED_OUT", "AUTH-3001", "AO100": capitals and digits only, or capitals with low lines.</summary>
    private bool IsErrorCode()
    {
        var text = _search.Text;
        var shouted = _search.IsShouted && _shape is { Letters: >= 4, Digits: > 0 and <= 4 } && _search.Mention(SecretSense.PasswordWords | SecretSense.TypingWords) && !_search.Is(First, SecretSense.NamesWithNumbers);

        var typed = _search.Is(First - 1, SecretSense.EnteringWords) && _shape is { Letters: >= 4, Digits: > 0 and <= 4 };

        return text.IsWord(First) && _shape.Capitals == _shape.Letters && _shape.Signs == 0 && _shape.Letters <= 24 && !shouted && !typed;
    }

    /// <summary>"@jane85", "#12345x".</summary>
    private bool IsHandle() => First > 0 && _search.Text.IsGlued(First) && _search.Text.Word(First - 1) is "@" or "#";

    private static bool IsOpening(ScannedText text, int at) =>
        text[at].Kind == TokenKind.Symbol && text.Word(at)[0] is '"' or '\'' or '(' or '[' or '<' or '{' or ',' or ':' or '=' or '-' or '>' or '.' or '/';

    private static bool IsClosing(ScannedText text, int at, bool hasDigits) =>
        text[at].Kind == TokenKind.Symbol && (text.Word(at)[0] is '"' or '\'' or ')' or ']' or '>' or '}' or ',' or '.' or ';' or ':' or '?' or '/' or '-' or '\u2026'
            || (text.Word(at)[0] == '!' && !hasDigits));

    /// <summary>Counts of what a chunk is made of.</summary>
    private readonly record struct Shape(int Letters, int Digits, int Capitals, int Signs, int InnerSigns, int Masks)
    {
        public static Shape Of(SecretSearch search, int first, int last)
        {
            var text = search.Text;
            var shape = default(Shape);
            for (var i = first; i <= last; i++)
            {
                var token = text[i];
                switch (token.Kind)
                {
                    case TokenKind.Word:
                        shape = shape with { Letters = shape.Letters + token.Length, Capitals = shape.Capitals + CapitalsIn(text, token) };
                        break;
                    case TokenKind.Number:
                        shape = shape with { Digits = shape.Digits + token.Length };
                        break;
                    case TokenKind.Symbol when text.Word(i)[0] is '!' or '@' or '#' or '$' or '%' or '^' or '&' or '*' or '~':
                        var inner = i < last && (text.IsWord(i + 1) || text.IsNumber(i + 1)) ? 1 : 0;
                        // "US$500", "MRN#12345": the sign only announces the number.
                        var announces = text.Word(i)[0] is '#' or '$' && text.IsNumber(i + 1) && (i + 1 == last || i == first) && !BelongsToPassword(search, first, i) ? 1 : 0;
                        shape = shape with
                        {
                            Signs = shape.Signs + 1 - announces,
                            InnerSigns = shape.InnerSigns + inner - (inner * announces),
                            Masks = shape.Masks + (text.Word(i)[0] == '*' ? 1 : 0),
                        };
                        break;
                    case TokenKind.Symbol:
                    case TokenKind.LineEnd:
                        break;
                }
            }

            return shape;
        }

        /// <summary>"Monday#44": the word before the sign is no thing that has numbers, as tickets and flats have.</summary>
        private static bool BelongsToPassword(SecretSearch search, int first, int sign)
        {
            const SecretSense Numbered = SecretSense.WantedNumbers | SecretSense.PhoneWords | SecretSense.OpenCodeWords | SecretSense.NamesWithNumbers | SecretSense.UserWords | SecretSense.TraceWords
                | SecretSense.Units | SecretSense.CodeWords | SecretSense.LetteredCodeWords | SecretSense.PinWords | SecretSense.SsnWords | SecretSense.CardWords | SecretSense.OrdinaryWords;
            return sign > first && search.Text.IsWord(sign - 1) && search.Text.LengthOf(sign - 1) >= 4 && search.Text.LengthOf(sign + 1) <= 4 && !search.Is(sign - 1, Numbered)
                && (search.Text.StartsCapital(sign - 1) || search.Mention(SecretSense.PasswordWords | SecretSense.TypingWords));
        }

        private static int CapitalsIn(ScannedText text, Token token)
        {
            var capitals = 0;
            for (var at = token.Start; at < token.End; at++)
            {
                capitals += text.IsCapital(at) ? 1 : 0;
            }

            return capitals;
        }
    }
}
