using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>Ticket numbers: ours ("KP-7K3M-9Q2X", also typed with spaces or small letters) and those of common ticket systems.</summary>
internal static class TicketNumberReader
{
    private static readonly WordTable<bool> Cues = WordTable.Of("ticket tickets case incident caso boleto reporte solicitud tkt");
    private static readonly WordTable<bool> Prefixes = WordTable.Of("inc cs task ritm req chg prb");

    public static List<string>? Find(DetailSearch search)
    {
        List<string>? found = null;
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (search.IsTaken(i))
            {
                continue;
            }

            var number = ReadOurs(text, i, out var last) ?? ReadIncident(text, i, out last) ?? ReadCalledSo(search, i, out last);
            if (number is not null && !search.IsAnyTaken(i, last))
            {
                search.Take(i, last);
                i = last;
                (found ??= []).Add(number);
            }
        }

        return found;
    }

    private static string? ReadOurs(ScannedText text, int i, out int last)
    {
        last = i;
        if (text.Word(i) is not "kp" || (text.IsGlued(i) && text.IsWord(i - 1)))
        {
            return null;
        }

        Span<char> code = stackalloc char[8];
        var length = 0;
        for (var at = i + 1; at < text.Count && length < 8; at++)
        {
            if (text.IsSymbol(at, '-') || text.IsSymbol(at, '.'))
            {
                continue;
            }

            if (text[at].Kind is not (TokenKind.Word or TokenKind.Number) || length + text.LengthOf(at) > 8)
            {
                return null;
            }

            foreach (var c in text.Word(at))
            {
                code[length++] = Crockford(c);
            }

            last = at;
        }

        // Letters alone are words ("kp mychart page").
        return length == 8 && !code.Contains('?') && code.IndexOfAnyInRange('0', '9') >= 0 && !text.IsGlued(last + 1) | text[Math.Min(last + 1, text.Count - 1)].Kind == TokenKind.Symbol
            ? $"KP-{code[..4]}-{code[4..]}"
            : null;
    }

    /// <summary>Crockford's alphabet reads O as 0 and I and L as 1, and has no U.</summary>
    private static char Crockford(char c) => c switch
    {
        'o' => '0',
        'i' or 'l' => '1',
        'u' => '?',
        _ when char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c) => char.ToUpperInvariant(c),
        _ => '?',
    };

    private static string? ReadIncident(ScannedText text, int i, out int last)
    {
        last = i + 1;
        return text.IsWord(i) && Prefixes.Has(text.Word(i)) && text.IsNumber(i + 1) && text.IsGlued(i + 1) && text.LengthOf(i + 1) >= 5
            ? $"{text.Word(i).ToString().ToUpperInvariant()}{text.Word(i + 1)}"
            : null;
    }

    /// <summary>"ticket #12345", "case number 00123".</summary>
    private static string? ReadCalledSo(DetailSearch search, int i, out int last)
    {
        var text = search.Text;
        last = i;
        if (!text.IsNumber(i) || text.LengthOf(i) is < 3 or > 12 || (text.IsGlued(i) && text.IsWord(i - 1)) || text.IsSymbol(i + 1, '/') || text.IsSymbol(i + 1, ':'))
        {
            return null;
        }

        if (search.Asked == Asked.TicketNumber)
        {
            return text.Word(i).ToString();
        }

        for (var at = i - 1; at >= 0 && at >= i - 4; at--)
        {
            if (text.IsWord(at) && Cues.Has(text.Word(at)))
            {
                return text.Word(i).ToString();
            }

            if (text.Word(at) is not ("#" or "number" or "no" or "num" or "is" or ":" or "." or "id" or "es" or "numero"))
            {
                return null;
            }
        }

        return null;
    }
}
