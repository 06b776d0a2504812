using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Passwords letter by letter: "h u n t e r 2", "capital S u m m e r 2024 exclamation point", "S as in Sam, u, n".</summary>
internal static class SpelledPasswordFinder
{
    private const int FewestSingles = 4;

    public static void Find(SecretSearch search)
    {
        for (var i = 0; i < search.Text.Count; i++)
        {
            var last = ReadFrom(search, i, out var singles, out var digits, out var signs);
            // "must contain 1 uppercase, 1 lowercase, 1 number" counts, and spells nothing.
            if (singles + (search.Mentions.HasFlag(SecretSense.PasswordWords) && singles > 1 ? digits : 0) >= FewestSingles && (singles > digits || signs == 0) && IsSecret(search, i, last, singles, digits))
            {
                search.Remove(i, last, SecretKind.Password);
            }

            i = Math.Max(i, last);
        }
    }

    private static bool IsSecret(SecretSearch search, int first, int last, int singles, int digits)
    {
        var cue = search.Before(first, SecretSense.PasswordWords, 14);
        var named = search.Before(first, SecretSense.UserWords | SecretSense.WantedNumbers | SecretSense.PhoneWords | SecretSense.CodeWords | SecretSense.SsnWords | SecretSense.PinWords, 8);
        if (cue >= 0)
        {
            return cue > named || search.Is(first - 1, SecretSense.Links);
        }

        return search.After(last, SecretSense.PasswordWords, 5) >= 0 || (named < 0 && digits > 0 && digits < singles && search.Asked is not (Asked.MemberNumber or Asked.Phone or Asked.Code));
    }

    private static int ReadFrom(SecretSearch search, int first, out int singles, out int digits, out int signs)
    {
        var text = search.Text;
        var last = first - 1;
        singles = 0;
        digits = 0;
        signs = 0;
        for (var i = first; i < text.Count;)
        {
            if (IsSingle(text, i))
            {
                singles++;
                digits += text.IsNumber(i) ? 1 : 0;
                last = i++;

                // "S as in Sam", "B for boy", "M like Mary"
                var illustration = search.Is(i + 1, SecretSense.Illustrations) && !search.Is(i, SecretSense.Illustrations) ? 2 : search.Is(i, SecretSense.Illustrations) ? 1 : 0;
                if (RestOfWord(search, last, i) is var rest and > 0)
                {
                    singles += text.LengthOf(rest);
                    last = rest;
                    i = rest + 1;
                }
                else if (illustration > 0 && text.LengthOf(i + illustration) > 1 && text.Word(i + illustration)[0] == text.Word(last)[0])
                {
                    last = i + illustration;
                    i = last + 1;
                }
            }
            else if (singles > 0 && (text.IsNumber(i) || NumberWords.Cardinal(text.Word(i)) >= 0))
            {
                digits++;
                last = i++;
            }
            else if (search.Is(i, SecretSense.SpelledSigns) && (singles > 0 || (i - first < 3 && search.Is(i, SecretSense.SpellingCapitals))))
            {
                last = singles > 0 ? i : last;
                signs++;
                i++;
            }
            else if (singles > 0 && text.Word(i) is "-" or "." or "," or "_" or "!" or "@" or "#" or "$" || singles > 0 && search.Is(i, SecretSense.SpellingJoins))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        if (singles > 0)
        {
            while (text.IsGlued(last + 1) && text[last + 1].Kind == TokenKind.Symbol && text.Word(last + 1) is "!" or "$" or "#" or "@")
            {
                last++;
            }
        }

        return last;
    }

    /// <summary>
    /// "capital T Texas", "capital R then ocket": a letter whose case is told shows how a word begins. Tells where the rest of that word stands, or 0.
    /// </summary>
    private static int RestOfWord(SecretSearch search, int letter, int next)
    {
        const SecretSense Others = SecretSense.OrdinaryWords | SecretSense.SpelledSigns | SecretSense.Links | SecretSense.PasswordWords | SecretSense.CodeWords | SecretSense.UserWords;
        if (!search.Is(letter - 1, SecretSense.SpellingCapitals)) { return 0; }
        while (search.Is(next, SecretSense.SpellingJoins) || search.Text.Word(next) is ",") { next++; }

        var text = search.Text;
        var begins = text.LengthOf(next) > 2 && text.Word(next)[0] == text.Word(letter)[0];

        return text.IsWord(next) && text.LengthOf(next) > 1 && (begins || (!search.Is(next, Others) && NumberWords.Cardinal(text.Word(next)) < 0)) ? next : 0;
    }

    private static bool IsSingle(ScannedText text, int i) => (text.IsWord(i) || text.IsNumber(i)) && text.LengthOf(i) == 1 && !TouchesWord(text, i);

    /// <summary>The 2 of "hunter2" is no single, nor is the f of "2f4c".</summary>
    private static bool TouchesWord(ScannedText text, int i) =>
        (text.IsGlued(i) && text[i - 1].Kind != TokenKind.Symbol) || (text.IsGlued(i + 1) && text[i + 1].Kind != TokenKind.Symbol);
}
