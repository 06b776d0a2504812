using System.Globalization;

namespace Engine.Journeys;

/// <summary>Shows a stored value as people write it: dates in words, phone numbers in groups, everything else as it is.</summary>
internal static class ItemText
{
    /// <summary>A North American number as it is stored: +1 and ten digits.</summary>
    private const int StoredPhoneLength = 12;

    internal static string For(string value, Scene scene)
    {
        var locale = scene.Knowledge.Wordings.Locales.Best(scene.Locale);
        var days = value.Split('/');
        if (days.Length == 2 && Day(days[0]) is { } from && Day(days[1]) is { } to)
        {
            return (from, to) is ({ Month: 1, Day: 1 }, { Month: 12, Day: 31 }) && from.Year == to.Year ? from.Year.ToString(CultureInfo.InvariantCulture) : locale.Span(from, to);
        }

        var at = value.Split('T');
        if (at.Length == 2 && Day(at[0]) is { } day && TimeOnly.TryParseExact(at[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return $"{locale.FullDate(day)}, {locale.Time(time)}";
        }

        return Day(value) is { } only ? locale.FullDate(only) : Phone(value) ?? value;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Phone(string text) => text.StartsWith("+1", StringComparison.Ordinal) && text.Length == StoredPhoneLength && text[1..].All(char.IsAsciiDigit)
        ? $"({text[2..5]}) {text[5..8]}-{text[8..]}"
        : null;
}
