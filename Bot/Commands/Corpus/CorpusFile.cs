using System.Text.Json;
using KnowledgeBase.Recognition;

namespace Bot.Commands.Corpus;

/// <summary>Decodes a corpus just as <c>decode</c> would, and keeps what was understood as a baseline.</summary>
internal static class CorpusFile
{
    /// <exception cref="CorpusFaultException">A line cannot be read, or has no id of its own.</exception>
    public static IReadOnlyList<CorpusReading> Decode(Recogniser recogniser, string path)
    {
        var readings = new List<CorpusReading>();
        var ids = new HashSet<string>();
        foreach (var (place, line) in Lines(path))
        {
            var into = new MemoryStream();
            DecodeCommand.DecodeLine(recogniser, StillClock.Instance, line, into, explainer: null);
            using var answer = JsonDocument.Parse(into.ToArray());
            if (answer.RootElement.TryGetProperty("error", out var error)) { throw new CorpusFaultException($"{place}: {error.GetString()}"); }
            using var asked = JsonDocument.Parse(line);
            var reading = CorpusReading.Of(asked.RootElement, answer.RootElement);
            if (reading.Id.Length == 0 || !ids.Add(reading.Id)) { throw new CorpusFaultException($"{place}: each line needs an \"id\" of its own, or what moved cannot be told."); }
            readings.Add(reading);
        }

        return readings;
    }

    public static async Task SaveBaselineAsync(string path, IEnumerable<CorpusReading> readings, CancellationToken cancellation) =>
        await File.WriteAllLinesAsync(path, readings.Select(reading => JsonSerializer.Serialize(reading, CorpusJson.Default.CorpusReading)), cancellation);

    /// <exception cref="CorpusFaultException">A line is no reading.</exception>
    public static IReadOnlyList<CorpusReading> ReadBaseline(string path)
    {
        var readings = new List<CorpusReading>();
        foreach (var (place, line) in Lines(path))
        {
            try
            {
                readings.Add(JsonSerializer.Deserialize(line, CorpusJson.Default.CorpusReading) ?? throw new JsonException("nothing stands there"));
            }
            catch (JsonException fault)
            {
                throw new CorpusFaultException($"{place}: {fault.Message}");
            }
        }

        return readings;
    }

    private static IEnumerable<(string Place, string Line)> Lines(string path)
    {
        IEnumerable<string> files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.jsonl").Order(StringComparer.Ordinal) : File.Exists(path) ? [path] : throw new CorpusFaultException($"{path} is neither a file nor a folder.");
        foreach (var file in files)
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line)) { yield return ($"{Path.GetFileName(file)}:{number}", line); }
            }
        }
    }

    /// <summary>Lines without a <c>now</c> are read at one moment, whenever that is: else "yesterday" would move every night.</summary>
    private sealed class StillClock : TimeProvider
    {
        public static readonly StillClock Instance = new();

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    }
}

/// <summary>A corpus or a baseline that cannot be read; the message names file and line.</summary>
internal sealed class CorpusFaultException(string message) : Exception(message);
