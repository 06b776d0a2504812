using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>One-time, backup and activation codes. Where the assistant has just asked for a code, codes stay: they are the answer.</summary>
internal static class CodeFinder
{
    public static void Find(SecretSearch search)
    {
        if (search.Asked == Asked.Code)
        {
            return;
        }

        var mentioned = MentionsCode(search);
        foreach (var run in search.Runs)
        {
            if (IsListOfCodes(search, run))
            {
                search.Remove(run.First, run.Last, SecretKind.Code);
                continue;
            }

            if (run.Digits.Length is < 4 or > 9 || search.IsRemoved(run.First) || search.IsRemoved(run.Last))
            {
                continue;
            }

            // "G-482913" is how one sender writes its codes.
            var lettered = run.Digits.Length == 6 && search.Text.IsGlued(run.First) && search.Text.IsSymbol(run.First - 1, '-') && search.Text.Word(run.First - 2) is "g";
            if (lettered || IsCode(search, run, mentioned))
            {
                search.Remove(lettered ? run.First - 2 : run.First, run.Last, SecretKind.Code);
            }
        }

        LetteredCodeFinder.Find(search);
    }

    /// <summary>"backup codes 55120982 77410926 30098812"</summary>
    private static bool IsListOfCodes(SecretSearch search, DigitRun run) =>
        run.Digits.Length > 9 && run.Groups.All(group => group.Digits.Length <= 10 && group.Digits.Length >= (search.Before(run.First, SecretSense.LetteredCodeWords, 4) >= 0 ? 4 : 5)) && !search.IsRemoved(run.First) && !search.IsRemoved(run.Last)
        && CueBefore(search, run.First) >= 0 && search.Before(run.First, SecretSense.WantedNumbers | SecretSense.OpenCodeWords, 4) < 0;

    private static bool IsCode(SecretSearch search, DigitRun run, bool mentioned)
    {
        var text = search.Text;
        if (IsDateOrTime(text, run) || search.Is(run.Last + 1, SecretSense.Units) || (text.IsGlued(run.First) && text.IsWord(run.First - 1)))
        {
            return false;
        }

        var openBefore = search.Before(run.First, SecretSense.WantedNumbers | SecretSense.OpenCodeWords, 6);
        var cue = CueBefore(search, run.First);
        // "the code I was given over the phone was ...": what is linked to the number counts.
        var linked = run.Digits.Length is >= 5 and <= 8 and not 7 && search.Is(run.First - 1, SecretSense.Links) && search.Is(openBefore, SecretSense.WantedNumbers) && search.Text.Word(openBefore - 1) is "the" or "my" or "by";
        if (cue >= 0 && (openBefore < cue || linked))
        {
            return run.Digits.Length > 4 || IsNear(search, cue, run.First);
        }

        // The head of a code's own message names the sender: "Kaiser Permanente: 450918 is your verification code".
        if (run.Digits.Length is >= 5 and <= 8 && search.Text.Word(run.Last + 1) is "is" or "es" && CueAfter(search, run))
        {
            return true;
        }

        if (openBefore >= 0 || search.After(run.Last, SecretSense.WantedNumbers | SecretSense.OpenCodeWords, 4) >= 0)
        {
            return false;
        }

        if (CueAfter(search, run))
        {
            return true;
        }

        return IsOneTimeLength(run) && (mentioned || search.Before(run.First, SecretSense.CodeVerbs, 4) >= 0 || search.After(run.Last, SecretSense.CodeVerbs, 6) >= 0 || IsWholeMessage(search, run));
    }

    /// <summary>A code word that is not "error code", "zip code" and the like.</summary>
    private static int CueBefore(SecretSearch search, int first)
    {
        var cue = search.Before(first, SecretSense.CodeWords, 9);
        return cue >= 0 && !IsOpen(search, cue) ? cue : -1;
    }

    private static bool IsOpen(SecretSearch search, int cue) =>
        search.Is(cue - 1, SecretSense.OpenCodeWords) || search.Is(cue + 1, SecretSense.OpenCodeWords)
        || (search.Text.Word(cue - 1) is "de" && search.Is(cue - 2, SecretSense.OpenCodeWords)) || (search.Text.Word(cue + 1) is "de" && search.Is(cue + 2, SecretSense.OpenCodeWords));

    /// <summary>Four digits are also a year or the end of a phone number: then the code word has to touch.</summary>
    private static bool IsNear(SecretSearch search, int cue, int first)
    {
        for (var i = cue + 1; i < first; i++)
        {
            if (!(search.Is(i, SecretSense.Links | SecretSense.Fillers) || search.Text.Word(i) is ":" or "=" or "#" or "-" or "number" or "\"" or "numero"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"482913 is the code", "entered 482913 as the code".</summary>
    private static bool CueAfter(SecretSearch search, DigitRun run)
    {
        var cue = search.After(run.Last, SecretSense.CodeWords, 6);
        return cue >= 0 && !IsOpen(search, cue) && run.Digits.Length >= 5;
    }

    private static bool MentionsCode(SecretSearch search)
    {
        for (var i = 0; i < search.Text.Count; i++)
        {
            if (search.Is(i, SecretSense.CodeWords) && !IsOpen(search, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOneTimeLength(DigitRun run) => run.Digits.Length == 6 && run.Groups.Count is 1 or 2 or 3 or 6;

    /// <summary>Six digits and nothing else: somebody answers a code page, here or elsewhere.</summary>
    private static bool IsWholeMessage(SecretSearch search, DigitRun run) =>
        search.Asked is Asked.Nothing or Asked.YesNo or Asked.Choice or Asked.ErrorText or Asked.Name or Asked.Device or Asked.Browser or Asked.Email
        && run.First <= 1 && run.Last >= search.Text.Count - 2;

    private static bool IsDateOrTime(ScannedText text, DigitRun run)
    {
        var around = text.Word(run.Last + 1);
        return (around is "/" or ":" && text.IsNumber(run.Last + 2)) || (text.Word(run.First - 1) is "/" or ":" && text.IsNumber(run.First - 2))
            || run.Has(4, 2, 2) || run.Has(2, 2, 4) || run.Has(1, 2, 4) || run.Has(2, 1, 4) || run.Has(1, 1, 4);
    }
}
