using KnowledgeBase.Recognition.Scanning;
using PhoneNumbers;

namespace KnowledgeBase.Recognition.Details;

/// <summary>
/// Phone numbers as E.164. North American ones are told by their shape, as many systems do: the number plan's tables change
/// faster than our packages. Numbers with another country's code go through libphonenumber.
/// </summary>
internal static class PhoneReader
{
    private static readonly WordTable<bool> OtherNumbers = WordTable.Of("""
        member mrn record id ids ticket case incident request reference ref order claim group policy account chart error code version build miembro registro
        expediente referencia membership subscriber enrollee
        """);

    private static readonly WordTable<bool> PhoneWords = WordTable.Of("phone cell mobile call text texts number tel telephone reach ph telefono celular movil numero llamar landline home work");

    public static List<string>? Find(DetailSearch search)
    {
        List<string>? found = null;
        for (var i = 0; i < search.Runs.Count; i++)
        {
            var run = search.Runs[i];
            if (ReadParted(search, i, out var first, out var last) is { } parted)
            {
                search.Take(first, last);
                if (found?.Contains(parted) != true)
                {
                    (found ??= []).Add(parted);
                }

                continue;
            }

            if (run.Digits.Length < 10 && !(run.Digits.Length is 3 or 7))
            {
                continue;
            }

            for (var from = 0; from < run.Groups.Count; from++)
            {
                var phone = ReadAt(search, run, from, out var to);
                if (phone is null || search.IsAnyTaken(run.Groups[from].First, run.Groups[to].Last))
                {
                    continue;
                }

                search.Take(run.Groups[from].First, run.Groups[to].Last);
                from = to;
                if (found?.Contains(phone) != true)
                {
                    (found ??= []).Add(phone);
                }
            }
        }

        return found;
    }

    private static string? ReadAt(DetailSearch search, DigitRun run, int from, out int to)
    {
        to = from;
        var text = search.Text;
        var first = run.Groups[from].First;
        if (text.IsGlued(first) && text.IsWord(first - 1))
        {
            return null;
        }

        if (text.IsSymbol(first - 1, '+'))
        {
            return ReadForeign(run, from, out to);
        }

        if (IsSaidToBeOther(search, first))
        {
            return null;
        }

        var digits = "";
        for (to = from; to < run.Groups.Count && digits.Length <= 11; to++)
        {
            digits += run.Groups[to].Digits;
            var isWhole = to == run.Groups.Count - 1 || digits.Length >= 10;
            if (isWhole && IsNorthAmerican(search, digits) && (to + 1 >= run.Groups.Count || run.Groups[to + 1].Digits.Length > 2 || !run.Spoken))
            {
                return $"+1{digits[^10..]}";
            }
        }

        to = from;
        return ReadSplit(search, run, from, out to);
    }

    /// <summary>"206/555-0102", "9 1 6, 5 5 5, 0 1 4 8": three digits, then a slash or a comma, then the rest.</summary>
    private static string? ReadParted(DetailSearch search, int at, out int first, out int last)
    {
        var digits = search.Runs[at].Digits;
        first = search.Runs[at].First;
        last = search.Runs[at].Last;
        for (var next = at + 1; digits.Length is 3 or 6 && next < search.Runs.Count && next <= at + 2; next++)
        {
            var run = search.Runs[next];
            if (run.First != last + 2 || !(search.Text.IsSymbol(last + 1, '/') || search.Text.IsSymbol(last + 1, ',')) || run.Digits.Length is not (3 or 4 or 7))
            {
                return null;
            }

            digits += run.Digits;
            last = run.Last;
        }

        return digits.Length == 10 && IsNorthAmerican(search, digits) && !search.IsAnyTaken(first, last) && !IsSaidToBeOther(search, first) ? $"+1{digits}" : null;
    }

    /// <summary>"area code 661 then 555 0190"</summary>
    private static string? ReadSplit(DetailSearch search, DigitRun run, int from, out int to)
    {
        to = from;
        var text = search.Text;
        var group = run.Groups[from];
        if (group.Digits.Length != 3 || !(text.Word(group.First - 1) is "code" && text.Word(group.First - 2) is "area"))
        {
            return null;
        }

        var next = search.Runs.FirstOrDefault(other => other.First > run.Last && other.First - run.Last <= 5 && other.Digits.Length == 7);
        if (next is null || !IsNorthAmerican(search, group.Digits + next.Digits))
        {
            return null;
        }

        search.Take(next.First, next.Last);
        return $"+1{group.Digits}{next.Digits}";
    }

    private static bool IsNorthAmerican(DetailSearch search, string digits)
    {
        if (digits.Length == 11 && digits[0] == '1')
        {
            digits = digits[1..];
        }

        return digits.Length == 10 && digits[0] >= '2' && (digits[3] >= '2' || search.Asked is Asked.Phone or Asked.Contact);
    }

    private static bool IsSaidToBeOther(DetailSearch search, int first)
    {
        if (search.Asked == Asked.MemberNumber)
        {
            return search.Before(first, PhoneWords, 4) < 0;
        }

        return search.Before(first, OtherNumbers, 4) is var other and >= 0 && search.Before(first, PhoneWords, 4) < other && !(search.Text.Word(other) is "code" && search.Text.Word(other - 1) is "area");
    }

    private static string? ReadForeign(DigitRun run, int from, out int to)
    {
        to = run.Groups.Count - 1;
        var digits = string.Concat(run.Groups.Skip(from).Select(group => group.Digits));
        if (digits.Length is < 8 or > 15)
        {
            return null;
        }

        if (digits[0] == '1')
        {
            return digits.Length == 11 ? $"+{digits}" : null;
        }

        var library = PhoneNumberUtil.GetInstance();
        try
        {
            var number = library.Parse($"+{digits}", null);
            return library.IsValidNumber(number) ? library.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
