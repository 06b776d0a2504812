using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>Characters of a message without a space between them and without the punctuation around them; "pw:Rover2019" is two.</summary>
/// <param name="First">Its first token.</param>
/// <param name="Last">Its last token.</param>
internal readonly record struct SecretUnit(int First, int Last)
{
    /// <summary>Tokens looked at for one unit; endless runs are cut into several.</summary>
    private const int MostTokens = 40;

    private const char Space = ' ';

    private const SecretSense Named = SecretSense.NamesWithNumbers | SecretSense.WantedNumbers | SecretSense.OpenCodeWords | SecretSense.TraceWords;

    public required UnitKind Kind { get; init; }

    /// <summary>The same for the same word; for words that nobody taught us, the same for all of a kind.</summary>
    public required ulong Word { get; init; }

    /// <summary>The same for what is written alike: "Rover2019" and "Sunny1987".</summary>
    public required ulong Shape { get; init; }

    /// <summary>Which words it is like; 0 when nobody knows.</summary>
    public required int Group { get; init; }

    /// <summary>What its words can mean to the scrubber.</summary>
    public required SecretSense Senses { get; init; }

    /// <summary>The sign right in front of it, or a space.</summary>
    public required char Before { get; init; }

    /// <summary>The sign right behind it, or a space.</summary>
    public required char After { get; init; }

    public required bool StartsSentence { get; init; }

    /// <summary>An email or web address, or a phone number.</summary>
    public required bool IsAddress { get; init; }

    /// <summary>Written as versions and error codes are.</summary>
    public required bool IsNameOrCode { get; init; }

    /// <summary>It says itself what it is: "iphone14", "Ticket#123", "9:15am", "1Password"; or is a sender, "from 75401".</summary>
    public required bool IsCalledByItsName { get; init; }

    /// <summary>"error code 1020", "not available 403", or the word "Ref" itself.</summary>
    public required bool IsOfAnError { get; init; }

    /// <summary>All units of a text, in order.</summary>
    public static List<SecretUnit> In(SecretSearch search, EverydayWords words)
    {
        var text = search.Text;
        var units = new List<SecretUnit>(text.Count);
        var isLink = false;
        var run = 0;
        for (var first = 0; first < text.Count;)
        {
            isLink = text.IsGlued(first) ? isLink : text.Word(first) is "http" or "https" or "www";
            while (run < search.Runs.Count && search.Runs[run].Last < first) { run++; }
            var last = EndOf(text, first);
            var (from, to) = (first, last);
            while (from < to && IsOutside(text, from)) { from++; }
            while (to > from && IsOutside(text, to)) { to--; }
            if (text[from].Kind is TokenKind.Word or TokenKind.Number)
            {
                var unit = Of(search, words, from, to, run < search.Runs.Count && search.Runs[run].First <= from && to <= search.Runs[run].Last ? search.Runs[run] : null);
                units.Add(isLink ? unit with { IsAddress = true } : unit);
            }
            first = last + 1;
        }

        return units;
    }

    private static int EndOf(ScannedText text, int first)
    {
        var last = first;
        while (last + 1 < text.Count && last - first < MostTokens && text.IsGlued(last + 1) && text[last + 1].Kind != TokenKind.LineEnd && !Divides(text, last + 1)) { last++; }

        return last;
    }

    /// <summary>A sign that joins two units written without a space: "user/password", "pin=0412"; but not within a date or a time.</summary>
    private static bool Divides(ScannedText text, int at)
    {
        bool IsDivider(int i) => text[i].Kind == TokenKind.Symbol && text.Word(i)[0] is ':' or '=' or '/' or '|' or ',' or ';' or '(' or ')' or '"' or '>';
        bool IsInNumber(int i) => text.IsNumber(i - 1) && text.IsNumber(i + 1);

        return (IsDivider(at) && !IsInNumber(at)) || (IsDivider(at - 1) && !IsInNumber(at - 1));
    }

    private static bool IsOutside(ScannedText text, int at) => text[at].Kind is TokenKind.Symbol or TokenKind.LineEnd && text.Word(at)[0] is not ('$' or '#' or '@' or '%' or '&' or '*');

    private static SecretUnit Of(SecretSearch search, EverydayWords words, int first, int last, DigitRun? run)
    {
        var text = search.Text;
        var startsSentence = text.StartsSentence(first) || (first > 0 && text.StartsSentence(first - 1) && !text.IsWord(first - 1) && !text.IsNumber(first - 1));
        var familiarity = FamiliarityOf(text, words, first, last);
        var kind = run is { Groups.Count: > 1, Digits.Length: > 2 } ? DigitsKindOf(run.Digits.Length) : KindOf(search, words, first, last, familiarity, startsSentence);
        var isOneWord = first == last && text.IsWord(first);
        var chunk = Chunk.At(search, first, last);

        return new SecretUnit(first, last)
        {
            Kind = kind,
            Word = familiarity >= EverydayWords.Rare && first == last ? TextHash.Of(text.Word(first)) : Traits.Mix(1, (ulong)kind),
            Shape = Traits.Mix((ulong)kind, ShapeOf(search, first, last)),
            Group = isOneWord ? words.GroupOf(text.Word(first)) : 0,
            Senses = SensesOf(search, first, last),
            Before = SignAt(text, first - 1, text.IsGlued(first)),
            After = SignAt(text, last + 1, text.IsGlued(last + 1)),
            StartsSentence = startsSentence,
            IsAddress = IsAddressIn(text, first, last) || (run is not null && IsPhone(search, run)),
            IsNameOrCode = chunk.IsNameOrCode,
            IsOfAnError = IsOfAnErrorAt(search, first, last),
            IsCalledByItsName = chunk.IsMeasure || IsSender(search, first) || IsNamed(search, first, last),
        };
    }

    private static char SignAt(ScannedText text, int at, bool isGlued) => isGlued && (uint)at < (uint)text.Count && text[at].Kind == TokenKind.Symbol ? text.Word(at)[0] : Space;

    private static SecretSense SensesOf(SecretSearch search, int first, int last)
    {
        var senses = SecretSense.None;
        for (var i = first; i <= last; i++) { senses |= search.SensesOf(i); }

        return senses;
    }

    private static bool IsOfAnErrorAt(SecretSearch search, int first, int last)
    {
        const int firstStatus = 400;
        const int lastStatus = 599;
        var text = search.Text;
        if (first != last || !text.IsNumber(first)) { return search.Is(last, SecretSense.TraceWords); }
        var isStatus = text.LengthOf(first) == 3 && text.ValueOf(first) is >= firstStatus and <= lastStatus && !search.Mention(SecretSense.PinWords | SecretSense.CardWords | SecretSense.CodeWords);

        return isStatus || (search.Is(first - 1, SecretSense.CodeWords) && search.Is(first - 2, SecretSense.TraceWords));
    }

    private static bool IsSender(SecretSearch search, int first) => search.Text.IsNumber(first) && search.Is(first - 1, SecretSense.OriginWords);

    private static bool IsNamed(SecretSearch search, int first, int last) => last > first && (search.Is(first, Named) || search.Is(last, SecretSense.PasswordWords));

    /// <summary>"sign-in" is as common as the rarest of its words.</summary>
    private static int FamiliarityOf(ScannedText text, EverydayWords words, int first, int last)
    {
        var least = int.MaxValue;
        for (var i = first; i <= last; i++)
        {
            if (text.IsWord(i)) { least = Math.Min(least, words.CountOf(text.Word(i))); }
            else if (!text.IsSymbol(i, '-')) { return 0; }
        }

        return least;
    }

    private static UnitKind KindOf(SecretSearch search, EverydayWords words, int first, int last, int familiarity, bool startsSentence)
    {
        var text = search.Text;
        var (letters, digits, signs, sign) = (0, 0, 0, Space);
        for (var i = first; i <= last; i++)
        {
            switch (text[i].Kind)
            {
                case TokenKind.Word: letters += text.LengthOf(i); break;
                case TokenKind.Number: digits += text.LengthOf(i); break;
                case TokenKind.Symbol or TokenKind.LineEnd: (signs, sign) = (signs + 1, text.Word(i)[0]); break;
            }
        }
        if (letters > 0 && digits > 0) { return signs > 0 ? UnitKind.AllThree : UnitKind.LettersAndDigits; }
        if (letters > 0) { return signs > 0 && familiarity == 0 ? UnitKind.LettersAndSigns : WordKindOf(search, words, first, letters, familiarity, startsSentence); }
        if (digits == 4 && first == last && text.ValueOf(first) is > 1900 and < 2040) { return UnitKind.Year; }

        return signs > 0 && digits > 2 ? SeparatedKindOf(sign) : DigitsKindOf(digits);
    }

    private static UnitKind WordKindOf(SecretSearch search, EverydayWords words, int at, int letters, int familiarity, bool startsSentence)
    {
        var text = search.Text;
        if (letters == 1) { return UnitKind.Letter; }
        if (NumberWords.Cardinal(text.Word(at)) >= 0) { return UnitKind.NumberWord; }
        var isCapital = text.StartsCapital(at) && !startsSentence && !search.IsShouted;
        if (isCapital && letters > 2 && text.IsCapital(text[at].Start + 1)) { return UnitKind.Shouted; }
        if (familiarity >= EverydayWords.Everyday) { return isCapital ? UnitKind.NamedEveryday : UnitKind.EverydayWord; }
        if (familiarity >= EverydayWords.Rare) { return isCapital ? UnitKind.NamedEveryday : UnitKind.RareWord; }
        if (HasInnerCapital(search, at)) { return UnitKind.MixedCase; }
        if (words.IsCompound(text.Word(at))) { return UnitKind.Compound; }

        return isCapital ? UnitKind.NamedUnknown : UnitKind.UnknownWord;
    }

    /// <summary>"oneDayataTime"</summary>
    private static bool HasInnerCapital(SecretSearch search, int at)
    {
        var (start, end) = (search.Text[at].Start, search.Text[at].End);
        var (capitals, small) = (0, 0);
        for (var i = start + 1; i < end; i++)
        {
            if (search.Text.IsCapital(i)) { capitals++; }
            else { small++; }
        }

        return capitals > 0 && small > 1;
    }

    private static UnitKind SeparatedKindOf(char sign) => sign switch
    {
        '/' => UnitKind.DigitsWithSlashes,
        ':' => UnitKind.DigitsWithColons,
        '.' or ',' => UnitKind.DigitsWithPoints,
        _ => UnitKind.DigitsWithDashes,
    };

    private static UnitKind DigitsKindOf(int digits) => digits switch
    {
        <= 2 => UnitKind.OneOrTwoDigits,
        3 => UnitKind.ThreeDigits,
        4 => UnitKind.FourDigits,
        5 => UnitKind.FiveDigits,
        6 => UnitKind.SixDigits,
        <= 8 => UnitKind.SevenOrEightDigits,
        9 => UnitKind.NineDigits,
        _ => UnitKind.ManyDigits,
    };

    /// <summary>Ten digits, however they are set apart, unless a number that opens something was spoken of.</summary>
    private static bool IsPhone(SecretSearch search, DigitRun run)
    {
        const SecretSense numbers = SecretSense.CardWords | SecretSense.SsnWords | SecretSense.PasswordWords | SecretSense.PinWords;

        return (run.Digits.Length == 10 || (run.Digits.Length == 11 && run.Digits[0] == '1')) && search.Before(run.First, numbers, 6) < 0;
    }

    /// <summary>With an at sign behind a name, or with an ending that addresses and files have: "potato.potato" has none.</summary>
    private static bool IsAddressIn(ScannedText text, int first, int last)
    {
        for (var i = first + 1; i < last; i++)
        {
            if (text.IsSymbol(i, '@') && text.IsWord(last) && !text.IsNumber(i + 1)) { return true; }
            if (text.IsSymbol(i, '.') && text.Word(i + 1) is "com" or "org" or "net" or "gov" or "edu" or "io" or "example" or "us" or "mx" or "html" or "pdf" or "jpg" or "png" or "exe" or "tv" or "me" or "co") { return true; }
        }

        return text.Word(first) is "http" or "https" or "www";
    }

    /// <summary>"Rover2019" is capital, letters, four digits.</summary>
    private static ulong ShapeOf(SecretSearch search, int first, int last)
    {
        const int mostParts = 6;
        var text = search.Text;
        var shape = 0UL;
        for (var i = first; i <= last && i - first < mostParts; i++)
        {
            var length = (ulong)Math.Min(text.LengthOf(i), 9);
            shape = text[i].Kind switch
            {
                TokenKind.Word => Traits.Mix(shape, (text.StartsCapital(i) && !search.IsShouted ? 32UL : 16UL) + (length < 4 ? length : length < 7 ? 4UL : 5UL)),
                TokenKind.Number => Traits.Mix(shape, 48UL + length),
                _ => Traits.Mix(shape, 64UL + text.Word(i)[0]),
            };
        }

        return shape;
    }
}
