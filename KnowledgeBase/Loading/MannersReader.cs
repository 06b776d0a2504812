using System.Text.RegularExpressions;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Reads <c>safety/manners.yaml</c>: patterns by language, in which <c>{secret}</c> and other parts stand for the lines above them.</summary>
internal static class MannersReader
{
    private const string File = "safety/manners.yaml";

    internal static IReadOnlyDictionary<string, Manners> Read(ContentFolder content, LocaleList locales)
    {
        var manners = content.Yaml(File).ByLocale(locales, Read);
        foreach (var locale in locales.All.Where(locale => locale.IsComplete && !manners.ContainsKey(locale.Id)))
        {
            content.Faults.Add(File, 1, $"the language '{locale.Id}' is missing, so that nobody would notice when it asks for a password");
        }

        return manners;
    }

    private static Manners Read(ContentNode node)
    {
        var parts = node.Required("parts").Map().ToDictionary(part => part.Key, part => part.Value.Text());

        return new Manners
        {
            Blame = Pattern("blame"),
            NeverAsk = new NeverAsk
            {
                Requests = Pattern("requests"),
                TypingRequests = Pattern("typing-requests"),
                BarePrompt = Pattern("bare-prompt"),
                Elsewhere = Pattern("elsewhere"),
                IntoTheChat = Pattern("into-the-chat"),
                ClauseBreak = Pattern("clause-break"),
                Negation = Pattern("negation"),
                NegatedListOfVerbs = Pattern("negated-verbs"),
                AboutOthers = Pattern("about-others"),
            },
        };

        Regex Pattern(string key) => PatternReader.Read(node.Required(key), text => Template.Fill(text, parts.GetValueOrDefault), RegexOptions.IgnorePatternWhitespace);
    }
}
