using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Matching;

namespace KnowledgeBase.Recognition;

/// <summary>
/// Reads <c>sayings/{locale}/{id}.yaml</c>: the many further ways in which people say a topic or an act, and in
/// <c>clarify.yaml</c> what they say who name no problem. A topic's own file keeps the telling few.
/// </summary>
internal static class SayingsReader
{
    internal static List<Example> Read(ContentFolder content, HashSet<string> topics)
    {
        var sayings = new List<Example>();
        var acts = Enum.GetValues<Act>().Select(Labels.IdOf).ToHashSet();
        // Members also write in languages that the assistant does not speak yet: every folder counts, not only the locales'.
        var folders = content.Files.Where(path => path.StartsWith("sayings/", StringComparison.Ordinal)).Select(path => path[..path.LastIndexOf('/')]).Distinct();
        foreach (var (id, root) in folders.SelectMany(content.YamlFiles))
        {
            if (acts.Contains(id)) { sayings.AddRange(root.Texts().Select(text => new Example(Labels.For(Labels.ActOf(id)), text))); }
            else if (topics.Contains(id) || id == Labels.Clarify) { sayings.AddRange(root.Texts().Select(text => new Example(id, text))); }
            else { root.Fault($"'{id}' is no topic, no act and not '{Labels.Clarify}'"); }
        }

        return sayings;
    }
}
