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
        if (prompt is null || prompt.Choices.Count == 0)
        {
            return null;
        }

        if (pressedId is not null)
        {
            return prompt.Choices.FirstOrDefault(choice => choice.Id == pressedId);
        }

        var said = Words.Of(text);

        return said.Count == 0 ? null
            : ByPhrase(prompt, said, wordings, locale)
                ?? ByPlace(prompt, said, wordings, locale)
                ?? ByMostWords(prompt, said);
    }

    private static Choice? ByPhrase(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        var hears = wordings.Find(prompt.Wording, locale).Choices;

        return prompt.Choices.FirstOrDefault(choice =>
            Words.Of(choice.Label).SequenceEqual(said)
            || Words.Of(choice.Id).SequenceEqual(said)
            || (hears.FirstOrDefault(known => known.Id == choice.Id)?.Hears ?? []).Any(phrase => Words.Of(phrase).SequenceEqual(said)));
    }

    /// <summary>"The second one", "3", "last".</summary>
    private static Choice? ByPlace(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        var ordinals = wordings.Find(OrdinalsWording, locale).Choices;
        for (var place = 0; place < ordinals.Count; place++)
        {
            if (ordinals[place].Hears.Prepend(ordinals[place].Label).Any(phrase => Words.Of(phrase).SequenceEqual(said)))
            {
                return ordinals[place].Id == "last" ? prompt.Choices[^1] : prompt.Choices.ElementAtOrDefault(place);
            }
        }

        return null;
    }

    /// <summary>A short answer that shares its telling words with one choice only: "app" for "In the phone app".</summary>
    private static Choice? ByMostWords(Prompt prompt, IReadOnlyList<string> said)
    {
        const int LongestAnswer = 6;
        if (said.Count > LongestAnswer)
        {
            return null;
        }

        var shared = prompt.Choices
            .Select(choice => (choice, Words: Words.Of(choice.Label)))
            .Select(pair => (pair.choice, Shared: said.Count(word => word.Length > 2 && pair.Words.Contains(word)), pair.Words))
            .Where(pair => pair.Shared > 0 && said.All(word => word.Length <= 3 || pair.Words.Contains(word)))
            .ToList();

        return shared.Count == 1 ? shared[0].choice : null;
    }
}
