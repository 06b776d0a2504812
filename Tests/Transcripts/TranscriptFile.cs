namespace Tests.Transcripts;

/// <summary>One whole conversation as a help desk can read it: a title, then <c>given</c>, <c>they</c>, <c>press</c>, <c>bot</c>, <c>wait</c>, <c>device</c> and <c>ticket</c> lines.</summary>
internal sealed record TranscriptFile(string Name, string Title, IReadOnlyList<TranscriptLine> Lines)
{
    internal static string Folder => Path.Combine(AppContext.BaseDirectory, "Transcripts");

    internal static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    internal static TranscriptFile Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, name));

        return new TranscriptFile(name, lines[0], [.. lines.Select(Parse).Skip(1).OfType<TranscriptLine>()]);
    }

    private static TranscriptLine? Parse(string line, int index)
    {
        if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
        {
            return null;
        }

        var parts = line.Split((char[])[' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        return new TranscriptLine(index + 1, parts[0], parts.Length > 1 ? parts[1].Replace("\\n", "\n", StringComparison.Ordinal) : "");
    }
}

/// <summary>One line: who, and what.</summary>
internal sealed record TranscriptLine(int Number, string Who, string What);
