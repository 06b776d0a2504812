using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Loading;

/// <summary>
/// The content files on disk, each read once. Paths are relative to the folder, with forward slashes, as faults show them.
/// Usage: <c>Yaml</c> or <c>YamlFiles</c>, read the nodes, then <see cref="Finish"/>, which throws when anything was wrong.
/// </summary>
internal sealed class ContentFolder
{
    private readonly Dictionary<string, string> _texts;
    private readonly Dictionary<string, ContentNode> _yaml;
    private readonly string _hash;
    private readonly List<ContentNode> _opened = [];
    private readonly HashSet<string> _found = [];

    private ContentFolder(IReadOnlyList<(string Path, byte[] Bytes)> files)
    {
        Files = [.. files.Select(file => file.Path)];
        _texts = files.ToDictionary(file => file.Path, file => Decoded(file.Path, file.Bytes));
        _hash = HashOf(files);

        // Parsing is most of what loading costs, and the files don't need each other for it.
        _yaml = _texts.Where(file => file.Key.EndsWith(".yaml", StringComparison.Ordinal)).AsParallel()
            .ToDictionary(file => file.Key, file => YamlFile.Read(file.Value, file.Key, Faults));
    }

    internal IReadOnlyList<string> Files { get; }
    internal FaultList Faults { get; } = new();

    /// <summary>A file could not be parsed at all, so that what it should have said is missing elsewhere.</summary>
    internal bool HasBrokenFiles => _yaml.Values.Any(root => root.IsAbsent);

    internal static ContentFolder Open(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"The content folder {root} does not exist.");
        }

        var paths = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part.StartsWith('.')))
            .Order(StringComparer.Ordinal);

        return new ContentFolder([.. paths.Select(path => (path, File.ReadAllBytes(Path.Combine(root, path))))]);
    }

    /// <summary>One YAML file that has to exist.</summary>
    internal ContentNode Yaml(string path)
    {
        if (!_yaml.TryGetValue(path, out var root))
        {
            Faults.Add(path, 1, "the file is missing");

            return ContentNode.Absent(path, 1, Faults);
        }

        _found.Add(path);
        _opened.Add(root);

        return root;
    }

    /// <summary>Every YAML file directly in a folder, with the file's name without its ending, which is the id.</summary>
    internal IEnumerable<(string Id, ContentNode Root)> YamlFiles(string folder)
    {
        foreach (var path in FilesIn(folder, ".yaml"))
        {
            yield return (IdOf(path), Yaml(path));
        }
    }

    /// <summary>Files directly in a folder; one with another ending, or whose name is no id, is a fault, because it would silently be left out.</summary>
    internal IEnumerable<string> FilesIn(string folder, string ending)
    {
        foreach (var path in Files.Where(path => Path.GetDirectoryName(path)!.Replace('\\', '/') == folder))
        {
            _found.Add(path);
            if (!path.EndsWith(ending, StringComparison.Ordinal))
            {
                Faults.Add(path, 1, $"files in {folder} end in {ending}");
            }
            else if (!ContentIds.IsId(IdOf(path)))
            {
                Faults.Add(path, 1, $"'{IdOf(path)}' is no id: name the file in small letters, digits and single hyphens (kebab-case)");
            }
            else
            {
                yield return path;
            }
        }
    }

    /// <summary>Every text of the YAML files under some folders, whatever it is for; nothing counts as read by it.</summary>
    internal IReadOnlyList<string> TextsUnder(params IReadOnlyList<string> folders) =>
        [.. Files.Where(path => folders.Contains(path.Split('/')[0]) && _yaml.ContainsKey(path)).SelectMany(path => _yaml[path].Leaves())];

    internal static string IdOf(string path) => Path.GetFileNameWithoutExtension(path);

    internal string Text(string path) => _texts[path];

    /// <summary>Remembers YAML that stands inside another file, so that its unknown keys are found too.</summary>
    internal void Opened(ContentNode root) => _opened.Add(root);

    /// <summary>A file in one of these folders that nobody looked for is in the wrong place, and what it says would silently be lost.</summary>
    internal void FaultUnreadFiles(params IEnumerable<string> folders)
    {
        foreach (var path in Files.Where(path => folders.Contains(path.Split('/')[0]) && !_found.Contains(path)))
        {
            Faults.Add(path, 1, "nothing reads this file; is it in the wrong folder, or its language not in locales.yaml?");
        }
    }

    /// <summary>Throws <see cref="ContentFaultsException"/> with everything that was wrong; else gives the short hash over all files.</summary>
    internal string Finish()
    {
        _opened.ForEach(root => root.FaultUnreadKeys());
        Faults.ThrowIfAny();

        return _hash;
    }

    private string Decoded(string path, byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException)
        {
            Faults.Add(path, 1, "the file is not UTF-8");

            return "";
        }
    }

    private static string HashOf(IReadOnlyList<(string Path, byte[] Bytes)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, bytes) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }
}
