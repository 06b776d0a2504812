using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>Codes in an error: "E0000069", "AADSTS50126", "ERR_TIMED_OUT", "error 403", "0x80070005".</summary>
internal static class ErrorCodeReader
{
    private static readonly WordTable<bool> Cues = WordTable.Of("error errors err code codigo fault msg status http");
    private static readonly WordTable<bool> Prefixes = WordTable.Of("e err error auth aadsts aadb ao dns net ssl kc ora kp vw login");
    private static readonly WordTable<bool> OtherNumbers = WordTable.Of("zip area postal reference ref ticket request member promo verification one security backup qr trace");

    public static List<string>? Find(DetailSearch search)
    {
        List<string>? found = null;
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (search.IsTaken(i) || (text.IsGlued(i) && text.Word(i - 1) is not ("(" or "[" or ":" or "\"" or "#")) || text[i].Kind is TokenKind.Symbol or TokenKind.LineEnd)
            {
                continue;
            }

            var last = EndOfCode(text, i);
            if (IsCode(search, i, last) && !search.IsAnyTaken(i, last))
            {
                search.Take(i, last);
                (found ??= []).Add(text.Written(i, last).ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal));
                i = last;
            }
        }

        return found;
    }

    private static int EndOfCode(ScannedText text, int i)
    {
        var last = i;
        while (text.IsGlued(last + 1) && last - i < 24)
        {
            if (text.IsWord(last + 1) || text.IsNumber(last + 1))
            {
                last++;
            }
            else if (text.Word(last + 1) is "_" or "-" && text.IsGlued(last + 2) && (text.IsWord(last + 2) || text.IsNumber(last + 2)))
            {
                last += 2;
            }
            else
            {
                break;
            }
        }

        return last;
    }

    private static bool IsCode(DetailSearch search, int first, int last)
    {
        var text = search.Text;
        var digits = 0;
        var lowLines = 0;
        var capitals = true;
        for (var i = first; i <= last; i++)
        {
            digits += text.IsNumber(i) ? text.LengthOf(i) : 0;
            lowLines += text.IsSymbol(i, '_') ? 1 : 0;
            capitals &= !text.IsWord(i) || text.StartsCapital(i);
        }

        var isCalled = text.Word(first - 1) is "error" or "code" or "err" or "codigo" or "status" or "http" or ":" or "#" or "number" or "is" && search.Before(first, Cues, 4) >= 0 && search.Before(first, OtherNumbers, 4) < 0;
        if (first == last)
        {
            return text.IsNumber(first) && isCalled && text.LengthOf(first) is >= 2 and <= 10;
        }

        if (text.IsNumber(first))
        {
            return text.Word(first) is "0" && text.Word(first + 1).StartsWith("x") && digits > 3;
        }

        var isShaped = lowLines > 0 ? capitals && text.LengthOf(first) >= 2 : digits >= 2 && text.LengthOf(first) <= 8;
        return isShaped && (isCalled || (lowLines > 0 && Prefixes.Has(text.Word(first))) || (digits >= 3 && capitals && Prefixes.Has(text.Word(first)) && text.Word(first) is not "kp"));
    }
}
