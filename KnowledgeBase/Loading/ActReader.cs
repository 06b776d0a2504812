using KnowledgeBase.Topics;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Reads <c>acts/*.yaml</c>.</summary>
internal static class ActReader
{
    private static readonly string[] Known =
    [
        "affirm", "deny", "back", "restart", "cancel", "repeat", "why", "dont-know", "correction",
        "skip", "hold-on", "help", "are-you-a-bot", "change-language", "how-long",
    ];

    internal static ActLibrary Read(ContentFolder content, LocaleList locales)
    {
        var acts = new List<SpokenAct>();
        foreach (var (id, root) in content.YamlFiles("acts"))
        {
            if (!Known.Contains(id))
            {
                root.Fault($"'{id}' is no act; acts are {string.Join(", ", Known)}");
            }

            acts.Add(new SpokenAct(id, root.Required("means").Text(), root.Required("people-say").ByLocale(locales, node => node.DistinctTexts())));
        }

        return new ActLibrary(acts);
    }
}
