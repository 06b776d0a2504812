using System.Globalization;

namespace Engine.Journeys;

/// <summary>Shows a stored value as people write it: dates in words, everything else as it is.</summary>
internal static class ItemText
{
    internal static string For(string value, Scene scene)
    {
        var culture = CultureInfo.GetCultureInfo(scene.Knowledge.Wordings.Locales.Best(scene.Locale).Id);
        var parts = value.Split('/');
        if (parts.Length == 2 && Day(parts[0]) is { } from && Day(parts[1]) is { } to)
        {
            return $"{from.ToString("D", culture)} – {to.ToString("D", culture)}";
        }

        var at = value.Split('T');
        if (at.Length == 2 && Day(at[0]) is { } day && TimeOnly.TryParseExact(at[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return $"{day.ToString("D", culture)}, {time.ToString("t", culture)}";
        }

        return Day(value)?.ToString("D", culture) ?? value;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
