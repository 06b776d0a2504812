using KnowledgeBase.Facts;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>How old somebody is of whom the writer speaks: "she's 12", "my son turns 18 tomorrow", "a newborn". An age of their own ("I'm 85") is not meant.</summary>
internal static class AgeReader
{
    private const int OldestAge = 120;
    private const int LongestAnswer = 6;

    private static readonly WordTable<bool> Years = WordTable.Of("year years yr yrs yo anos ano");
    private static readonly WordTable<bool> PartsOfYears = WordTable.Of("month months mo mos week weeks wk wks day days mes meses semana semanas dia dias");
    private static readonly WordTable<bool> Newborns = WordTable.Of("newborn infant bebe recien");
    private static readonly WordTable<bool> WillTurn = WordTable.Of("turns turning turn cumple cumplira");
    private static readonly WordTable<bool> HasTurned = WordTable.Of("turned cumplio");
    private static readonly WordTable<bool> Self = WordTable.Of("i im tengo soy");

    public static Birth? Find(DetailSearch search)
    {
        var text = search.Text;
        var isAnswer = search.Asked == Asked.SomeonesBirth;
        for (var i = 0; i < text.Count; i++)
        {
            if (isAnswer && Newborns.Has(text.Word(i)))
            {
                return Birth.YearsAgo(0);
            }

            var count = NumberWords.ReadCount(text, i, out var next);
            if (search.IsTaken(i) || count is < 0 or > OldestAge)
            {
                continue;
            }

            var unit = text.IsSymbol(next, '-') ? next + 1 : next;
            var verb = text.Word(i - 1) is "exactly" or "just" or "los" ? i - 2 : i - 1;
            if (WillTurn.Has(text.Word(verb)))
            {
                return Turning(count, text, next, search.Today);
            }

            if (HasTurned.Has(text.Word(verb)))
            {
                return text.Word(next) is "today" or "hoy" ? Birthday(search.Today, count) : Birth.YearsAgo(count);
            }

            if (search.Before(i, Self, 2) >= 0 && !isAnswer)
            {
                continue;
            }

            if (Years.Has(text.Word(unit)) && (isAnswer || IsAge(text, unit)))
            {
                return Birth.YearsAgo(count);
            }

            if (IsSaidOf(text, i, next))
            {
                return Birth.YearsAgo(count);
            }

            if (isAnswer && PartsOfYears.Has(text.Word(unit)))
            {
                return Birth.YearsAgo(text.Word(unit).StartsWith("m") ? count / 12 : 0);
            }

            if (isAnswer && text.Count <= LongestAnswer)
            {
                return Birth.YearsAgo(count);
            }
        }

        return null;
    }

    /// <summary>"12 years old", "12 yo", "my 12 year old", but not "12 years ago".</summary>
    private static bool IsAge(ScannedText text, int unit) =>
        text.Word(unit) is "yo" || text.Word(unit + 1) is "old" or "olds" || (text.IsSymbol(unit + 1, '-') && text.Word(unit + 2) is "old" or "olds") || text.Word(unit).StartsWith("an") && text.Word(unit + 1) is not "atras";

    /// <summary>"She's 9.", "mi hijo de 14": of a person, and with nothing behind it that would be counted.</summary>
    private static bool IsSaidOf(ScannedText text, int at, int next) =>
        (text.Word(at - 1) is "shes" or "hes" || (text.Word(at - 1) is "is" && text.Word(at - 2) is "she" or "he")
            || (text.Word(at - 1) is "de" && text.Word(at - 2) is "hijo" or "hija" or "nieto" or "nieta" or "sobrino" or "sobrina" or "nino" or "nina"))
        && (next >= text.Count || text.StartsSentence(next) || text.Word(next) is "," or "and" or "so");

    private static Birth Turning(int age, ScannedText text, int next, DateOnly today) => text.Word(next) switch
    {
        "today" or "hoy" => Birthday(today, age),
        "tomorrow" or "manana" => Birthday(today.AddDays(1), age),
        _ => Birth.YearsAgo(Math.Max(0, age - 1)),
    };

    private static Birth Birthday(DateOnly day, int age) => Birth.On(day.AddYears(-age));
}
