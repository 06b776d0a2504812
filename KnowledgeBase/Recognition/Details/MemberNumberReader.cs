using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>Member and medical record numbers: six to twelve digits that were called so, or asked for.</summary>
internal static class MemberNumberReader
{
    private const int Reach = 8;

    private static readonly WordTable<bool> Cues = WordTable.Of("member members membership mrn mrns mbr record records id ids subscriber enrollee medical miembro afiliado socio expediente registro historial identificacion membresia");

    /// <summary>Behind a cue these make the number another one: "member services at 800 ...", "id code".</summary>
    private static readonly WordTable<bool> Breaks = WordTable.Of("phone cell mobile call code codes services service ticket case request reference ref error group plan version zip dob born birth birthday date telefono celular codigo error grupo caller apple trace session device email user face touch");

    public static List<string>? Find(DetailSearch search)
    {
        List<string>? found = null;
        var lastEnd = -1;
        foreach (var run in search.Runs)
        {
            if (search.IsAnyTaken(run.First, run.Last) && run.Groups.Count == 1)
            {
                continue;
            }

            foreach (var (digits, first, last) in Candidates(run))
            {
                if (IsTakenBack(search, first))
                {
                    search.Take(first, last);
                    continue;
                }

                if (search.IsAnyTaken(first, last) || !(IsAsked(search, run, first) || IsSaid(search, first, last) || IsSecond(search, first, lastEnd)))
                {
                    continue;
                }

                search.Take(first, last);
                lastEnd = last;
                if (found?.Contains(digits) != true)
                {
                    (found ??= []).Add(digits);
                }

                if (last == run.Last)
                {
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>"55667788, not 55667787"</summary>
    private static bool IsTakenBack(DetailSearch search, int first) => first > 1 && search.Text.Word(first - 1) is "not" or "instead" && search.Runs[0].First < first;

    /// <summary>The whole run where it is short enough, else each group that is long enough by itself.</summary>
    private static IEnumerable<(string Digits, int First, int Last)> Candidates(DigitRun run)
    {
        if (run.Digits.Length is >= 6 and <= 12)
        {
            yield return (run.Digits, run.First, run.Last);
        }
        else
        {
            foreach (var group in run.Groups.Where(group => group.Digits.Length is >= 6 and <= 12))
            {
                yield return (group.Digits, group.First, group.Last);
            }
        }
    }

    private static bool IsAsked(DetailSearch search, DigitRun run, int first) =>
        search.Asked == Asked.MemberNumber && !(search.Text.IsGlued(first) && search.Text.IsWord(first - 1) && search.Text.Word(first - 1) is not ("mrn" or "id" or "kp")) && run.Digits.Length >= 6 && search.Before(first, Breaks, 3) < 0;

    private static bool IsSaid(DetailSearch search, int first, int last)
    {
        var cue = search.Before(first, Cues, Reach);
        if (cue >= 0)
        {
            return search.Before(first, Breaks, first - cue) < 0 && !IsBareId(search, cue);
        }

        // "12345678 is my member number"
        cue = search.After(last, Cues, 5);
        return cue >= 0 && search.Text.Word(last + 1) is "is" or "es" or "as" or "for" or "(" or "was" or "thats" or "," && search.After(last, Breaks, cue - last + 1) < 0;
    }

    /// <summary>"user id 123456", "face id", "request id": no member's.</summary>
    private static bool IsBareId(DetailSearch search, int cue) =>
        search.Text.Word(cue) is "id" or "ids" && search.Text.IsWord(cue - 1) && Breaks.Has(search.Text.Word(cue - 1));

    /// <summary>"my wife's MRN 23445566, mine's 23445567"</summary>
    private static bool IsSecond(DetailSearch search, int first, int lastEnd) => lastEnd >= 0 && first - lastEnd <= 5 && search.Before(first, Breaks, first - lastEnd) < 0;
}
