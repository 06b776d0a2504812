namespace KnowledgeBase.Recognition.Scanning;

/// <summary>
/// Digits that belong together however they were set apart: "4 1 5", "(415) 555-0123", "four one five", "double five".
/// A comma, a colon or another word ends a run. It is <c>Spoken</c> when part of it was written as words.
/// </summary>
internal sealed record DigitRun(string Digits, IReadOnlyList<DigitGroup> Groups, int First, int Last, bool Spoken)
{
    /// <summary>Longer than any number we know; the rest of such a run is read as a run of its own.</summary>
    private const int MostDigits = 40;

    public bool Has(params ReadOnlySpan<int> lengths)
    {
        if (lengths.Length != Groups.Count)
        {
            return false;
        }

        for (var i = 0; i < lengths.Length; i++)
        {
            if (Groups[i].Digits.Length != lengths[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All runs of a text, in order.</summary>
    public static List<DigitRun> In(ScannedText text)
    {
        var runs = new List<DigitRun>();
        for (var i = 0; i < text.Count;)
        {
            var run = StartsRun(text, i) ? ReadAt(text, i) : null;
            if (run is not null)
            {
                runs.Add(run);
            }

            i = run is null ? i + 1 : run.Last + 1;
        }

        return runs;
    }

    private static bool StartsRun(ScannedText text, int i) =>
        text.IsNumber(i) || (text.IsWord(i) && (NumberWords.Cardinal(text.Word(i)) >= 0 || text.Word(i) is "double" or "triple" || LeadsZero(text, i)));

    /// <summary>"oh oh one two": the sigh before a digit is a zero, not the sigh before a sentence.</summary>
    private static bool LeadsZero(ScannedText text, int i) =>
        text.Word(i) is "oh" or "o" && (NumberWords.Cardinal(text.Word(i + 1)) >= 0 || (text.Word(i + 1) is "oh" or "o" && NumberWords.Cardinal(text.Word(i + 2)) >= 0));

    private static DigitRun ReadAt(ScannedText text, int first)
    {
        var groups = new List<DigitGroup>(4);
        var count = 0;
        var spoken = false;
        var last = first;
        for (var i = first; count < MostDigits && ReadGroup(text, i, groups.Count > 0, out var group, out var next, out var word);)
        {
            if (groups.Count > 0 && IsCountBeside(text, groups[^1], group)) { break; }

            groups.Add(group);
            count += group.Digits.Length;
            spoken |= word;
            last = next - 1;
            if (TouchesLetters(text, group))
            {
                break;
            }

            i = SkipSeparators(text, next);
        }

        return new DigitRun(groups.Count == 1 ? groups[0].Digits : string.Concat(groups.Select(group => group.Digits)), groups, first, last, spoken);
    }

    /// <summary>"209114 three times", "two, 719204": nobody writes one half of a number in words and a long half in digits.</summary>
    private static bool IsCountBeside(ScannedText text, DigitGroup before, DigitGroup group)
    {
        const int longHalf = 5;
        var written = text.IsNumber(before.First);

        return written != text.IsNumber(group.First) && (written ? before : group).Digits.Length >= longHalf;
    }

    /// <summary>"iphone14", "9am": such digits don't go on into the next number.</summary>
    private static bool TouchesLetters(ScannedText text, DigitGroup group) =>
        text.IsNumber(group.First)
        && ((text.IsGlued(group.First) && text.IsWord(group.First - 1)) || (text.IsGlued(group.Last + 1) && text.IsWord(group.Last + 1)));

    private static bool ReadGroup(ScannedText text, int at, bool inside, out DigitGroup group, out int next, out bool word)
    {
        next = at + 1;
        word = false;
        group = default;
        if (text.IsNumber(at))
        {
            // "14th", "9am", "3x": the digits belong to the letters behind them.
            group = new DigitGroup(text.Word(at).ToString(), at, at);
            return !inside || !(text.IsWord(next) && text.IsGlued(next));
        }

        if (!text.IsWord(at))
        {
            return false;
        }

        word = true;
        var digits = ReadSpoken(text, at, inside, ref next);
        group = new DigitGroup(digits, at, next - 1);
        return digits.Length > 0;
    }

    private static string ReadSpoken(ScannedText text, int at, bool inside, ref int next)
    {
        var word = text.Word(at);
        var times = word is "double" or "doble" ? 2 : word is "triple" ? 3 : 1;
        if (times > 1)
        {
            next++;
            word = text.Word(at + 1);
            var repeated = text.IsNumber(at + 1) && word.Length == 1 ? word[0] - '0' : word is "oh" or "o" ? 0 : NumberWords.Cardinal(word);
            return repeated is >= 0 and <= 9 ? new string((char)('0' + repeated), times) : "";
        }

        if (word is "oh" or "o" && (inside || LeadsZero(text, at)))
        {
            return "0";
        }

        if (word is "hundred" && inside)
        {
            return "00";
        }

        var value = NumberWords.Cardinal(word);
        if (value >= 20 && value % 10 == 0)
        {
            value = NumberWords.ReadCount(text, at, out next);
        }

        return value < 0 ? "" : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Signs that people set between digits; two at most, as in "(415) 555" and "415 - 555".</summary>
    private static int SkipSeparators(ScannedText text, int at)
    {
        for (var skipped = 0; skipped < 2; skipped++)
        {
            var sign = text.Word(at);
            if (sign.Length != 1 || sign[0] is not ('-' or '.' or '_' or '(' or ')' or '*' or '~'))
            {
                return at;
            }

            at++;
        }

        return at;
    }
}

/// <summary>Digits without a break, and the tokens they stand in.</summary>
internal readonly record struct DigitGroup(string Digits, int First, int Last);
