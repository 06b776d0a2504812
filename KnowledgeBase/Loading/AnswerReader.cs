using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>
/// Reads <c>answers/{locale}/*.yaml</c>: the file is the journey, each key a step, below it for each choice how people say it in sentences of their own. What is said for a choice wherever it is
/// offered stands in <c>everywhere.yaml</c>, below <c>choices</c>.
/// </summary>
internal sealed class AnswerReader
{
    private const string Everywhere = "everywhere.choices";

    private readonly Dictionary<string, IReadOnlyList<string>> _everywhere = [];
    private readonly Dictionary<(string Wording, string Choice), ContentNode> _left;

    private AnswerReader(Dictionary<(string Wording, string Choice), ContentNode> all) => _left = all;

    internal static AnswerReader Read(ContentFolder content, Locale locale) => new(
        (from file in content.YamlFiles($"answers/{locale.Id}")
         from step in file.Root.Map()
         from choice in step.Value.Map(atLeast: 1)
         select (Key: ($"{file.Id}.{step.Id()}", choice.Id()), choice.Value)).ToDictionary(read => read.Key, read => read.Value));

    /// <summary>What people say for a choice; empty where nothing is noted.</summary>
    internal IReadOnlyList<string> Take(string wording, string choice)
    {
        if (_left.Remove((Everywhere, choice), out var shared))
        {
            _everywhere[choice] = shared.DistinctTexts();
        }

        return [.. _left.Remove((wording, choice), out var said) ? said.DistinctTexts() : [], .. _everywhere.GetValueOrDefault(choice) ?? []];
    }

    /// <summary>Nobody would ever be heard by what belongs to no choice.</summary>
    internal void FaultUntaken()
    {
        foreach (var ((wording, choice), node) in _left)
        {
            node.Fault(wording == Everywhere ? $"no question has a choice '{choice}'" : $"'{wording}' has no choice '{choice}'");
        }
    }
}
