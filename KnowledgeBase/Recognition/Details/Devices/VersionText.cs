using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Devices;

/// <summary>Version numbers: "141", "18.1", "4.12.1".</summary>
internal static class VersionText
{
    private const int MostParts = 5;

    /// <summary>The version at a token, as it is written; null when there is none. An amount ("5 times", "10 minutes") is none.</summary>
    public static string? ReadAt(ScannedText text, int i, out int last)
    {
        last = i;
        if (!text.IsNumber(i) || text.LengthOf(i) > 5)
        {
            return null;
        }

        var parts = 1;
        while (parts < MostParts && text.IsSymbol(last + 1, '.') && text.IsGlued(last + 1) && text.IsNumber(last + 2) && text.IsGlued(last + 2))
        {
            last += 2;
            parts++;
        }

        var goesOn = text.IsGlued(last + 1) && (text.IsWord(last + 1) || text.Word(last + 1) is "/" or ":" or "%");
        return goesOn || (parts == 1 && IsAmount(text, last + 1)) ? null : text.Folded[text[i].Start..text[last].End].ToString();
    }

    /// <summary>The version behind a name: "chrome 141", "chrome version 141", "chrome (v141)", "chrome/141".</summary>
    public static string? ReadBehind(ScannedText text, int name, out int last)
    {
        var at = name + 1;
        for (var skipped = 0; skipped < 4 && (text.Word(at) is "(" or "," or "/" or ":" or "-" or "browser" or "is" or "number" or "#" or "es" or "phone" or "tablet" || DeviceWords.VersionWords.Has(text.Word(at))); skipped++)
        {
            at++;
        }

        // "chrome, 2 days ago" is kept apart by the amount; "edge - 5" by the sign alone.
        var version = ReadAt(text, at, out last) ?? ReadSpoken(text, at, out last);
        var apart = at > name + 1 && text.Word(at - 1) is "," or "-" && text.Word(at - 2).SequenceEqual(text.Word(name));
        return version is not null && apart && !version.Contains('.') ? null : version;
    }

    /// <summary>"windows eleven", "ios sixteen point four"</summary>
    private static string? ReadSpoken(ScannedText text, int at, out int last)
    {
        const int leastWithoutPoint = 7;
        last = at;
        if (!text.IsWord(at) || NumberWords.ReadCount(text, at, out var next) is not (>= 1 and var whole))
        {
            return null;
        }

        var version = whole.ToString(System.Globalization.CultureInfo.InvariantCulture);
        last = next - 1;
        var parts = 1;
        while (parts < MostParts && text.Word(next) is "point" or "dot" or "punto" && NumberWords.ReadCount(text, next + 1, out var after) is >= 0 and var part)
        {
            version += $".{part}";
            parts++;
            last = after - 1;
            next = after;
        }

        return parts == 1 && (whole < leastWithoutPoint || IsAmount(text, next)) ? null : version;
    }

    private static bool IsAmount(ScannedText text, int i) =>
        Dates.CalendarWords.Unit(text.Word(i)) is not null || text.Word(i) is "times" or "tries" or "attempts" or "x" or "veces" or "intentos" or "different" or "am" or "pm" or "percent" or "devices" or "phones" or "computers";
}
