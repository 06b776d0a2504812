using Engine.Conversations;
using Engine.Replies;
using KnowledgeBase.Wordings;

namespace Engine.Understanding;

/// <summary>Finds which of the offered choices an answer means: pressed, its label typed, another way to say it, its place in the list, or most of its words.</summary>
internal static class ChoiceMatcher
{
    private const string OrdinalsWording = "ordinals.pick";

    internal static Choice? Find(Prompt? prompt, string? pressedId, string text, WordingLibrary wordings, string locale)
    {
        if (prompt is null || prompt.Choices.Count + prompt.OnCard.Count == 0)
        {
            return null;
        }

        if (pressedId is not null)
        {
            return prompt.Choices.Concat(prompt.OnCard).FirstOrDefault(choice => choice.Id == pressedId);
        }

        var said = Words.Of(text);

        return said.Count == 0 ? null
            : ByPhrase(prompt, said, wordings, locale)
                ?? ByPlace(prompt, said, wordings, locale)
                ?? ByPhraseWithin(prompt, said, wordings, locale)
                ?? ByMostWords(prompt, said, wordings, locale);
    }

    private static Choice? ByPhrase(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        var known = wordings.Find(prompt.Wording, locale).Choices;

        return prompt.Choices.Concat(prompt.OnCard).FirstOrDefault(choice =>
            Words.Of(choice.Label).SequenceEqual(said)
            || Words.Of(choice.Id).SequenceEqual(said)
            || HeardFor(choice, known).Any(phrase => phrase.SequenceEqual(said)));
    }

    /// <summary>"It says to try again later": a phrase for one of the choices stands in a short sentence that nothing turns round.</summary>
    private static Choice? ByPhraseWithin(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        const int LongestSentence = 10;
        if (said.Count > LongestSentence)
        {
            return null;
        }

        var known = wordings.Find(prompt.Wording, locale).Choices;
        var meant = prompt.Choices.Where(choice => HeardFor(choice, known)
            .Prepend(Words.Of(choice.Label))
            .Any(phrase => phrase.Count > 1 && IsWithin(phrase, said) && !SmallWords.AreIn(SmallWords.Negations, [.. said.Except(phrase)], wordings, locale))).ToList();

        return meant.Count == 1 ? meant[0] : null;
    }

    private static IReadOnlyList<IReadOnlyList<string>> HeardFor(Choice choice, IReadOnlyList<WordingChoice> known) =>
        known.FirstOrDefault(one => one.Id == choice.Id) is { } own ? ContentWords.Of(own).Hears : [];

    private static bool IsWithin(IReadOnlyList<string> phrase, IReadOnlyList<string> said) =>
        Enumerable.Range(0, Math.Max(0, said.Count - phrase.Count + 1)).Any(start => phrase.Index().All(word => said[start + word.Index] == word.Item));

    /// <summary>"The second one", "3", "last".</summary>
    private static Choice? ByPlace(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        var ordinals = wordings.Find(OrdinalsWording, locale).Choices;
        for (var place = 0; place < ordinals.Count; place++)
        {
            var words = ContentWords.Of(ordinals[place]);
            if (words.Hears.Prepend(words.Label).Any(phrase => phrase.SequenceEqual(said)))
            {
                return ordinals[place].Id == "last" ? prompt.Choices[^1] : prompt.Choices.ElementAtOrDefault(place);
            }
        }

        return null;
    }

    /// <summary>A short answer that shares its telling words with one choice only: "app" for "In the phone app".</summary>
    private static Choice? ByMostWords(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        const int LongestAnswer = 6;
        if (said.Count > LongestAnswer)
        {
            return null;
        }

        var telling = said.Except(SmallWords.Of(SmallWords.Fillers, wordings, locale)).ToList();
        var shared = prompt.Choices
            .Select(choice => (choice, Words: Words.Of(choice.Label)))
            .Select(pair => (pair.choice, Shared: telling.Count(word => word.Length > 2 && pair.Words.Contains(word)), pair.Words))
            .Where(pair => pair.Shared > 0 && telling.All(word => word.Length <= 3 || pair.Words.Contains(word)))
            .ToList();

        return shared.Count == 1 ? shared[0].choice : null;
    }
}
