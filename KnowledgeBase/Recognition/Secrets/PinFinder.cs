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
            var before = text.Word(run.First - 1) is "and" or "or" or "," or "y" or "o" ? run.First - 2 : -1;
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
            var wanted = search.Before(run.First, SecretSense.WantedNumbers | SecretSense.OpenCodeWords, 5);
            return run.Digits.Length <= 8 && (wanted < cue || (run.Digits.Length <= 6 && (IsPhone(text.Word(wanted)) || search.Is(run.First - 1, SecretSense.Links))));
        }

        return CueAfter(search, run) && run.Digits.Length <= 8 && text.Word(run.First - 1) is not ("/" or ":");
    }

    private static bool IsPhone(ReadOnlySpan<char> word) => word is "phone" or "cell" or "mobile" or "telefono" or "celular" or "movil";

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
            var leads = i == first - 1 || search.Is(first - 1, SecretSense.Links) || search.Text.Word(first - 1) is "with" or "code" or "using" or "con" or ":";
            if (isLock && leads)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>"4821 is my pin", "use 4821 for the phone pin".</summary>
    private static bool CueAfter(SecretSearch search, DigitRun run)
    {
        var pin = search.After(run.Last, SecretSense.PinWords, 5);
        if (pin >= 0 && search.Text.Word(run.Last + 1) is "is" or "as" or "for" or "was" or "es" or "como" or "para")
        {
            return true;
        }

        return search.Text.Word(run.Last + 1) is "to" && search.Text.Word(run.Last + 2) is "unlock";
    }
}
