using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Matching;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>
/// Reads <c>act-examples/{locale}.yaml</c>: what people answer to a question, by what the answer does, and what they answer that does nothing but tell. Apart from the acts' own phrases, since "it
/// kicked me out again" is a no only when something was asked.
/// </summary>
internal static class ActExamplesReader
{
    /// <summary>The label of an answer that only tells something.</summary>
    public const string NoAct = "none";

    private static readonly Act[] Acts = [Act.Affirm, Act.Deny, Act.Back, Act.Restart, Act.Cancel, Act.Repeat, Act.Why, Act.DontKnow, Act.Correction];

    internal static List<ActExample> Read(ContentFolder content)
    {
        var examples = new List<ActExample>();
        foreach (var (_, root) in content.YamlFiles("act-examples"))
        {
            _ = root.Required("source").Text();
            _ = root.Required("reviewed").Date();
            foreach (var act in Acts) { examples.AddRange(Of(root, Labels.IdOf(act), Labels.For(act))); }
            examples.AddRange(Of(root, NoAct, NoAct));
        }

        return examples;
    }

    private static IEnumerable<ActExample> Of(ContentNode root, string key, string label)
    {
        var node = root.Required(key);

        return [.. Given(node, "yes-no", label, true), .. Given(node, "open", label, false)];
    }

    private static IEnumerable<ActExample> Given(ContentNode node, string key, string label, bool isToYesOrNo) =>
        (node.Optional(key)?.Texts(atLeast: 1) ?? []).Select(text => new ActExample(new Example(label, text), isToYesOrNo));
}

/// <summary>An example of an answer, and whether the question was one of yes or no.</summary>
internal sealed record ActExample(Example Example, bool IsToYesOrNo);
