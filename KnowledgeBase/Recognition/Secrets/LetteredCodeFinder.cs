using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Codes with letters in them: saved recovery codes, activation codes, temporary access codes.</summary>
internal static class LetteredCodeFinder
{
    public static void Find(SecretSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (search.Is(i, SecretSense.CodeWords) || (search.Is(i - 1, SecretSense.LetteredCodeWords) && (search.Is(i, SecretSense.CodeNouns) || text.Word(i) is "#" or ":" or "=")))
            {
                i = Math.Max(i, ReadAfter(search, i));
            }
            else if (!text.IsGlued(i) && !search.IsRemoved(i) && IsGroupedCode(search, i, out var last))
            {
                search.Remove(i, last, SecretKind.Code);
            }
        }
    }

    /// <summary>"my backup code is 8f3k-29dk", "codes: abcd1234 efgh5678".</summary>
    private static int ReadAfter(SecretSearch search, int cue)
    {
        var text = search.Text;
        var lettered = search.Is(cue - 1, SecretSense.LetteredCodeWords) || (search.Is(cue + 1, SecretSense.BelongingWords) && search.Is(cue + 2, SecretSense.LetteredCodeWords));
        if (search.Is(cue - 1, SecretSense.OpenCodeWords))
        {
            return cue;
        }

        // "the letter has code JX88 41TT"
        lettered |= search.Before(cue, SecretSense.MessageThings, 4) >= 0 && !search.Mention(SecretSense.OpenCodeWords | SecretSense.TraceWords);
        var handled = search.Before(cue, SecretSense.EnteringWords | SecretSense.DeliveringVerbs, 3) >= 0;

        var linked = lettered;
        var done = cue;
        for (int i = cue + 1, end = Math.Min(text.Count, cue + 10); i < end; i++)
        {
            if (text.StartsSentence(i) && !linked)
            {
                return done;
            }

            linked |= search.Is(i, SecretSense.Links) || search.Is(i, SecretSense.CodeGivers) || text.Word(i) is ":" or "=";
            // "enter code 4F7G2H", but "I got code SSO-1204".
            linked |= i == cue + 1 && Turns(text, Chunk.At(search, i)) > (handled ? 1 : 2);
            if (!linked || search.IsRemoved(i) || text.IsGlued(i) && text.Word(i - 1) is not ":" || (search.Is(i, SecretSense.UserWords | SecretSense.WantedNumbers | SecretSense.PhoneWords | SecretSense.OpenCodeWords) && !text.IsGlued(i + 1)))
            {
                continue;
            }

            if (lettered && IsRowOfGroups(search, i, out var lastOfRow))
            {
                search.Remove(i, lastOfRow, SecretKind.Code);
                return lastOfRow;
            }

            var chunk = Chunk.At(search, i);
            if (IsLetteredCode(search, chunk, lettered))
            {
                search.Remove(chunk.First, chunk.Last, SecretKind.Code);
                done = chunk.Last;
                end = Math.Min(text.Count, done + 6);
                i = done;
            }
        }

        return done;
    }

    /// <summary>How often letters turn to digits and back.</summary>
    private static int Turns(ScannedText text, Chunk chunk)
    {
        var turns = 0;
        var before = TokenKind.Symbol;
        for (var i = chunk.First; i <= chunk.Last; i++)
        {
            if (text[i].Kind is TokenKind.Symbol or TokenKind.LineEnd) { continue; }
            turns += before != TokenKind.Symbol && before != text[i].Kind ? 1 : 0;
            before = text[i].Kind;
        }

        return turns;
    }

    /// <summary>"8F3K 2P9Q 7XWD R4TN": a long code as it is printed, in groups with spaces between.</summary>
    private static bool IsRowOfGroups(SecretSearch search, int first, out int last)
    {
        const int MostGroups = 8;
        var text = search.Text;
        var groups = 0;
        var withDigits = 0;
        var withLetters = 0;
        last = first;
        for (var at = first; at < text.Count && groups < MostGroups && !text.StartsSentence(at); groups++)
        {
            var chunk = Chunk.At(search, at);
            if (chunk.IsEmpty || chunk.Length is < 2 or > 6 || search.Is(chunk.First, SecretSense.OrdinaryWords | SecretSense.Units) || (!chunk.HasDigit && !text.IsCapital(text[chunk.First].Start)))
            {
                break;
            }

            withDigits += chunk.HasDigit ? 1 : 0;
            withLetters += chunk.HasLetter ? 1 : 0;
            last = chunk.Last;
            at = text.EndOfChunk(at) + 1;
        }

        return groups > 1 && withDigits > 0 && withLetters > 0 && (withDigits * 2 >= groups || groups == 3);
    }

    private static bool IsLetteredCode(SecretSearch search, Chunk chunk, bool lettered)
    {
        if (lettered && IsLettersInGroups(search.Text, chunk))
        {
            return true;
        }

        if (chunk.IsEmpty || !chunk.HasDigit || !chunk.HasLetter || chunk.Length is < 5 or > 40)
        {
            return false;
        }

        // "error E0000069", "iphone14", "30min" are no codes; a code has two digits at least.
        var named = search.Is(chunk.First, SecretSense.NamesWithNumbers | SecretSense.Units) || search.Is(chunk.First + 1, SecretSense.Units);
        return (lettered || !named) && chunk.Digits >= 2 && (lettered || search.Text.LengthOf(chunk.First) < 4 || search.Text.IsNumber(chunk.First));
    }

    /// <summary>"abcd-efgh-ijkl": groups of one width, three or more.</summary>
    private static bool IsLettersInGroups(ScannedText text, Chunk chunk)
    {
        var groups = 0;
        for (var i = chunk.First; i <= chunk.Last; i += 2, groups++)
        {
            if (!text.IsWord(i) || text.LengthOf(i) is < 4 or > 6 || text.LengthOf(i) != text.LengthOf(chunk.First) || (i < chunk.Last && !text.IsSymbol(i + 1, '-')))
            {
                return false;
            }
        }

        return groups is >= 3 and <= 8;
    }

    /// <summary>"7K3M-9Q2X-AB4D-1TZ8": three groups or more of four or five; a ticket number of ours has two and begins with KP.</summary>
    private static bool IsGroupedCode(SecretSearch search, int first, out int last)
    {
        var text = search.Text;
        last = text.EndOfChunk(first);
        var chunk = Chunk.At(search, first);
        if (chunk.IsEmpty || !chunk.HasDigit || !chunk.HasLetter || text.Word(first) is "kp")
        {
            return false;
        }

        last = chunk.Last;
        var size = 0;
        var groups = 1;
        var width = 0;
        for (var i = chunk.First; i <= chunk.Last; i++)
        {
            if (text.IsSymbol(i, '-'))
            {
                width = width == 0 || width == size ? size : -1;
                size = 0;
                groups++;
            }
            else if (text[i].Kind == TokenKind.Symbol)
            {
                return false;
            }
            else
            {
                size += text[i].Length;
            }
        }

        return groups is >= 3 and <= 8 && width is 4 or 5 && size == width;
    }
}
