using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using KnowledgeBase.Articles;
using KnowledgeBase.Wordings;

namespace Engine.Understanding;

/// <summary>The words of what the content hears, taken apart once for each wording and not again with every message.</summary>
internal sealed class ContentWords
{
    // By the object that the library keeps: when content is read anew, what was remembered of the old goes with it.
    private static readonly ConditionalWeakTable<WordingChoice, ContentWords> Choices = [];
    private static readonly ConditionalWeakTable<Wording, FrozenSet<string>> Lists = [];

    private static readonly ConditionalWeakTable<Article, IReadOnlyList<IReadOnlyList<string>>> Asked = [];

    private ContentWords(WordingChoice choice)
    {
        Id = Words.Of(choice.Id);
        Label = Words.Of(choice.Label);
        Hears = [.. choice.Hears.Select(Words.Of)];
    }

    internal IReadOnlyList<string> Id { get; }

    internal IReadOnlyList<string> Label { get; }

    internal IReadOnlyList<IReadOnlyList<string>> Hears { get; }

    internal static ContentWords Of(WordingChoice choice) => Choices.GetValue(choice, known => new ContentWords(known));

    /// <summary>What one choice of a wording hears; nothing when it has no such choice.</summary>
    internal static IEnumerable<IReadOnlyList<string>> PhrasesOf(Wording wording, string choice) => wording.Choices.Where(known => known.Id == choice).SelectMany(known => Of(known).Hears);

    /// <summary>The questions that an article gives as examples.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> QuestionsOf(Article article) => Asked.GetValue(article, known => [.. known.PeopleAsk.Select(Words.Of)]);

    /// <summary>All words that any choice of the wording hears.</summary>
    internal static FrozenSet<string> AllOf(Wording wording) =>
        Lists.GetValue(wording, known => known.Choices.SelectMany(choice => Of(choice).Hears).SelectMany(phrase => phrase).ToFrozenSet());
}
