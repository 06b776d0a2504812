using System.Globalization;
using System.Text.Json;

namespace Bot.Commands;

/// <summary>One line that <c>decode</c> was given.</summary>
internal sealed record DecodeRequest(JsonElement? Id, string Text, string? Locale, DateTimeOffset Now, string? Context)
{
    /// <summary>Throws when the line is no such object; a missing <c>now</c> is the clock's time.</summary>
    public static DecodeRequest Parse(string line, TimeProvider clock)
    {
        using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) { throw new FormatException("a JSON object is expected on each line"); }
        if (TextOf(root, "text") is not { } text) { throw new FormatException("'text' is missing"); }

        return new DecodeRequest(IdOf(root), text, TextOf(root, "locale"), Moment(TextOf(root, "now"), clock), TextOf(root, "context"));
    }

    /// <summary>The id of a line that could not be read any further, so that its error can be told apart.</summary>
    public static JsonElement? TryIdOf(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);

            return IdOf(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? IdOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("id", out var id) ? id.Clone() : null;

    private static string? TextOf(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) { return null; }
        if (value.ValueKind != JsonValueKind.String) { throw new FormatException($"'{name}' is no text"); }

        return ReadLoosely(value);
    }

    // Half an emoji is legal JSON but no legal text; what surrounds it still is.
    private static string ReadLoosely(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return LooseText.Unescape(value.GetRawText());
        }
    }

    private static DateTimeOffset Moment(string? now, TimeProvider clock) =>
        now is null ? clock.GetLocalNow() : DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
