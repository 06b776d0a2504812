using KnowledgeBase;
using KnowledgeBase.Recognition;
using YamlDotNet.RepresentationModel;

namespace Tests.Given;

/// <summary>
/// The shipped content with a third language beside its two: every English text letter by letter in Cyrillic, told to be Russian. So a single Latin letter that a member
/// sees was not said in that language; and times and durations come from .NET and Humanizer, which do speak Russian.
/// </summary>
internal static class MadeUpLanguage
{
    internal const string Id = "ru";

    /// <summary>What the desk calls it.</summary>
    internal const string InEnglish = "Russian";

    private const string Latin = "abcdefghijklmnopqrstuvwxyz";
    private const string Cyrillic = "абцдефгхийклмнопюрстувшщыз";

    private static readonly Lazy<(Knowledge Knowledge, Recogniser Recogniser)> Content = new(() =>
    {
        var knowledge = Load();

        return (knowledge, Recogniser.From(knowledge));
    });

    internal static Assistant Assistant() => new(Content.Value);

    internal static Knowledge Knowledge => Content.Value.Knowledge;
    internal static Recogniser Recogniser => Content.Value.Recogniser;

    /// <summary>The content, after a test has changed something in its folder.</summary>
    internal static Knowledge Load(Action<string>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("third-language-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Shipped, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(Shipped, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            AddTo(folder);
            change?.Invoke(folder);

            return Knowledge.Load(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The text in the made-up language; what stands in braces is left alone.</summary>
    internal static string Of(string english)
    {
        var inBraces = 0;

        return string.Concat(english.Select(letter =>
        {
            inBraces += letter switch { '{' => 1, '}' => -1, _ => 0 };
            var at = inBraces == 0 ? Latin.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal) : -1;

            return at < 0 ? letter : char.IsUpper(letter) ? char.ToUpperInvariant(Cyrillic[at]) : Cyrillic[at];
        }));
    }

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "Content");

    /// <summary>All that docs/languages.md asks of a new language.</summary>
    private static void AddTo(string folder)
    {
        File.AppendAllText(Path.Combine(folder, "locales.yaml"), $$"""

            {{Id}}:
              name: Русский
              called: { en: [russian], es: [ruso], {{Id}}: [{{Of("russian")}}] }
              complete: true
              culture: ru-RU
              time: H:mm
              day: dddd, d MMMM
              full-date: d MMMM yyyy
              moment: "{time}, {day}"
              span: "{from} — {to}"
            """);
        foreach (var kind in (string[])["wordings", "sayings"])
        {
            foreach (var file in Directory.GetFiles(Path.Combine(folder, kind, "en")))
            {
                Rewrite(file, file.Replace($"{kind}/en", $"{kind}/{Id}", StringComparison.Ordinal), Translate);
            }
        }

        foreach (var file in Directory.GetFiles(Path.Combine(folder, "articles", "en")))
        {
            var copy = file.Replace("articles/en", $"articles/{Id}", StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, Article(File.ReadAllText(file)));
        }

        foreach (var file in Directory.GetFiles(Path.Combine(folder, "facts")))
        {
            Rewrite(file, file, root => Maps(root).Where(fact => fact.Children.TryGetValue("value", out var value) && value is YamlMappingNode)
                .Select(fact => (YamlMappingNode)fact["value"]).ToList().ForEach(value => value.Add(Id, Of(((YamlScalarNode)value["en"]).Value!))));
        }

        var manners = Path.Combine(folder, "safety", "manners.yaml");
        Rewrite(manners, manners, root => ((YamlMappingNode)root).Add(Id, root["en"]));
        var recognition = Path.Combine(folder, "recognition.yaml");
        Rewrite(recognition, recognition, root => ((YamlMappingNode)root["language-words"]).Add(
            Id, new YamlSequenceNode(((YamlSequenceNode)root["language-words"]["en"]).Select(word => new YamlScalarNode(Of(((YamlScalarNode)word).Value!))))));
    }

    private static void Rewrite(string from, string to, Action<YamlNode> change)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(from))
        {
            yaml.Load(reader);
        }

        change(yaml.Documents[0].RootNode);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var writer = new StreamWriter(to);
        yaml.Save(writer, assignAnchors: false);
    }

    private static void Translate(YamlNode node)
    {
        switch (node)
        {
            case YamlScalarNode text:
                text.Value = Of(text.Value!);
                break;
            case YamlSequenceNode list:
                list.ToList().ForEach(Translate);
                break;
            case YamlMappingNode map:
                map.Children.Values.ToList().ForEach(Translate);
                break;
        }
    }

    private static string Article(string english)
    {
        var parts = english.Split("---\n", 3);
        var front = parts[1].Split('\n').Select(line =>
            line.StartsWith("title: ", StringComparison.Ordinal) ? "title: " + Of(line["title: ".Length..])
            : line.StartsWith("  - ", StringComparison.Ordinal) ? "  - " + Of(line["  - ".Length..])
            : line);

        return $"---\n{string.Join('\n', front)}---\n{Of(parts[2])}";
    }

    private static IEnumerable<YamlMappingNode> Maps(YamlNode root) => root.AllNodes.OfType<YamlMappingNode>();
}
