using System.Text;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>Email addresses, written or dictated ("jane dot doe at gmail dot com").</summary>
internal static class EmailReader
{
    private const int LongestSpoken = 14;

    private static readonly WordTable<bool> Endings = WordTable.Of("com org net edu gov mil us me io co info biz health mx es ca uk dev name");

    /// <summary>Mail houses whose name is said without its ending: "jane at gmail".</summary>
    private static readonly WordTable<bool> Houses = WordTable.Of("gmail yahoo hotmail outlook icloud aol comcast sbcglobal verizon att proton protonmail msn live ymail");

    /// <summary>Words that come before an address and are no part of it.</summary>
    private static readonly WordTable<bool> NotInName = WordTable.Of("""
        is its it email mail address my the a an me use used using to at was so and or contact reach called i im this that under with for from on have has
        old new other maybe just try tried es correo mi el la no y con de a uso in sign account sent send code look looked go went home work am are be
        daughters sons husbands wifes moms dads mine hers his theirs be will would yes yeah ok okay sure logged log locked got get here comma period
        """);

    public static List<string>? Find(DetailSearch search)
    {
        List<string>? found = null;
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            string? email = null;
            var first = i;
            var last = i;
            if (text.IsSymbol(i, '@'))
            {
                email = ReadWritten(text, i, out first, out last);
            }
            else if (IsAt(text, i, out var atLast) && !search.IsTaken(i))
            {
                email = ReadSpoken(search, i, atLast, out first, out last);
            }

            if (email is not null && !search.IsAnyTaken(first, last))
            {
                search.Take(first, last);
                i = last;
                if (found?.Contains(email) != true)
                {
                    (found ??= []).Add(email);
                }
            }
        }

