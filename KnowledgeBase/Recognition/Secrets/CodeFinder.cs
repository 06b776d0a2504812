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
        var taken = -1;
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
            if (lettered || IsNextOfList(search, taken, run) || IsCode(search, run, mentioned))
            {
                search.Remove(lettered ? run.First - 2 : run.First, run.Last, SecretKind.Code);
                taken = run.Last;
            }
        }

        LetteredCodeFinder.Find(search);
    }

    /// <summary>"backup codes 55120982 77410926 30098812"</summary>
    private static bool IsListOfCodes(SecretSearch search, DigitRun run) =>
        run.Digits.Length > 9 && run.Groups.All(group => group.Digits.Length <= 10 && group.Digits.Length >= (search.Before(run.First, SecretSense.LetteredCodeWords, 4) >= 0 ? 4 : 5)) && !search.IsRemoved(run.First) && !search.IsRemoved(run.Last)
        && CueBefore(search, run) >= 0 && search.Before(run.First, SecretSense.WantedNumbers | SecretSense.PhoneWords | SecretSense.OpenCodeWords, 4) < 0;

    /// <summary>"the code was 4471 and then 5582"</summary>
    private static bool IsNextOfList(SecretSearch search, int taken, DigitRun run) =>
        taken >= 0 && run.First - taken <= 4 && search.AllBetween(taken + 1, run.First, SecretSense.ListWords | SecretSense.CodeWords) && !search.Is(run.Last + 1, SecretSense.Units) && !DeliveredCode.IsYear(run) && !IsDateOrTime(search.Text, run);

    private static bool IsCode(SecretSearch search, DigitRun run, bool mentioned)
    {
        var text = search.Text;
        if (IsDateOrTime(text, run) || search.Is(run.Last + 1, SecretSense.Units) || (text.IsGlued(run.First) && text.IsWord(run.First - 1)) || (run.Digits.Length != 6 && search.Is(run.First - 1, SecretSense.OriginWords)))
        {
            return false;
        }

        // "the code I was given over the phone": no phone number has five, six or eight digits.
        var open = SecretSense.WantedNumbers | SecretSense.OpenCodeWords | (run.Digits.Length is 5 or 6 or 8 || (run.Digits.Length == 4 && search.Is(run.First - 1, SecretSense.Links)) ? SecretSense.None : SecretSense.PhoneWords);
        var openBefore = search.Before(run.First, open, 6);
        var cue = CueBefore(search, run);
        if (cue >= 0 && openBefore < cue)
        {
            return run.Digits.Length > 4 || IsNear(search, cue, run);
        }

        // The head of a code's own message names the sender: "Kaiser Permanente: 450918 is your verification code".
        if (run.Digits.Length is >= 5 and <= 8 && search.Is(run.Last + 1, SecretSense.Links) && CueAfter(search, run))
        {
            return true;
        }

        if (openBefore >= 0 || (search.After(run.Last, open, 4) >= 0 && !search.Is(run.Last + 1, SecretSense.BelongingWords)))
        {
            return false;
        }

        if (CueAfter(search, run))
        {
            return true;
        }

        return DeliveredCode.Is(search, run) || IsOneTimeLength(run) && (mentioned || search.Before(run.First, SecretSense.CodeVerbs, 4) >= 0 || search.After(run.Last, SecretSense.CodeVerbs, 6) >= 0 || IsRefused(search, run) || IsWholeMessage(search, run));
    }

    /// <summary>A code word that is not "error code", "zip code" and the like.</summary>
    private static int CueBefore(SecretSearch search, DigitRun run)
    {
        const int shortestUnnamed = 6;
        var cue = search.Before(run.First, SecretSense.CodeWords, 9);
        if (cue >= 0 && !IsOpen(search, cue)) { return cue; }

        // "activation: 6620 1194", "the recovery key is 55201884": codes of their own name.
        var named = search.Before(run.First, SecretSense.LetteredCodeWords, 3);
        var mark = search.Text.Word(named + 1) is ":" or "=" or "#" || search.Is(named + 1, SecretSense.CodeNouns) || (run.Digits.Length >= shortestUnnamed && search.Is(named + 1, SecretSense.Links));

        // "clave temporal 447182"
        if (named == run.First - 1 && search.Before(named, SecretSense.PasswordWords, 5) >= 0) { return named; }

        return named >= 0 && mark && search.AllBetween(named + 1, run.First, SecretSense.CodeNouns | SecretSense.Links | SecretSense.Fillers) ? named : -1;
    }

    private static bool IsOpen(SecretSearch search, int cue) =>
        search.Is(cue - 1, SecretSense.OpenCodeWords) || search.Is(cue + 1, SecretSense.OpenCodeWords)
        || (search.Is(cue - 1, SecretSense.BelongingWords) && search.Is(cue - 2, SecretSense.OpenCodeWords)) || (search.Is(cue + 1, SecretSense.BelongingWords) && search.Is(cue + 2, SecretSense.OpenCodeWords));

    /// <summary>Four digits are also a year or the end of a phone number: then the code word has to touch.</summary>
    private static bool IsNear(SecretSearch search, int cue, DigitRun run)
    {
        if (search.AllBetween(cue + 1, run.First, SecretSense.Links | SecretSense.Fillers | SecretSense.CodeNouns)) { return true; }

        // "el código que me mandaron dice 4471"
        var linked = search.Is(run.First - 1, SecretSense.Links | SecretSense.ShowingVerbs) || search.Text.IsSymbol(run.First - 1, ':');

        return linked && search.Before(run.First, SecretSense.TailWords, run.First - cue) < 0 && (search.Is(run.First - 1, SecretSense.Links) || !DeliveredCode.IsYear(run));
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
        (search.Asked.WantsNoDetail() || search.Asked is Asked.ErrorText or Asked.Name or Asked.Device or Asked.Browser or Asked.Email)
        && ((run.First <= 1 && run.Last >= search.Text.Count - 2) || (OnlyAsks(search, 0, run.First) && OnlyAsks(search, run.Last + 1, search.Text.Count)));

    /// <summary>"what is 330912 for?": nothing that would give the number another name.</summary>
    private static bool OnlyAsks(SecretSearch search, int first, int end)
    {
        const int mostWords = 5;
        for (var i = first; i < end; i++)
        {
            var fits = search.Text.IsWord(i) ? search.Is(i, SecretSense.OrdinaryWords | SecretSense.CodeVerbs | SecretSense.TypingWords | SecretSense.Fillers) && !search.Is(i, SecretSense.CodeNouns | SecretSense.Units | SecretSense.UserWords) : !search.Text.IsNumber(i);
            if (!fits || i - first > mostWords) { return false; }
        }

        return true;
    }

    /// <summary>"447182 doesn't work", "it keeps rejecting 447182"</summary>
    private static bool IsRefused(SecretSearch search, DigitRun run) =>
        search.Is(run.Last + 1, SecretSense.RefusingVerbs) || search.After(run.Last, SecretSense.Refusals, 3) >= 0 || search.Before(run.First, SecretSense.Refusals, 2) >= 0;

    private static bool IsDateOrTime(ScannedText text, DigitRun run)
    {
        var around = text.Word(run.Last + 1);
        var slash = run.Digits.Length <= 4 ? "/" : ":";

        return ((around is ":" || around.SequenceEqual(slash)) && text.IsNumber(run.Last + 2)) || ((text.IsSymbol(run.First - 1, ':') || text.Word(run.First - 1).SequenceEqual(slash)) && text.IsNumber(run.First - 2))
            || run.Has(4, 2, 2) || run.Has(2, 2, 4) || run.Has(1, 2, 4) || run.Has(2, 1, 4) || run.Has(1, 1, 4);
    }
}
