using KnowledgeBase.Recognition.Deciding;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>What the content gives to learn from.</summary>
internal sealed record TrainingMaterial(IReadOnlyList<Example> Examples, IReadOnlyList<SeenWording> Wordings, IReadOnlyList<(Act Act, string Phrase)> Acts, IReadOnlyList<Example> DangerExamples, IReadOnlyList<ActExample> ActExamples)
{
    /// <summary>Every phrase of every language: what is said, what screens show, what steers the talk, what is too vague.</summary>
    public static TrainingMaterial From(Knowledge knowledge)
    {
        var wordings = knowledge.Topics.All
            .SelectMany(topic => topic.SeenOnScreen.Values.SelectMany(all => all).Select(seen => new SeenWording(topic.Id, seen.Says, seen.Cause))).ToList();
        IReadOnlyList<Example> examples =
        [
            .. knowledge.Topics.All.SelectMany(topic => topic.PeopleSay.Values.SelectMany(all => all).Select(phrase => new Example(topic.Id, phrase))),
            .. wordings.Select(seen => new Example(seen.Topic, ScreenWordings.WithoutValues(seen.Wording))),
            .. knowledge.Acts.All.SelectMany(act => act.PeopleSay.Values.SelectMany(all => all).Select(phrase => new Example(Labels.For(Labels.ActOf(act.Id)), phrase))),
            .. knowledge.Sayings,
        ];

        return new TrainingMaterial(examples, wordings, [.. ActsIn(examples)], knowledge.DangerExamples, knowledge.ActExamples);
    }

    private static IEnumerable<(Act Act, string Phrase)> ActsIn(IReadOnlyList<Example> examples)
    {
        foreach (var example in examples)
        {
            if (Labels.ActIn(example.Label) is { } act) { yield return (act, example.Text); }
        }
    }
}
