using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Commands.Corpus;

/// <summary>What was understood of one message of a corpus, without its text: that stands in the corpus. Confidence is left out, since it moves with every phrase.</summary>
internal sealed record CorpusReading
{
    public required string Id { get; init; }

    public required string Decision { get; init; }

    public required string Label { get; init; }

    public string? Label2 { get; init; }

    public string? Act { get; init; }

    public bool Emergency { get; init; }

    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>A print of the details found: whether they moved can be told, what they were cannot.</summary>
    public string Details { get; init; } = "";

    /// <summary>What is wanted, where the corpus says so.</summary>
    [JsonIgnore]
    public string? Wanted { get; init; }

    /// <summary>The text without its secrets, for the report only.</summary>
    [JsonIgnore]
    public string Scrubbed { get; init; } = "";

    /// <summary>What of it differs from another reading, in words: "label account-locked -> code-expired".</summary>
    public IReadOnlyList<string> Moves(CorpusReading now)
    {
        var moves = new List<string>();
        Add(moves, "label", Label, now.Label);
        Add(moves, "second", Label2, now.Label2);
        Add(moves, "decision", Decision, now.Decision);
        Add(moves, "act", Act, now.Act);
        Add(moves, "emergency", Emergency ? "yes" : "no", now.Emergency ? "yes" : "no");
        Add(moves, "removed", string.Join('+', Removed), string.Join('+', now.Removed));
        if (Details != now.Details) { moves.Add("details"); }

        return moves;
    }

    /// <summary>As <c>decode</c> answered a line of the corpus.</summary>
    public static CorpusReading Of(JsonElement asked, JsonElement answer) => new()
    {
        Id = asked.TryGetProperty("id", out var id) ? id.ToString() : "",
        Decision = answer.GetProperty("decision").GetString()!,
        Label = answer.GetProperty("label").GetString()!,
        Label2 = TextOf(answer, "label2"),
        Act = TextOf(answer, "act"),
        Emergency = answer.GetProperty("emergency").GetBoolean(),
        Removed = [.. answer.GetProperty("removed").EnumerateArray().Select(kind => kind.GetString()!)],
        Details = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer.GetProperty("entities").GetRawText())))[..16],
        Wanted = TextOf(asked, "label"),
        Scrubbed = answer.GetProperty("scrubbed").GetString()!,
    };

    private static string? TextOf(JsonElement json, string key) => json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Add(List<string> moves, string what, string? before, string? now)
    {
        if ((before ?? "") != (now ?? "")) { moves.Add($"{what} {Shown(before)} -> {Shown(now)}"); }
    }

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "none" : value;
}

/// <summary>How a baseline is written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CorpusReading))]
internal sealed partial class CorpusJson : JsonSerializerContext;
