using System.Globalization;
using System.Text.Json;

namespace Tests.Understanding;

/// <summary>Compares found details with expected ones, as forgivingly as the set's README says.</summary>
internal static class EntityScore
{
    /// <summary>Guesses that may follow from other words, and details that the set does not label: right or absent, they are no error.</summary>
    private static readonly HashSet<string> Unclaimed = ["errorCode", "ticketNumber", "triesMade", "triesLeft", "waitMinutes", "fullName", "who"];

    private static readonly HashSet<string> MayFollow = ["os", "platform"];

    private const double ForgivenDays = 3;

    public static void Count(LabelledLine line, JsonElement expected, JsonElement found, Figures figures)
    {
        foreach (var wanted in expected.EnumerateObject())
        {
            var has = found.TryGetProperty(wanted.Name, out var value) ? Values(value) : [];
            foreach (var one in Values(wanted.Value))
            {
                figures.EntitiesFound.Count(has.Any(other => IsSame(one, other)), $"missing {wanted.Name}={one} has [{string.Join(", ", has)}]: {line.Message}");
            }
        }
        foreach (var got in found.EnumerateObject().Where(got => !Unclaimed.Contains(got.Name)))
        {
            var wants = expected.TryGetProperty(got.Name, out var value) ? Values(value) : [];
            if (wants.Count == 0 && MayFollow.Contains(got.Name)) { continue; }
            foreach (var one in Values(got.Value))
            {
                figures.EntitiesRight.Count(wants.Any(other => IsSame(other, one)), $"wrong {got.Name}={one} wants [{string.Join(", ", wants)}]: {line.Message}");
            }
        }
    }

    private static List<JsonElement> Values(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static bool IsSame(JsonElement wanted, JsonElement found)
    {
        if (wanted.ValueKind != found.ValueKind) { return false; }
        if (wanted.ValueKind == JsonValueKind.Object)
        {
            var room = Math.Max(ForgivenDays, Days(wanted, "to").DayNumber - Days(wanted, "from").DayNumber);

            return Math.Abs(Days(wanted, "from").DayNumber - Days(found, "from").DayNumber) <= room
                && Math.Abs(Days(wanted, "to").DayNumber - Days(found, "to").DayNumber) <= room;
        }

        return Plain(wanted.ToString()) == Plain(found.ToString());
    }

    private static DateOnly Days(JsonElement span, string end) => DateOnly.ParseExact(span.GetProperty(end).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Plain(string text) =>
        string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).TrimEnd('.').ToLowerInvariant();
}
