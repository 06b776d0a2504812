using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Matching;

namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>
/// Reads <c>safety/danger-examples/{locale}.yaml</c>: messages of danger, and messages that only sound like it. Only the hearing of danger learns from them; of what else they say they tell too much
/// at once to teach the telling of problems.
/// </summary>
internal static class DangerExamplesReader
{
    /// <summary>The label of what is no danger.</summary>
    public const string NoDanger = "no-danger";

    internal static List<Example> Read(ContentFolder content)
    {
        var examples = new List<Example>();
        foreach (var (_, root) in content.YamlFiles("safety/danger-examples"))
        {
            _ = root.Required("source").Text();
            _ = root.Required("reviewed").Date();
            examples.AddRange(root.Required("danger").Texts(atLeast: 1).Select(text => new Example(Labels.Emergency, text)));
            examples.AddRange(root.Required(NoDanger).Texts(atLeast: 1).Select(text => new Example(NoDanger, text)));
        }

        return examples;
    }

    /// <summary>What people answer to our questions: the everyday talk that the examples lack.</summary>
    internal static IEnumerable<Example> EverydayTalk(ContentFolder content) => content.TextsUnder("act-examples", "answers").Select(text => new Example(NoDanger, text));
}
