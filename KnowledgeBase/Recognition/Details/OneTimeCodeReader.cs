using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>The code that was asked for. Codes said at any other time are gone by now: the scrubber took them out.</summary>
internal static class OneTimeCodeReader
{
    /// <summary>We send six digits or eight; fewer are a slip, or another number.</summary>
    private const int ShortestCode = 6;

    public static List<string>? Find(DetailSearch search)
    {
        if (search.Asked != Asked.Code)
        {
            return null;
        }

        var digits = "";
        var last = -1;
        foreach (var run in search.Runs)
        {
            // "9 9 0, 1 2 1" is one code.
            var goesOn = last >= 0 && run.First - last == 2 && search.Text.IsSymbol(last + 1, ',') && digits.Length < 6;
            if (digits.Length is >= 4 and <= 10 && !goesOn)
            {
                break;
            }

            digits = goesOn ? digits + run.Digits : run.Digits;
            last = run.Last;
        }

        if (digits.Length is < ShortestCode or > 10)
        {
            return ReadLettered(search.Text);
        }

        return [digits];
    }

    /// <summary>A saved recovery code: letters and digits in groups.</summary>
    private static List<string>? ReadLettered(ScannedText text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if (text.IsGlued(i))
            {
                continue;
            }

            var last = text.EndOfChunk(i, 40);
            while (last > i && text[last].Kind == TokenKind.Symbol)
            {
                last--;
            }

            var written = text.Written(i, last);
            if (written.Length is >= 6 and <= 40 && written.Any(char.IsAsciiDigit) && written.Any(char.IsAsciiLetter) && written.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            {
                return [written.ToUpperInvariant()];
            }
        }

        return null;
    }
}
