namespace KnowledgeBase.Recognition.Explaining;

/// <summary>Finds the file and line where a phrase stands. Content is kept without its lines, so they are looked up when somebody asks.</summary>
internal sealed class ContentPlaces(string folder)
{
    private readonly Dictionary<string, string[]> _lines = [];

    /// <summary>Where a phrase of a label stands, as "sayings/en/deny.yaml:12"; null when it is nowhere.</summary>
    public string? OfPhrase(string label, string phrase)
    {
        var id = Labels.ActIn(label) is { } act ? Labels.IdOf(act) : label;
        foreach (var file in Files($"{id}.yaml"))
        {
            var line = Array.FindIndex(Lines(file), text => Holds(text, phrase));
            if (line >= 0) { return $"{file}:{line + 1}"; }
        }

        return null;
    }

    /// <summary>The first line of a file that begins with a key, at whatever depth.</summary>
    public string OfKey(string file, string key)
    {
        var line = File.Exists(Path.Combine(folder, file)) ? Array.FindIndex(Lines(file), text => text.TrimStart().StartsWith($"{key}:", StringComparison.Ordinal)) : -1;

        return line < 0 ? file : $"{file}:{line + 1}";
    }

    private IEnumerable<string> Files(string name) => Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
        .Where(path => path.StartsWith("topics/", StringComparison.Ordinal) || path.StartsWith("acts/", StringComparison.Ordinal) || path.StartsWith("sayings/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private string[] Lines(string file) => _lines.TryGetValue(file, out var lines) ? lines : _lines[file] = File.ReadAllLines(Path.Combine(folder, file));

    // The phrase whole, not as part of a longer one.
    private static bool Holds(string line, string phrase)
    {
        var at = line.IndexOf(phrase, StringComparison.OrdinalIgnoreCase);
        var end = at + phrase.Length;

        return at > 0 && line[at - 1] is ' ' or '"' or '\'' or '[' && (end >= line.Length || line[end] is '"' or '\'' or ',' or ']' or '}' || line[end..].Trim().Length == 0);
    }
}
