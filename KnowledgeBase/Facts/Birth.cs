using System.Globalization;

namespace KnowledgeBase.Facts;

/// <summary>When somebody was born: the day, or only how many years ago.</summary>
public readonly record struct Birth
{
    private Birth(DateOnly? day, int years)
    {
        Day = day;
        Years = years;
    }

    public DateOnly? Day { get; }

    /// <summary>The age that was told; where the day is known it counts instead.</summary>
    private int Years { get; }

    public static Birth On(DateOnly day) => new(day, 0);

    public static Birth YearsAgo(int years) => new(null, years);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Birth? Parse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? On(day)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? YearsAgo(years)
        : null;

    /// <summary>Whole years, counting from the birthday itself.</summary>
    public int AgeOn(DateOnly today)
    {
        if (Day is not { } day)
        {
            return Years;
        }

        var age = today.Year - day.Year;

        return Birthday(age) > today ? age - 1 : age;
    }

    /// <summary>
    /// The day on which an age is reached; null when only the age is known. Who was born on February 29 reaches it on March 1 of a year
    /// without that day: then nobody doubts it any more.
    /// </summary>
    public DateOnly? Birthday(int age) => Day is not { } day ? null
        : day is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(day.Year + age) ? new DateOnly(day.Year + age, 3, 1)
        : new DateOnly(day.Year + age, day.Month, day.Day);

    public override string ToString() => Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Years.ToString(CultureInfo.InvariantCulture);
}
