using System.Text.RegularExpressions;
using KnowledgeBase;

namespace Bot.Accounts.Portal;

/// <summary>
/// The portal's pages in each language, from <c>Assets/portal.html</c>: parts begin with <c>&lt;!-- part: name --&gt;</c>, <c>{{text:id}}</c> is the
/// wording <c>portal.id</c>, and <c>{{name}}</c> stands for a value that is filled in later.
/// </summary>
internal sealed partial class PortalParts
{
    private readonly Dictionary<string, Dictionary<string, string>> _byLanguage;

    public PortalParts(Knowledge knowledge)
    {
        Knowledge = knowledge;
        var folder = Path.Combine(AppContext.BaseDirectory, "Portal");
        var parts = Part().Split(File.ReadAllText(Path.Combine(folder, "portal.html"))).Skip(1).Chunk(2).ToDictionary(part => part[0], part => part[1].Trim());
        _byLanguage = knowledge.Locales.All.ToDictionary(locale => locale.Id, locale => parts.ToDictionary(part => part.Key, part => InLanguage(part.Value, locale.Id)));
        Style = File.ReadAllBytes(Path.Combine(folder, "portal.css"));
    }

    internal Knowledge Knowledge { get; }

    internal byte[] Style { get; }

    internal string Of(string part, string language) => _byLanguage[language][part];

    private string InLanguage(string part, string language) => Text().Replace(part, text =>
        Placeholder().Replace(Markup(Knowledge.Wordings.Find($"portal.{text.Groups[1].Value}", language).Say), "{{$1}}")).Replace("{{lang}}", language, StringComparison.Ordinal);

    /// <summary>Letters with accents stay as they are: a part may become a value of another, and is encoded once more then.</summary>
    private static string Markup(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    [GeneratedRegex("<!-- part: ([a-z0-9-]+) -->", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex(@"\{\{text:([a-z0-9-]+)\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Text();

    [GeneratedRegex(@"\{([a-z-]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
