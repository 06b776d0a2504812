using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Social security numbers, also their last four digits, and payment cards.</summary>
internal static class AccountNumberFinder
{
    public static void Find(SecretSearch search)
    {
        FindDictated(search);
        foreach (var run in search.Runs.Where(run => run.Digits.Length >= 3 && !search.IsRemoved(run.First)))
        {
            if (!TryCard(search, run) && !TrySsn(search, run))
            {
                TryVerificationValue(search, run);
            }
        }

        FindExpiries(search);
        FindSlashed(search);
    }

    /// <summary>"219/09/9999": no date has three digits first.</summary>
    private static void FindSlashed(SecretSearch search)
    {
        var text = search.Text;
        for (var i = 0; i + 4 < text.Count; i++)
        {
            if (text.IsSymbol(i + 1, '/') && text.IsSymbol(i + 3, '/') && text.IsNumber(i) && text.LengthOf(i) == 3 && text.IsNumber(i + 2) && text.LengthOf(i + 2) == 2 && text.IsNumber(i + 4) && text.LengthOf(i + 4) == 4
                && !search.IsRemoved(i))
            {
                search.Remove(i, i + 4, SecretKind.Ssn);
            }
        }
    }

    private static bool TryCard(SecretSearch search, DigitRun run)
    {
        var spoken = search.Before(run.First, SecretSense.CardWords, 8) >= 0 || search.After(run.Last, SecretSense.CardWords, 4) >= 0;
        var traced = !spoken && search.Before(run.First, SecretSense.TraceWords, 5) >= 0;
        for (var from = 0; from < run.Groups.Count && !traced; from++)
        {
            var digits = "";
            for (var to = from; to < run.Groups.Count && digits.Length <= 19; to++)
            {
                digits += run.Groups[to].Digits;
                if (digits.Length is >= 13 and <= 19 && (IsCard(digits) || (spoken && to == run.Groups.Count - 1)))
                {
                    search.Remove(run.Groups[from].First, run.Groups[to].Last, SecretKind.Card);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>"my social is one two three, four five, six seven eight nine": commas part what belongs together.</summary>
    private static void FindDictated(SecretSearch search)
    {
        const int Whole = 9;
        var runs = search.Runs;
        for (var from = 0; from < runs.Count && (search.Mentions & SecretSense.SsnWords) != 0; from++)
        {
            var digits = runs[from].Digits.Length;
            var to = from;
            while (digits < Whole && to + 1 < runs.Count && runs[to + 1].First == runs[to].Last + 2 && search.Text.IsSymbol(runs[to].Last + 1, ','))
            {
                digits += runs[++to].Digits.Length;
            }

            if (to > from && digits == Whole && search.Before(runs[from].First, SecretSense.SsnWords, 10) >= 0)
            {
                search.Remove(runs[from].First, runs[to].Last, SecretKind.Ssn);
                from = to;
            }
        }
    }

    private static bool IsCard(ReadOnlySpan<char> digits) => digits[0] is >= '2' and <= '6' && PassesLuhn(digits);

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? value : value > 4 ? (value * 2) - 9 : value * 2;
        }

        return sum % 10 == 0;
    }

    private static bool TrySsn(SecretSearch search, DigitRun run)
    {
        var spoken = search.Before(run.First, SecretSense.SsnWords, 10) >= 0 || search.After(run.Last, SecretSense.SsnWords, 8) >= 0 || FollowsCueSentence(search, run);
        for (var from = 0; from < run.Groups.Count; from++)
        {
            // 123-45-6789 however it is set apart.
            if (from + 2 < run.Groups.Count && run.Groups[from].Digits.Length == 3 && run.Groups[from + 1].Digits.Length == 2 && run.Groups[from + 2].Digits.Length == 4)
            {
                search.Remove(run.Groups[from].First, run.Groups[from + 2].Last, SecretKind.Ssn);
                return true;
            }

            if (spoken && run.Groups[from].Digits.Length == 9)
            {
                search.Remove(run.Groups[from].First, run.Groups[from].Last, SecretKind.Ssn);
                return true;
            }
        }

        // "ssn last four 4471": the count reads as one more group of the number.
        if (spoken && run.Groups is [{ Digits.Length: 1 }, .., { Digits.Length: 4 } four] && run.Digits.Length == 5 && !IsOtherNumber(search, run))
        {
            search.Remove(four.First, four.Last, SecretKind.Ssn);
            return true;
        }

        var year = DeliveredCode.IsYear(run) && !search.Is(run.First - 1, SecretSense.Links | SecretSense.SsnWords) && search.Before(run.First, SecretSense.TailWords, 8) < 0;
        if (spoken && !year && run.Digits.Length is 9 or 4 && !IsOtherNumber(search, run))
        {
            search.Remove(run.First, run.Last, SecretKind.Ssn);
            return true;
        }

        return false;
    }

    /// <summary>"what is my SSN for? 123456789": the number may stand a sentence later.</summary>
    private static bool FollowsCueSentence(SecretSearch search, DigitRun run) =>
        run.Digits.Length == 9 && (search.Mentions & SecretSense.SsnWords) != 0 && search.Before(run.First, SecretSense.WantedNumbers | SecretSense.PhoneWords, 5) < 0;

    private static bool IsOtherNumber(SecretSearch search, DigitRun run)
    {
        var cue = search.Before(run.First, SecretSense.SsnWords, 10);
        var wanted = search.Before(run.First, SecretSense.WantedNumbers | SecretSense.PhoneWords, 10);
        return wanted > cue || search.Is(run.Last + 1, SecretSense.Units) || search.Text.Word(run.Last + 1) is "/" || search.Text.Word(run.First - 1) is "/";
    }

    /// <summary>"cvv 123", "the three digits on the back are 123", "exp 09/27": of use only with the card, and asked for nowhere here.</summary>
    private static void TryVerificationValue(SecretSearch search, DigitRun run)
    {
        var cue = search.Before(run.First, SecretSense.CardChecks, 5);
        var ofCard = search.Is(cue, SecretSense.CardWords) || search.Before(cue, SecretSense.Units, 4) >= 0 || (search.Mention(SecretSense.CardWords) && !DeliveredCode.IsYear(run));
        var isCheck = cue >= 0 && run.Digits.Length is 3 or 4 && ofCard;
        // "tarjeta 4012... código 341"
        isCheck |= run.Digits.Length == 3 && search.Mention(SecretSense.CardWords) && search.Is(run.First - 1, SecretSense.CodeWords) && !search.Is(run.First - 2, SecretSense.OpenCodeWords);
        if (isCheck || (run.Digits.Length is 3 or 4 && search.Is(run.First - 1, SecretSense.CardChecks)))
        {
            search.Remove(run.First, run.Last, SecretKind.Card);
        }
    }

    private static void FindExpiries(SecretSearch search)
    {
        var text = search.Text;
        for (var i = 1; i + 2 < text.Count; i++)
        {
            if (text.IsNumber(i) && text.LengthOf(i) <= 2 && text.Word(i + 1) is "/" or "-" && text.IsNumber(i + 2) && text.LengthOf(i + 2) is 2 or 4
                && !text.IsSymbol(i + 3, '/') && !text.IsSymbol(i - 1, '/') && (search.Before(i, SecretSense.ExpiryWords, 8) >= 0 || search.IsRemoved(i - 1))
                && (search.Mentions & SecretSense.CardWords) != 0)
            {
                search.Remove(i, i + 2, SecretKind.Card);
            }
        }
    }
}
