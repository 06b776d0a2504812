using System.Text.Json;

namespace Tests.Understanding;

/// <summary>One labelled message of <c>sets</c>; what is null or absent is not claimed.</summary>
internal sealed record LabelledLine(string Set, JsonElement Json)
{
    public string Id => Text("id")!;

    public string Message => Text("text")!;

    public string? Label => Text("label");

    public string? Label2 => Text("label2");

    public string? Act => Text("act");

    public bool IsTuned => Text("split") == "tune";

    public bool IsSpanish => Text("locale") == "es";

    public bool? Emergency => Json.TryGetProperty("emergency", out var value) ? value.GetBoolean() : null;

    public JsonElement? Entities => Json.TryGetProperty("entities", out var value) ? value : null;

    public bool HoldsSecret => Texts("removed") is { Count: > 0 };

    public bool ClaimsSecrets => Json.TryGetProperty("removed", out _);

    public static IReadOnlyList<LabelledLine> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(file => File.ReadLines(file)
            .Where(line => line.Length > 0).Select(line => new LabelledLine(Path.GetFileNameWithoutExtension(file), JsonDocument.Parse(line).RootElement)))];

    public string? Text(string key) => Json.TryGetProperty(key, out var value) ? value.GetString() : null;

    public IReadOnlyList<string> Texts(string key) =>
        Json.TryGetProperty(key, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];
}
