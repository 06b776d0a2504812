using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Numbers that unlock a phone or an app.</summary>
internal static class PinFinder
{
    public static void Find(SecretSearch search)
    {
        var text = search.Text;
        foreach (var run in search.Runs.Where(run => run.Digits.Length is >= 4 and <= 12 && !search.IsRemoved(run.First)))
        {
            // "tried 1234 and 4321": the second goes with the first.
            var before = search.Is(run.First - 1, SecretSense.ListWords) || text.IsSymbol(run.First - 1, ',') ? run.First - 2 : -1;
            var follows = before >= 0 && search.IsRemoved(before) && search.Found[^1].Kind == SecretKind.Pin;
            if ((follows || IsPin(search, run)) && !search.Is(run.Last + 1, SecretSense.Units) && text.Word(run.Last + 1) is not ("/" or ":" or "@"))
            {
                search.Remove(run.First, run.Last, SecretKind.Pin);
            }
        }
    }

    private static bool IsPin(SecretSearch search, DigitRun run)
    {
        var text = search.Text;
        var cue = CueBefore(search, run.First);
        if (cue >= 0)
        {
            // "phone pin", "pin of my phone": a phone's own number is longer than a pin.
            var wanted = search.Before(run.First, SecretSense.WantedNumbers | SecretSense.OpenCodeWords | (run.Digits.Length > 6 ? SecretSense.PhoneWords : SecretSense.None), 5);
            return run.Digits.Length <= 8 && (wanted < cue || (run.Digits.Length <= 6 && search.Is(run.First - 1, SecretSense.Links)));
        }

        return CueAfter(search, run) && run.Digits.Length <= 8 && text.Word(run.First - 1) is not ("/" or ":");
    }

    private static int CueBefore(SecretSearch search, int first)
    {
        var pin = search.Before(first, SecretSense.PinWords, 9);
        if (pin >= 0)
        {
            return pin;
        }

        // "unlock my phone with 2580", "screen lock code 2580"
        for (var i = first - 1; i >= 0 && i >= first - 8 && !search.Text.StartsSentence(i + 1); i--)
        {
            var isLock = search.Is(i, SecretSense.LockWords) && (search.Text.LengthOf(i) > 4 || search.Is(i - 1, SecretSense.LockedThings) || search.Before(first, SecretSense.LockedThings, first - i) >= 0);
            var leads = i == first - 1 || search.Is(first - 1, SecretSense.Links | SecretSense.LockLinks | SecretSense.LockedThings | SecretSense.TypingWords) || search.Text.IsSymbol(first - 1, ':');
            if (isLock && leads)
            {
                return i;
            }
        }

        return search.Is(first - 1, SecretSense.Links) && search.Before(first, SecretSense.LockedThings, 8) >= 0 && search.Before(first, SecretSense.TailWords, 14) < 0 ? CountedDigits(search, first) : -1;
    }

    /// <summary>"the 4 digits to get into my phone are 3390"</summary>
    private static int CountedDigits(SecretSearch search, int first)
    {
        var unit = search.Before(first, SecretSense.Units, 12);

        return unit > 0 && NumberWords.ReadCount(search.Text, unit - 1, out _) is 4 or 6 ? unit : -1;
    }

    /// <summary>"4821 is my pin", "use 4821 for the phone pin".</summary>
    private static bool CueAfter(SecretSearch search, DigitRun run)
    {
        var pin = search.After(run.Last, SecretSense.PinWords, 5);
        if (pin >= 0 && search.Is(run.Last + 1, SecretSense.Links | SecretSense.RoleWords))
        {
            return true;
        }

        if (search.Is(run.Last + 1, SecretSense.LockWords) && search.After(run.Last + 1, SecretSense.LockedThings, 3) >= 0)
        {
            return true;
        }

        return search.Is(run.Last + 1, SecretSense.SettingLinks | SecretSense.RoleWords) && search.Is(run.Last + 2, SecretSense.LockWords)
            && (search.Text.LengthOf(run.Last + 2) > 4 || search.After(run.Last + 2, SecretSense.LockedThings, 3) >= 0);
    }
}
