using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Recognition;

/// <summary>
/// Reads <c>sayings/{locale}/{id}.yaml</c>: the many further ways in which people say a topic or an act, and in
/// <c>clarify.yaml</c> what they say who name no problem. A topic's own file keeps the telling few.
/// </summary>
internal static class SayingsReader
{
    internal static List<Example> Read(ContentFolder content, LocaleList locales, HashSet<string> topics)
    {
        var sayings = new List<Example>();
        var acts = Enum.GetValues<Act>().Select(Labels.IdOf).ToHashSet();
        foreach (var (id, root) in locales.All.SelectMany(locale => content.YamlFiles($"sayings/{locale.Id}")))
        {
            if (acts.Contains(id)) { sayings.AddRange(root.Texts().Select(text => new Example(Labels.For(Labels.ActOf(id)), text))); }
            else if (topics.Contains(id) || id == Labels.Clarify) { sayings.AddRange(root.Texts().Select(text => new Example(id, text))); }
            else { root.Fault($"'{id}' is no topic, no act and not '{Labels.Clarify}'"); }
        }

        return sayings;
    }
}
