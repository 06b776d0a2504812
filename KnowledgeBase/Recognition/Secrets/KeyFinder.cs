using System.Buffers;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Keys that machines hand out: otpauth addresses, tokens, bearer headers, authenticator secrets, tokens in links.</summary>
internal static class KeyFinder
{
    private const int ShortestOpaque = 24;
    private const int ShortestSecret = 16;
    private const int ShortestInLink = 18;
    private const int ShortestNamed = 14;

    private static readonly SearchValues<char> Base32 = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567");

    public static void Find(SecretSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Kind == TokenKind.LineEnd || (i > 0 && text.IsGlued(i)))
            {
                continue;
            }

            var last = text.EndOfChunk(i);
            if (!TryOtpAuth(search, i, last) && !TryAfterBearer(search, i) && !TryLink(search, i, last))
            {
                TryOpaque(search, i, last);
            }

            i = last;
        }

        FindGroupedSecrets(search);
    }

    /// <summary>The whole address, also where a space was put into it.</summary>
    private static bool TryOtpAuth(SecretSearch search, int first, int last)
    {
        var text = search.Text;
        for (var i = first; i <= last; i++)
        {
            if (text.Word(i) is not "otpauth")
            {
                continue;
            }

            while (last + 1 < text.Count && IsPartOfAddress(text, last + 1))
            {
                last = text.EndOfChunk(last + 1);
            }

            search.Remove(i, last, SecretKind.OtpAuth);
            return true;
        }

        return false;
    }

    private static bool IsPartOfAddress(ScannedText text, int chunk)
    {
        if (text[chunk].Kind == TokenKind.LineEnd)
        {
            return false;
        }

        for (int i = chunk, last = text.EndOfChunk(chunk); i <= last; i++)
        {
            if (text.Word(i) is "/" or "=" or "&" or "?" or "totp" or "hotp")
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryAfterBearer(SecretSearch search, int i)
    {
        var text = search.Text;
        if (text.Word(i) is not ("bearer" or "basic") || i + 1 >= text.Count)
        {
            return false;
        }

        var first = text.IsSymbol(i + 1, ':') ? i + 2 : i + 1;
        if (first >= text.Count)
        {
            return false;
        }

        var last = text.EndOfChunk(first);
        // "basic understanding" is no key: what follows that word has digits or ends in the sign that fills base64 up.
        if (text[last].End - text[first].Start < 12 || (text.Word(i) is "basic" && !text.IsSymbol(last, '=') && !HasNumber(text, first, last)))
        {
            return false;
        }

        search.Remove(first, last, SecretKind.Token);
        return true;
    }

    private static bool HasNumber(ScannedText text, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if (text.IsNumber(i)) { return true; }
        }

        return false;
    }

    /// <summary>"https://.../reset?token=...": only the value goes, so that the page stays known.</summary>
    private static bool TryLink(SecretSearch search, int first, int last)
    {
        var text = search.Text;
        var isLink = text.Word(first) is "http" or "https" or "www";
        for (var i = first; i < last; i++)
        {
            if (text.IsSymbol(i, '=') && search.Is(i - 1, SecretSense.KeyNames | SecretSense.PasswordWords))
            {
                var end = i + 1;
                while (end < last && text.Word(end + 1) is not ("&" or "\"" or "'" or ";"))
                {
                    end++;
                }

                if (text[end].End - text[i + 1].Start >= 4)
                {
                    search.Remove(i + 1, end, search.Is(i - 1, SecretSense.PasswordWords) ? SecretKind.Password : SecretKind.Token);
                }

                i = end;
            }
            else if (isLink && text.Word(i) is "/" or "=")
            {
                TryOpaque(search, i + 1, EndOfSegment(text, i + 1, last), ShortestInLink);
            }
        }

        return isLink;
    }

    private static int EndOfSegment(ScannedText text, int first, int last)
    {
        var end = first;
        while (end < last && text.Word(end + 1) is not ("/" or "?" or "#" or "&"))
        {
            end++;
        }

        return end;
    }

    /// <summary>A long run that no person thinks up: capitals, small letters and digits mixed, or a known beginning.</summary>
    private static void TryOpaque(SecretSearch search, int first, int last, int shortest = ShortestOpaque)
    {
        var text = search.Text;
        while (first < last && text.Word(first) is "\"" or "'" or "(" or "<" or "[" or ":" or "=")
        {
            first++;
        }

        while (last > first && text.Word(last) is "\"" or "'" or ")" or ">" or "]" or "." or "," or ";" or "?" or "!")
        {
            last--;
        }

        if (first > last || search.IsRemoved(first))
        {
            return;
        }

        // "key=ABC..." and "token:abc...": the name stays.
        for (var i = last; i > first; i--)
        {
            if (text.Word(i) is "=" or ":" && i < last && !text.IsSymbol(i + 1, '='))
            {
                first = i + 1;
                break;
            }
        }

        var length = text[last].End - text[first].Start;
        if (HasKnownBeginning(text, first, length))
        {
            search.Remove(first, last, SecretKind.Token);
            return;
        }

        // "key for the app: abcdefgh234567ab"
        var named = search.Before(first, SecretSense.KeyNames, 6) >= 0 && search.Before(first, SecretSense.WantedNumbers | SecretSense.OpenCodeWords, 6) < 0;
        shortest = named ? Math.Min(shortest, ShortestNamed) : shortest;
        var traced = search.Before(first, SecretSense.TraceWords, 4) >= 0;
        if (!traced && IsOpaque(text, first, last, shortest))
        {
            search.Remove(first, last, SecretKind.Token);
        }
    }

    private static bool HasKnownBeginning(ScannedText text, int first, int length)
    {
        if (length < ShortestSecret)
        {
            return false;
        }

        var folded = text.Folded[text[first].Start..];
        return folded.StartsWith("eyj") || folded.StartsWith("sk-") || folded.StartsWith("sk_") || folded.StartsWith("pk_live") || folded.StartsWith("ghp_") || folded.StartsWith("github_pat_") || folded.StartsWith("gho_")
            || folded.StartsWith("ghs_") || folded.StartsWith("xoxb-") || folded.StartsWith("xoxp-") || folded.StartsWith("akia") || folded.StartsWith("aiza") || folded.StartsWith("glpat-") || folded.StartsWith("ya29.");
    }

    private static bool IsOpaque(ScannedText text, int first, int last, int shortest)
    {
        var length = text[last].End - text[first].Start;
        if (length < Math.Min(shortest, ShortestSecret) || IsUuid(text, first, last) || (IsGroups(text, first, last) && length < 48))
        {
            return false;
        }

        int capitals = 0, small = 0, digits = 0, turns = 0;
        for (var i = first; i <= last; i++)
        {
            var token = text[i];
            if (token.Kind == TokenKind.Symbol && text.Word(i)[0] is not ('-' or '_' or '.' or '+' or '/' or '='))
            {
                return false;
            }

            turns += i > first && token.Kind != text[i - 1].Kind && token.Kind != TokenKind.Symbol && text[i - 1].Kind != TokenKind.Symbol ? 1 : 0;
            for (var at = token.Start; at < token.End; at++)
            {
                capitals += text.IsCapital(at) ? 1 : 0;
                small += token.Kind == TokenKind.Word && !text.IsCapital(at) ? 1 : 0;
                digits += token.Kind == TokenKind.Number ? 1 : 0;
            }
        }

        // Base32, as authenticator apps are given it: capitals and 2 to 7, in one run.
        if (first != last || capitals >= ShortestSecret)
        {
            if (small == 0 && capitals >= 10 && digits >= 1 && (turns >= 3 || IsWholeBase32(text, first, length)) && length >= ShortestSecret)
            {
                return true;
            }
        }

        return length >= shortest && digits >= 3 && turns >= (shortest == ShortestNamed ? 2 : 4) && (capitals > 0 || length >= 32 || shortest < ShortestOpaque) && small > 0;
    }

    /// <summary>As long as whole bytes make it, and nothing but letters and 2 to 7.</summary>
    private static bool IsWholeBase32(ScannedText text, int first, int length) =>
        length % 8 == 0 && !text.Folded.Slice(text[first].Start, length).ContainsAnyExcept(Base32);

    /// <summary>"ABCD1-EFGH2-JKLM3": a code made for typing; <see cref="LetteredCodeFinder"/> sees to those.</summary>
    private static bool IsGroups(ScannedText text, int first, int last)
    {
        var width = 0;
        var start = text[first].Start;
        for (var i = first; i <= last; i++)
        {
            if (text.IsSymbol(i, '-'))
            {
                var size = text[i].Start - start;
                if (width > 0 && size != width)
                {
                    return false;
                }

                width = size;
                start = text[i].End;
            }
        }

        return width is >= 3 and <= 6 && text[last].End - start == width;
    }

    private static bool IsUuid(ScannedText text, int first, int last)
    {
        var start = text[first].Start;
        return text[last].End - start == 36 && text.Folded[start + 8] == '-' && text.Folded[start + 13] == '-' && text.Folded[start + 18] == '-' && text.Folded[start + 23] == '-';
    }

    /// <summary>"JBSW Y3DP EHPK 3PXP": an authenticator secret as it is shown for typing.</summary>
    private static void FindGroupedSecrets(SecretSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count;)
        {
            var groups = 0;
            var mixed = 0;
            var last = i;
            for (var at = i; at < text.Count && !text[at].Glued | at == 0 && IsSecretGroup(text, at, groups > 0, out var end, out var isMixed); at = end + 1)
            {
                groups++;
                mixed += isMixed ? 1 : 0;
                last = end;
            }

            if (groups >= 4 && mixed > 0)
            {
                search.Remove(i, last, SecretKind.Token);
            }

            i = groups > 0 ? last + 1 : i + 1;
        }
    }

    private static bool IsSecretGroup(ScannedText text, int first, bool inside, out int last, out bool isMixed)
    {
        last = text.EndOfChunk(first);
        isMixed = last > first;
        if (text[last].End - text[first].Start != 4 || (text.IsNumber(first) && first == last && !inside))
        {
            return false;
        }

        for (var i = first; i <= last; i++)
        {
            if (text[i].Kind == TokenKind.Symbol)
            {
                return false;
            }

            for (var at = text[i].Start; at < text[i].End; at++)
            {
                if (text.IsNumber(i) ? text.Folded[at] is < '2' or > '7' : !char.IsAsciiLetterLower(text.Folded[at]))
                {
                    return false;
                }
            }

        }

        return true;
    }
}