        return found;
    }

    private static string? ReadWritten(ScannedText text, int at, out int first, out int last)
    {
        first = at;
        last = at;
        if (text.IsGlued(at))
        {
            while (first > 0 && text.IsGlued(first) && IsLocalPart(text, first - 1))
            {
                first--;
            }
        }
        else
        {
            // "jane @ gmail.com"
            first = at - 1;
            while (first > 0 && text.IsGlued(first) && IsLocalPart(text, first - 1))
            {
                first--;
            }
        }

        while (first < at && first >= 0 && text[first].Kind == TokenKind.Symbol)
        {
            first++;
        }

        // A masked address ("j***n@aol.com") is no address.
        if (first < 0 || first >= at || text.IsSymbol(first - 1, '*') || text.IsSymbol(first - 1, '\u2022'))
        {
            return null;
        }

        var domain = ReadDomain(text, at + 1, out last);
        return domain is null || !text.IsWord(first) && !text.IsNumber(first) ? null : string.Concat(text.Folded[text[first].Start..text[text.IsGlued(at) ? at - 1 : at - 1].End], "@", domain);
    }

    private static bool IsLocalPart(ScannedText text, int i) => text[i].Kind is TokenKind.Word or TokenKind.Number || text.Word(i)[0] is '.' or '_' or '-' or '+' or '%' or '#' or '!' or '\'';

    private static string? ReadDomain(ScannedText text, int at, out int last)
    {
        last = at;
        if (at >= text.Count || text[at].Kind is not (TokenKind.Word or TokenKind.Number))
        {
            return null;
        }

        var dots = 0;
        var end = at;
        while (end + 1 < text.Count && text.IsGlued(end + 1))
        {
            var isDot = text.IsSymbol(end + 1, '.');
            var goesOn = text.IsGlued(end + 2) && (text.IsWord(end + 2) || text.IsNumber(end + 2));
            if (isDot && goesOn)
            {
                dots++;
                end += 2;
            }
            else if (text.IsSymbol(end + 1, '-') && goesOn)
            {
                end += 2;
            }
            else if (text.IsWord(end + 1) || text.IsNumber(end + 1))
            {
                end++;
            }
            else
            {
                break;
            }
        }

        last = end;
        return dots > 0 && text.IsWord(end) && text.LengthOf(end) >= 2 ? text.Folded[text[at].Start..text[end].End].ToString() : null;
    }

    private static bool IsAt(ScannedText text, int i, out int last)
    {
        last = i;
        if (text.Word(i) is "at" or "arroba")
        {
            return true;
        }

        // "(at)", "[at]"
        last = i + 2;
        return text.Word(i) is "(" or "[" && text.Word(i + 1) is "at" && text.Word(i + 2) is ")" or "]";
    }

    private static string? ReadSpoken(DetailSearch search, int at, int atLast, out int first, out int last)
    {
        first = at;
        var domain = ReadSpokenDomain(search.Text, atLast + 1, out last);
        return domain is null ? null : ReadSpokenName(search.Text, at, out first) is { Length: > 0 } name ? $"{name}@{domain}" : null;
    }

    private static string? ReadSpokenDomain(ScannedText text, int at, out int last)
    {
        last = at;
        if (!text.IsWord(at) && !text.IsNumber(at))
        {
            return null;
        }

        var domain = new StringBuilder().Append(text.Word(at));
        var i = at + 1;
        while (IsDot(text, i, out var next) && (text.IsWord(next) || text.IsNumber(next)))
        {
            domain.Append('.').Append(text.Word(next));
            last = next;
            i = next + 1;
        }

        if (last > at)
        {
            return Endings.Has(text.Word(last)) ? domain.ToString() : null;
        }

        return Houses.Has(text.Word(at)) && text.Word(at - 1) is "at" or "arroba" ? $"{text.Word(at)}.{HouseEnding(text.Word(at))}" : null;
    }

    private static string HouseEnding(ReadOnlySpan<char> house) => house is "comcast" or "sbcglobal" or "verizon" or "att" ? "net" : "com";

    private static bool IsDot(ScannedText text, int i, out int next)
    {
        next = i + 1;
        if (text.Word(i) is "dot" or "punto" or "." or "point")
        {
            return true;
        }

        next = i + 3;
        return text.Word(i) is "(" or "[" && text.Word(i + 1) is "dot" && text.Word(i + 2) is ")" or "]";
    }

    private static string ReadSpokenName(ScannedText text, int at, out int first)
    {
        first = at;
        var parts = new List<string>();
        var isOneWord = IsOneWord(text, ref at);
        for (var i = at - 1; i >= 0 && at - i <= LongestSpoken && !text.StartsSentence(i + 1); i--)
        {
            var sign = SpokenSign(text.Word(i));
            var word = text.Word(i);
            if (sign is null && (!(text.IsWord(i) || text.IsNumber(i)) || (NotInName.Has(word) && !IsSpelled(text, i))))
            {
                break;
            }

            // Without a sign between, only letters and digits read out belong together: "a brandt", "jane 4 5".
            if (sign is null && parts.Count > 0 && SpokenSign(text.Word(i + 1)) is null && !text.IsGlued(i + 1) && !IsSpelled(text, i) && !JoinsOn(text, i) && !isOneWord)
            {
                break;
            }

            var value = NumberWords.Cardinal(word);
            parts.Add(sign ?? (value is >= 0 and <= 9 && parts.Count > 0 ? ((char)('0' + value)).ToString() : word.ToString()));
            first = i;
        }

        parts.Reverse();
        return string.Concat(parts).Trim('.', '-', '_', '+');
    }

    /// <summary>"j martin all one word at ...": what stands before belongs together; the remark itself is no part of the name.</summary>
    private static bool IsOneWord(ScannedText text, ref int at)
    {
        if (at < 3 || text.Word(at - 1) is not "word" || text.Word(at - 2) is not "one")
        {
            return false;
        }

        at = text.Word(at - 3) is "all" or "as" or "is" ? at - 3 : at - 2;

        return true;
    }

    private static bool IsSpelled(ScannedText text, int i) => text.LengthOf(i) == 1 && text.IsWord(i) && !(text.Word(i) is "a" or "i" && !text.IsWord(i + 1));

    private static bool JoinsOn(ScannedText text, int i) => text.IsNumber(i + 1) || (NumberWords.Cardinal(text.Word(i + 1)) is >= 0 and <= 99 && text.Word(i + 1) is not "one");

    private static string? SpokenSign(ReadOnlySpan<char> word) => word switch
    {
        "dot" or "punto" or "point" or "." => ".",
        "underscore" or "_" => "_",
        "dash" or "hyphen" or "guion" or "minus" or "-" => "-",
        "plus" or "+" => "+",
        _ => null,
    };
}
