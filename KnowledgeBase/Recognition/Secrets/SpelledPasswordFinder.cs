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
            var row = ReadFrom(search, i);
            if (IsLongEnough(search, row) && IsSecret(search, i, row))
            {
                search.Remove(i, row.Last, SecretKind.Password);
            }

            i = Math.Max(i, row.Last);
        }
    }

    private static bool IsLongEnough(SecretSearch search, Row row)
    {
        // "must contain 1 uppercase, 1 lowercase, 1 number" and "entre 8 y 20 caracteres" count, and spell nothing.
        var counts = (row.Letters == 0 && row.Signs > 0) || (row.Letters > 0 && row.Letters == row.Words && row.Digits + row.Numbers > 0);
        var numbers = search.Mention(SecretSense.PasswordWords) && row.Singles > 1 ? row.Digits + row.Numbers : 0;

        return !counts && row.Singles + numbers >= FewestSingles;
    }

    private static bool IsSecret(SecretSearch search, int first, Row row)
    {
        var cue = search.Before(first, SecretSense.PasswordWords, 14);
        var named = search.Before(first, SecretSense.UserWords | SecretSense.WantedNumbers | SecretSense.PhoneWords | SecretSense.CodeWords | SecretSense.SsnWords | SecretSense.PinWords, 8);
        if (cue >= 0)
        {
            return cue > named || search.Is(first - 1, SecretSense.Links);
        }

        var digits = row.Digits + row.Numbers;

        return search.After(row.Last, SecretSense.PasswordWords, 5) >= 0 || (named < 0 && digits > 0 && digits < row.Singles && search.Asked is not (Asked.MemberNumber or Asked.Phone or Asked.Code));
    }

    private static Row ReadFrom(SecretSearch search, int first)
    {
        var text = search.Text;
        var row = new Row(first - 1, 0, 0, 0, 0, 0);
        for (var i = first; i < text.Count;)
        {
            if (IsSingle(text, i))
            {
                row = text.IsNumber(i) ? row with { Digits = row.Digits + 1 } : row with { Letters = row.Letters + 1, Words = row.Words + (search.Is(i, SecretSense.OrdinaryWords) ? 1 : 0) };
                row = row with { Last = i++ };

                // "S as in Sam", "B for boy", "M like Mary"
                var illustration = search.Is(i, SecretSense.Illustrations) ? 1 : search.Is(i + 1, SecretSense.Illustrations) ? 2 : 0;
                if (RestOfWord(search, row.Last, i) is var rest and > 0)
                {
                    row = row with { Letters = row.Letters + text.LengthOf(rest), Last = rest };
                    i = rest + 1;
                }
                else if (illustration > 0 && text.LengthOf(i + illustration) > 1 && text.Word(i + illustration)[0] == text.Word(row.Last)[0])
                {
                    row = row with { Last = i + illustration };
                    i = row.Last + 1;
                }
            }
            else if (row.Singles > 0 && (text.IsNumber(i) || NumberWords.Cardinal(text.Word(i)) >= 0))
            {
                row = row with { Numbers = row.Numbers + 1, Last = i++ };
            }
            else if (search.Is(i, SecretSense.SpelledSigns) && (row.Singles > 0 || (i - first < 3 && search.Is(i, SecretSense.SpellingCapitals))))
            {
                row = row with { Signs = row.Signs + 1, Last = row.Singles > 0 ? i : row.Last };
                i++;
            }
            else if (row.Singles > 0 && (text.Word(i) is "-" or "." or "," or "_" or "!" or "@" or "#" or "$" || search.Is(i, SecretSense.SpellingJoins)))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        var last = row.Last;
        while (row.Singles > 0 && text.IsGlued(last + 1) && text[last + 1].Kind == TokenKind.Symbol && text.Word(last + 1) is "!" or "$" or "#" or "@") { last++; }

        return row with { Last = last };
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

    /// <summary>What was spelled: letters (of which words such as "a" and "y"), single digits, longer numbers and numbers said, and signs called by their names.</summary>
    private readonly record struct Row(int Last, int Letters, int Words, int Digits, int Numbers, int Signs)
    {
        public int Singles => Letters + Digits;
    }
}
