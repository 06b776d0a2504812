using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Explaining;

namespace Bot.Commands;

/// <summary>Writes what <c>decode</c> found, in the shape of DESIGN section 6.</summary>
internal static class DecodedJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream into, JsonElement? id, Decoded decoded, IReadOnlyList<Reason>? reasons)
    {
        using var json = new Utf8JsonWriter(into, Options);
        json.WriteStartObject();
        WriteId(json, id);
        json.WriteString("decision", InCamelCase(decoded.Decision.ToString()));
        json.WriteString("label", decoded.Label);
        if (decoded.Label2 is not null) { json.WriteString("label2", decoded.Label2); }
        json.WriteNumber("confidence", decoded.Confidence);
        WriteCandidates(json, decoded.Candidates);
        if ((decoded.Act ?? decoded.ActBeside) is { } act) { json.WriteString("act", InKebabCase(act.ToString())); }
        WriteEntities(json, decoded.Entities);
        json.WriteString("scrubbed", decoded.Scrubbed);
        json.WriteStartArray("removed");
        foreach (var kind in decoded.Removed) { json.WriteStringValue(kind); }
        json.WriteEndArray();
        json.WriteBoolean("emergency", decoded.Emergency);
        if (decoded.MayBeDanger) { json.WriteBoolean("mayBeDanger", true); }
        if (reasons is not null) { WriteExplanation(json, decoded, reasons); }
        json.WriteEndObject();
    }

    public static void WriteError(Stream into, JsonElement? id, string error)
    {
        using var json = new Utf8JsonWriter(into, Options);
        json.WriteStartObject();
        WriteId(json, id);
        json.WriteString("error", error);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, JsonElement? id)
    {
        json.WritePropertyName("id");
        if (id is { } given) { given.WriteTo(json); } else { json.WriteNullValue(); }
    }

    private static void WriteCandidates(Utf8JsonWriter json, IReadOnlyList<Candidate> candidates)
    {
        json.WriteStartArray("candidates");
        foreach (var candidate in candidates)
        {
            json.WriteStartObject();
            json.WriteString("label", candidate.Label);
            json.WriteNumber("confidence", candidate.Confidence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteEntities(Utf8JsonWriter json, Entities entities)
    {
        json.WriteStartObject("entities");
        WriteTexts(json, "email", entities.Email);
        WriteTexts(json, "phone", entities.Phone);
        WriteTexts(json, "memberNumber", entities.MemberNumber);
        WriteMany(json, "dateOfBirth", entities.DateOfBirth, WriteDay);
        WriteMany(json, "lastSignIn", entities.LastSignIn, WriteDay);
        WriteTexts(json, "browser", entities.Browser);
        WriteTexts(json, "browserVersion", entities.BrowserVersion);
        WriteTexts(json, "device", entities.Device);
        WriteTexts(json, "os", entities.Os);
        WriteTexts(json, "osVersion", entities.OsVersion);
        WriteTexts(json, "appVersion", entities.AppVersion);
        WriteTexts(json, "platform", entities.Platform);
        WriteTexts(json, "errorText", entities.ErrorText);
        WriteMany(json, "errorTime", entities.ErrorTime, WriteMoment);
        WriteTexts(json, "oneTimeCode", entities.OneTimeCode);
        WriteTexts(json, "errorCode", entities.ErrorCode);
        WriteTexts(json, "ticketNumber", entities.TicketNumber);
        if (entities.TriesMade is { } made) { json.WriteNumber("triesMade", made); }
        if (entities.TriesLeft is { } left) { json.WriteNumber("triesLeft", left); }
        if (entities.Wait is { } wait) { json.WriteNumber("waitMinutes", Math.Round(wait.TotalMinutes, 2)); }
        if (entities.FullName is { } name) { json.WriteString("fullName", name); }
        if (entities.Who is { } who) { json.WriteString("who", who); }
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> values) =>
        WriteMany(json, name, values, static (writer, value) => writer.WriteStringValue(value));

    // One value stands alone, several stand in an array.
    private static void WriteMany<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values.Count == 0) { return; }
        json.WritePropertyName(name);
        if (values.Count == 1) { write(json, values[0]); return; }
        json.WriteStartArray();
        foreach (var value in values) { write(json, value); }
        json.WriteEndArray();
    }

    private static void WriteDay(Utf8JsonWriter json, DateSpan days)
    {
        if (days.IsExact) { json.WriteStringValue(Iso(days.From)); return; }
        json.WriteStartObject();
        json.WriteString("from", Iso(days.From));
        json.WriteString("to", Iso(days.To));
        json.WriteEndObject();
    }

    private static void WriteMoment(Utf8JsonWriter json, TimeMention mention)
    {
        if (mention.Time is { } time && mention.Day.IsExact)
        {
            json.WriteStringValue($"{Iso(mention.Day.From)}T{time.ToString("HH:mm", CultureInfo.InvariantCulture)}");
        }
        else { WriteDay(json, mention.Day); }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void WriteExplanation(Utf8JsonWriter json, Decoded decoded, IReadOnlyList<Reason> reasons)
    {
        json.WriteStartObject("explain");
        json.WriteString("because", decoded.Because);
        if (decoded.Seen is { } seen)
        {
            json.WriteString("seenOnScreen", seen.Wording);
            json.WriteString("seenTopic", seen.Topic);
            if (seen.Cause is not null) { json.WriteString("seenCause", seen.Cause); }
        }
        if (decoded.EmergencyKind is { } kind) { json.WriteString("emergencyKind", kind); }
        json.WriteBoolean("distressed", decoded.Distressed);
        json.WriteStartArray("reasons");
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("what", reason.What);
            json.WriteString("says", reason.Says);
            if (reason.Where is { } where) { json.WriteString("where", where); }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string InCamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string InKebabCase(string name) =>
        string.Concat(name.Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "-" : "") + char.ToLowerInvariant(letter)));
}
