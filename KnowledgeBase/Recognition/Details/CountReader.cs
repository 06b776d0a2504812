using KnowledgeBase.Recognition.Details.Dates;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>How often was tried, how many tries are left, how long to wait.</summary>
internal static class CountReader
{
    private static readonly WordTable<bool> TryVerbs = WordTable.Of("tried tryd tryed try trying attempted attempt entered typed logged login sign put intente intentado trate probe reset requested asked used");
    private static readonly WordTable<bool> Waits = WordTable.Of("wait waiting locked lock lockout locks again lasts blocked suspended unlock unlocks unlocked espere esperar espera bloqueada bloqueado intente intentar reintentar nuevo disabled");

    /// <summary>Time that has passed, or that is about something else.</summary>
    private static readonly WordTable<bool> NotToCome = WordTable.Of("waited been already expires expire expired expiring valid ago for_ever took takes lasted spent within last past every");

    public static int? TriesMade(DetailSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (text.Word(i) is "twice" or "thrice" && search.Before(i, TryVerbs, 8) >= 0)
            {
                return text.Word(i) is "twice" ? 2 : 3;
            }

            var count = ReadRange(text, i, out var next);
            if (count is < 1 or > 100 || (text.IsGlued(i) && i > 0 && text[i - 1].Kind != TokenKind.Symbol))
            {
                continue;
            }

            var word = text.Word(next);
            var isTimes = word is "times" or "veces" or "time" or "x" && search.Before(i, TryVerbs, 10) >= 0 | search.After(next, TryVerbs, 4) >= 0;
            var at = word is "failed" or "wrong" or "bad" or "unsuccessful" or "login" or "password" or "incorrect" or "different" ? next + 1 : next;
            var isTries = text.Word(at) is "tries" or "attempts" or "attempt" or "try" or "intentos" && !IsLeft(search, i, at);
            if (isTimes || isTries)
            {
                return count;
            }
        }

        return null;
    }

    public static int? TriesLeft(DetailSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (text.Word(i) is "last" or "final" or "ultimo" && text.Word(i + 1) is "attempt" or "try" or "chance" or "intento" or "tries" && text.Word(i - 1) is not ("the" or "my") | search.Before(i, Owners, 4) >= 0)
            {
                return 1;
            }

            // "attempts remaining: 2", "tries left 1"
            if (text.Word(i) is "remaining" or "left" or "restantes" && text.Word(i - 1) is "attempts" or "tries" or "intentos" or "attempt" && NumberWords.ReadCount(text, SkipSigns(text, i + 1), out _) is >= 0 and < 20 and var behind)
            {
                return behind;
            }

            var count = NumberWords.ReadCount(text, i, out var next);
            if (count is < 0 or > 20)
            {
                continue;
            }

            var at = text.Word(next) is "more" or "mas" or "remaining" or "login" or "sign" or "password" ? next + 1 : next;
            at = text.Word(at) is "sign" or "login" or "in" ? at + 1 : at;
            if (text.Word(at) is "attempts" or "tries" or "attempt" or "try" or "chance" or "chances" or "intento" or "intentos" && IsLeft(search, i, at))
            {
                return count;
            }
        }

        return null;
    }

    public static TimeSpan? Wait(DetailSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            var halves = text.Word(i) is "half" && text.Word(i + 1) is "an" ? 1 : text.Word(i) is "an" or "one" && text.Word(i + 1) is "hour" ? 2 : NumberWords.ReadCount(text, i, out _) * 2;
            if (halves is < 1 or > 20_000)
            {
                continue;
            }

            var next = i + 1;
            if (text.Word(i) is "half")
            {
                next = i + 2;
            }
            else
            {
                _ = NumberWords.ReadCount(text, i, out next);
            }

            next = text.IsSymbol(next, '-') ? next + 1 : next;
            var unit = CalendarWords.Unit(text.Word(next));
            if (unit is null or > TimeUnit.Day || text.Word(next + 1) is "ago" or "back" or "late" or "before" or "old" || search.Before(i, NotToCome, 5) >= 0)
            {
                continue;
            }

            if (search.Before(i, Waits, 8) >= 0 || search.After(next, Waits, 3) >= 0)
            {
                return Length(halves, unit.Value);
            }
        }

        return null;
    }

    private static readonly WordTable<bool> Owners = WordTable.Of("have on its this your is");

    private static bool IsLeft(DetailSearch search, int count, int noun)
    {
        var text = search.Text;
        return text.Word(noun - 1) is "more" or "mas" or "remaining" || text.Word(noun + 1) is "left" or "remaining" or "before" or "until" or "restantes" or "restante" or "mas"
            || (text.Word(count - 1) is "queda" or "quedan" or "only") || (text.Word(count - 1) is "have" && text.Word(count - 2) is "you" or "i" && text.Word(noun + 1) is "left" or "before" or "remaining");
    }

    private static int SkipSigns(ScannedText text, int i)
    {
        while (text.Word(i) is ":" or "=" or "-" or "is" or "(")
        {
            i++;
        }

        return i;
    }

    /// <summary>"three or four times" is four: better too careful with the tries.</summary>
    private static int ReadRange(ScannedText text, int i, out int next)
    {
        var count = NumberWords.ReadCount(text, i, out next);
        if (count > 0 && text.Word(next) is "or" or "to" or "-" or "o")
        {
            var upper = NumberWords.ReadCount(text, next + 1, out var after);
            if (upper > count)
            {
                next = after;
                return upper;
            }
        }

        return count;
    }

    private static TimeSpan Length(int halves, TimeUnit unit) => unit switch
    {
        TimeUnit.Second => TimeSpan.FromSeconds(halves / 2.0),
        TimeUnit.Minute => TimeSpan.FromMinutes(halves / 2.0),
        TimeUnit.Hour => TimeSpan.FromHours(halves / 2.0),
        _ => TimeSpan.FromDays(halves / 2.0),
    };
}
