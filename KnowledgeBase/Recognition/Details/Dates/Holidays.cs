using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>Holidays that people in the United States name instead of a date.</summary>
internal static class Holidays
{
    private static readonly WordTable<int> FixedDays = WordTable.OfNumbers("""
        christmas=1225 xmas=1225 chrismas=1225 christmass=1225 navidad=1225 nochebuena=1224 halloween=1031 valentines=214 juneteenth=619 hanukkah=0
        """);

    /// <summary>The holiday at a token, in a year; null when there is none. Some are named by two words or more.</summary>
    public static DateOnly? At(ScannedText text, int i, int year, out int last)
    {
        last = i;
        var word = text.Word(i);
        var next = text.Word(i + 1);
        if (FixedDays.TryGet(word, out var day) && day > 0)
        {
            last = next is "day" or "eve" ? i + 1 : i;
            return new DateOnly(year, day / 100, day % 100).AddDays(next is "eve" && word is not "halloween" ? -1 : 0);
        }

        if (word is "thanksgiving" or "thanksgivings")
        {
            last = next is "day" ? i + 1 : i;
            return Nth(year, 11, DayOfWeek.Thursday, 4);
        }

        if (word is "easter")
        {
            last = next is "sunday" ? i + 1 : i;
            return Easter(year);
        }

        if (next is "day")
        {
            last = i + 1;
            return NamedDay(word, year);
        }

        last = i + 1;
        if (word is "black" && next is "friday")
        {
            return Nth(year, 11, DayOfWeek.Thursday, 4).AddDays(1);
        }

        return word is "ano" && next is "nuevo" ? new DateOnly(year, 1, 1)
            : word is "semana" && next is "santa" ? Easter(year)
            : ThreeWords(text, i, year, out last);
    }

    private static DateOnly? NamedDay(ReadOnlySpan<char> name, int year) => name switch
    {
        "labor" => Nth(year, 9, DayOfWeek.Monday, 1),
        "memorial" => LastMonday(year, 5),
        "veterans" or "veteran" => new DateOnly(year, 11, 11),
        "columbus" => Nth(year, 10, DayOfWeek.Monday, 2),
        "mothers" => Nth(year, 5, DayOfWeek.Sunday, 2),
        "fathers" => Nth(year, 6, DayOfWeek.Sunday, 3),
        "presidents" => Nth(year, 2, DayOfWeek.Monday, 3),
        "mlk" => Nth(year, 1, DayOfWeek.Monday, 3),
        "independence" => new DateOnly(year, 7, 4),
        _ => null,
    };

    private static DateOnly? ThreeWords(ScannedText text, int i, int year, out int last)
    {
        last = i + 1;
        var word = text.Word(i);
        if (word is "new" && text.Word(i + 1) is "years" or "year")
        {
            var isEve = text.Word(i + 2) is "eve";
            last = isEve || text.Word(i + 2) is "day" ? i + 2 : i + 1;
            return isEve ? new DateOnly(year, 12, 31) : text.Word(i + 1) is "years" || last > i + 1 ? new DateOnly(year, 1, 1) : null;
        }

        last = i + 2;
        if ((word is "fourth" || text.Word(i) is "4") && text.Word(i + 1) is "of" && text.Word(i + 2) is "july")
        {
            return new DateOnly(year, 7, 4);
        }

        if (word is "accion" && text.Word(i + 1) is "de" && text.Word(i + 2) is "gracias")
        {
            return Nth(year, 11, DayOfWeek.Thursday, 4);
        }

        last = i + 2;
        return word is "st" or "saint" && text.Word(i + 1) is "patricks" or "pattys" or "paddys" && text.Word(i + 2) is "day" ? new DateOnly(year, 3, 17) : null;
    }

    private static DateOnly Nth(int year, int month, DayOfWeek day, int nth)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)day - (int)first.DayOfWeek + 7) % 7) + ((nth - 1) * 7));
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek + 6) % 7));
    }

    /// <summary>The anonymous Gregorian computation.</summary>
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var month = (h + l - (7 * m) + 114) / 31;
        return new DateOnly(year, month, ((h + l - (7 * m) + 114) % 31) + 1);
    }
}
