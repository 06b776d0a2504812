using Engine.Conversations;
using Engine.Replies;
using KnowledgeBase.Wordings;

namespace Engine.Understanding;

/// <summary>Finds which of the offered choices an answer means: pressed, its label typed, another way to say it, its place in the list, or most of its words.</summary>
internal static class ChoiceMatcher
{
    private const string OrdinalsWording = "ordinals.pick";
    private const string LastPlace = "last";

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
            : ByPhrase(prompt, said, wordings)
                ?? ByPlace(prompt, said, wordings)
                ?? ByPhraseWithin(prompt, said, wordings, locale)
                ?? ByMostWords(prompt, said, wordings);
    }

    private static Choice? ByPhrase(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings)
    {
        var known = ChoicesOf(prompt.Wording, wordings);

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

        var known = ChoicesOf(prompt.Wording, wordings);
        var meant = prompt.Choices.Where(choice => HeardFor(choice, known)
            .Prepend(Words.Of(choice.Label))
            .Any(phrase => phrase.Count > 1 && IsWithin(phrase, said) && !SmallWords.AreIn(SmallWords.Negations, [.. said.Except(phrase)], wordings, locale))).ToList();

        return meant.Count == 1 ? meant[0] : null;
    }

    private static IReadOnlyList<IReadOnlyList<string>> HeardFor(Choice choice, IReadOnlyList<WordingChoice> known) =>
        [.. known.Where(one => one.Id == choice.Id).Select(ContentWords.Of).SelectMany(own => own.Hears.Prepend(own.Label))];

    /// <summary>In every language, so that a member may answer in another one than they were asked in.</summary>
    private static List<WordingChoice> ChoicesOf(string wording, WordingLibrary wordings) => [.. wordings.InEachLanguage(wording).SelectMany(own => own.Choices)];

    private static bool IsWithin(IReadOnlyList<string> phrase, IReadOnlyList<string> said) =>
        Enumerable.Range(0, Math.Max(0, said.Count - phrase.Count + 1)).Any(start => phrase.Index().All(word => said[start + word.Index] == word.Item));

    /// <summary>"The second one", "3", "last".</summary>
    private static Choice? ByPlace(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings)
    {
        foreach (var ordinals in wordings.InEachLanguage(OrdinalsWording).Select(wording => wording.Choices))
        {
            for (var place = 0; place < ordinals.Count; place++)
            {
                var words = ContentWords.Of(ordinals[place]);
                if (words.Hears.Prepend(words.Label).Any(phrase => phrase.SequenceEqual(said)))
                {
                    return prompt.Choices.ElementAtOrDefault(ordinals[place].Id == LastPlace ? prompt.Choices.Count - 1 : place);
                }
            }
        }

        return null;
    }

    /// <summary>A short answer that shares its telling words with one choice only: "app" for "In the phone app".</summary>
    private static Choice? ByMostWords(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings)
    {
        const int LongestAnswer = 6;
        if (said.Count > LongestAnswer)
        {
            return null;
        }

        var telling = said.Where(word => !SmallWords.AreIn(SmallWords.Fillers, [word], wordings)).ToList();
        var shared = prompt.Choices
            .Select(choice => (choice, Words: Words.Of(choice.Label)))
            .Select(pair => (pair.choice, Shared: telling.Count(word => word.Length > 2 && pair.Words.Contains(word)), pair.Words))
            .Where(pair => pair.Shared > 0 && telling.All(word => word.Length <= 3 || pair.Words.Contains(word)))
            .ToList();

        return shared.Count == 1 ? shared[0].choice : null;
    }
}
