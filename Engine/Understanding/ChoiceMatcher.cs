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

        return said.Count == 0 ? null : In(locale, prompt, said, wordings) ?? InAnother(locale, prompt, said, wordings);
    }

    private static Choice? In(string locale, Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings) =>
        ByPhrase(prompt, said, wordings, locale)
        ?? ByPlace(prompt, said, wordings, locale)
        ?? ByPhraseOfTellingWords(prompt, said, wordings, locale)
        ?? (PlainAnswers.AreWantedAt(prompt) ? null : InASentence(locale, prompt, said, wordings));

    private static Choice? InASentence(string locale, Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings) =>
        ByPhraseWithin(prompt, said, wordings, locale)
        ?? ByMostWords(prompt, said, wordings, locale)
        ?? ByOpening(prompt, said, wordings, locale);

    /// <summary>A member may answer in another language than they were asked in: then what the choices are called there counts.</summary>
    private static Choice? InAnother(string locale, Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings)
    {
        foreach (var other in wordings.Locales.All)
        {
            if (other.Id == locale || wordings.In(prompt.Wording, other.Id) is not { Choices.Count: > 0 } spoken)
            {
                continue;
            }

            var translated = prompt with { Choices = [.. prompt.Choices.Select(choice => ContentOf(choice, spoken.Choices) is { } own ? choice with { Label = own.Label } : choice)] };
            if (In(other.Id, translated, said, wordings) is { } found)
            {
                return prompt.Choices.Concat(prompt.OnCard).FirstOrDefault(choice => choice.Id == found.Id);
            }
        }

        return null;
    }

    private static Choice? ByPhrase(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        var known = wordings.Find(prompt.Wording, locale).Choices;
        foreach (var choice in prompt.Choices)
        {
            if (IsCalled(choice, said, known))
            {
                return choice;
            }
        }

        foreach (var choice in prompt.OnCard)
        {
            if (IsCalled(choice, said, known))
            {
                return choice;
            }
        }

        return null;
    }

    /// <summary>"Email please", "I want text": the phrase of a choice, with nothing else around it but words that tell nothing.</summary>
    private static Choice? ByPhraseOfTellingWords(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        var fillers = SmallWords.Of(SmallWords.Fillers, wordings, locale);
        var telling = said.Where(word => !fillers.Contains(word)).ToList();

        return telling.Count == 0 || telling.Count == said.Count ? null : ByPhrase(prompt, telling, wordings, locale);
    }

    private static bool IsCalled(Choice choice, IReadOnlyList<string> said, IReadOnlyList<WordingChoice> known)
    {
        var own = ContentOf(choice, known);

        return AreSame(LabelOf(choice, own), said)
            || AreSame(own is null ? Words.Of(choice.Id) : ContentWords.Of(own).Id, said)
            || (own is not null && IsAnyOf(ContentWords.Of(own).Hears, said));
    }

    /// <summary>"It says to try again later": a phrase for one of the choices stands in a short sentence that nothing turns round.</summary>
    private static Choice? ByPhraseWithin(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        const int LongestSentence = 12;
        if (said.Count > LongestSentence)
        {
            return null;
        }

        var known = wordings.Find(prompt.Wording, locale).Choices;
        var negations = SmallWords.Of(SmallWords.Negations, wordings, locale);
        Choice? meant = null;
        foreach (var choice in prompt.Choices)
        {
            if (!IsNamedWithin(choice, said, known, negations))
            {
                continue;
            }

            if (meant is not null)
            {
                return null;
            }

            meant = choice;
        }

        return meant;
    }

    /// <summary>"My own, of course, I never use hers": the answer comes first, and what follows explains it. Of one word only where the member goes on about themselves: "phone is fine" names no phone.</summary>
    private static Choice? ByOpening(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        const int LongestSentence = 14;
        if (said.Count > LongestSentence)
        {
            return null;
        }

        var known = wordings.Find(prompt.Wording, locale).Choices;
        Choice? meant = null;
        foreach (var choice in prompt.Choices)
        {
            var own = ContentOf(choice, known);
            IEnumerable<IReadOnlyList<string>> phrases = own is null ? [LabelOf(choice, own)] : [LabelOf(choice, own), .. ContentWords.Of(own).Hears];
            var isFirst = phrases.Any(phrase => OpensWith(phrase, said, wordings));

            // "My mother, she passed away" begins with one answer and means another.
            if ((isFirst && meant is not null) || (!isFirst && phrases.Any(phrase => phrase.Count > 1 && IsWithin(phrase, said))))
            {
                return null;
            }

            meant = isFirst ? choice : meant;
        }

        return meant;
    }

    private static bool OpensWith(IReadOnlyList<string> phrase, IReadOnlyList<string> said, WordingLibrary wordings) =>
        phrase.Count > 0 && phrase.Count < said.Count && StandsAt(0, phrase, said) && (phrase.Count > 1 || (phrase[0].Length > 3 && SmallWords.AreIn(SmallWords.OwnWords, [said[1]], wordings)));

    private static bool IsNamedWithin(Choice choice, IReadOnlyList<string> said, IReadOnlyList<WordingChoice> known, IReadOnlySet<string> negations)
    {
        var own = ContentOf(choice, known);
        if (IsSaidPlainly(LabelOf(choice, own), said, negations))
        {
            return true;
        }

        foreach (var phrase in own is null ? [] : ContentWords.Of(own).Hears)
        {
            if (IsSaidPlainly(phrase, said, negations))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The phrase stands in the sentence, and no word beside it turns it round.</summary>
    private static bool IsSaidPlainly(IReadOnlyList<string> phrase, IReadOnlyList<string> said, IReadOnlySet<string> negations) =>
        phrase.Count > 1 && IsWithin(phrase, said) && !IsTurnedRound(phrase, said, negations);

    private static WordingChoice? ContentOf(Choice choice, IReadOnlyList<WordingChoice> known)
    {
        foreach (var one in known)
        {
            if (one.Id == choice.Id)
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>A label with values in it is the member's own, and taken apart each time.</summary>
    private static IReadOnlyList<string> LabelOf(Choice choice, WordingChoice? own) =>
        own is not null && own.Label == choice.Label ? ContentWords.Of(own).Label : Words.Of(choice.Label);

    internal static bool IsWithin(IReadOnlyList<string> phrase, IReadOnlyList<string> said)
    {
        for (var start = 0; start + phrase.Count <= said.Count; start++)
        {
            if (StandsAt(start, phrase, said))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>After how many words the phrase ends where it stands last; 0 when it stands nowhere.</summary>
    internal static int EndOf(IReadOnlyList<string> phrase, IReadOnlyList<string> said)
    {
        for (var end = said.Count; end >= phrase.Count; end--)
        {
            if (StandsAt(end - phrase.Count, phrase, said))
            {
                return end;
            }
        }

        return 0;
    }

    private static bool AreSame(IReadOnlyList<string> phrase, IReadOnlyList<string> said) => phrase.Count == said.Count && StandsAt(0, phrase, said);

    /// <summary>Whether the phrase is there from that word on; a place outside of what was said is no fault.</summary>
    internal static bool StandsAt(int start, IReadOnlyList<string> phrase, IReadOnlyList<string> said)
    {
        if (start < 0 || start + phrase.Count > said.Count)
        {
            return false;
        }

        for (var place = 0; place < phrase.Count; place++)
        {
            if (said[start + place] != phrase[place])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"The second one", "3", "last".</summary>
    private static Choice? ByPlace(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        var ordinals = wordings.Find(OrdinalsWording, locale).Choices;
        for (var place = 0; place < ordinals.Count; place++)
        {
            var words = ContentWords.Of(ordinals[place]);
            if (AreSame(words.Label, said) || IsAnyOf(words.Hears, said))
            {
                return ordinals[place].Id == "last" ? prompt.Choices[^1] : prompt.Choices.ElementAtOrDefault(place);
            }
        }

        return null;
    }

    private static bool IsAnyOf(IReadOnlyList<IReadOnlyList<string>> phrases, IReadOnlyList<string> said)
    {
        foreach (var phrase in phrases)
        {
            if (AreSame(phrase, said))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A short answer that shares its telling words with one choice only: "app" for "In the phone app".</summary>
    private static Choice? ByMostWords(Prompt prompt, IReadOnlyList<string> said, WordingLibrary wordings, string locale)
    {
        const int LongestAnswer = 6;
        if (said.Count > LongestAnswer)
        {
            return null;
        }

        var known = wordings.Find(prompt.Wording, locale).Choices;
        var fillers = SmallWords.Of(SmallWords.Fillers, wordings, locale);
        var negations = SmallWords.Of(SmallWords.Negations, wordings, locale);
        Choice? meant = null;
        foreach (var choice in prompt.Choices)
        {
            var label = LabelOf(choice, ContentOf(choice, known));
            if (!SharesTheTellingWords(label, said, fillers) || IsTurnedRound(label, said, negations))
            {
                continue;
            }

            if (meant is not null)
            {
                return null;
            }

            meant = choice;
        }

        return meant;
    }

    /// <summary>"No uso Edge" names it, and means another.</summary>
    private static bool IsTurnedRound(IReadOnlyList<string> phrase, IReadOnlyList<string> said, IReadOnlySet<string> negations) =>
        said.Any(word => negations.Contains(word) && !phrase.Contains(word));

    private static bool SharesTheTellingWords(IReadOnlyList<string> label, IReadOnlyList<string> said, IReadOnlySet<string> fillers)
    {
        var shares = false;
        foreach (var word in said)
        {
            if (fillers.Contains(word))
            {
                continue;
            }

            var isShared = label.Contains(word);
            if (!isShared && word.Length > 3)
            {
                return false;
            }

            shares |= isShared && word.Length > 2;
        }

        return shares;
    }
}
