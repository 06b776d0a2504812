using System.Globalization;
using System.Text;
using KnowledgeBase.Wordings;

namespace Engine.Understanding;

/// <summary>Little words that change how a message is taken, as the language's content lists them.</summary>
internal static class SmallWords
{
    /// <summary>Choice of a list: words that may stand beside its phrases.</summary>
    private const string Around = "around";

    /// <summary>Choice of a list: its phrases, where other words may stand beside them.</summary>
    internal const string Phrases = "phrases";

    /// <summary>Words that turn an answer round.</summary>
    internal const string Negations = "small-words.negations";

    /// <summary>Words that tell one answer from another hardly ever.</summary>
    internal const string Fillers = "small-words.fillers";

    /// <summary>Words by which people tell a thing themselves instead of pasting it.</summary>
    internal const string OwnWords = "small-words.own-words";

    /// <summary>Words by which people ask whether an address or a message is real.</summary>
    internal const string Doubts = "small-words.doubts";

    /// <summary>Words for what an account is named by ("email", "number"), which name none themselves.</summary>
    internal const string ContactWords = "small-words.contact-words";

    /// <summary>Phrases by which people ask for a person within a longer message, and by which they ask for none.</summary>
    internal const string PersonWishes = "small-words.person-wishes";

    /// <summary>Phrases by which people take back what they said.</summary>
    internal const string Corrections = "small-words.corrections";

    /// <summary>Phrases by which people say that a thing was asked before.</summary>
    internal const string AskedBefore = "small-words.asked-before";

    /// <summary>Words that may stand between such a phrase and the answer.</summary>
    internal const string LeadIns = "small-words.lead-ins";

    /// <summary>Words that hold something back from a yes.</summary>
    internal const string Reservations = "small-words.reservations";

    /// <summary>Phrases by which people say that a lock must be opened now.</summary>
    internal const string Impatience = "small-words.impatience";

    /// <summary>Signs that people answer with instead of words: a thumb, a tick, a shrug.</summary>
    internal const string Signs = "small-words.signs";

    /// <summary>Phrases by which people say that they are in, and what may be said around them.</summary>
    internal const string Working = "small-words.working";

    /// <summary>Phrases by which people say that a thing did not work, whatever else they say.</summary>
    internal const string Failing = "small-words.failing";

    /// <summary>Phrases by which people ask for another way in the breath in which they drop the first.</summary>
    internal const string OtherWays = "small-words.other-ways";

    /// <summary>Words by which people take their leave.</summary>
    internal const string Goodbyes = "small-words.goodbyes";

    /// <summary>Phrases by which people ask for an end of the questions.</summary>
    internal const string EnoughQuestions = "small-words.enough-questions";

    /// <summary>Phrases by which people say that a step cannot be done where they are: a setting is not there, or the thing is too old.</summary>
    internal const string Stuck = "small-words.stuck";

    /// <summary>Phrases by which people say that they use another thing than those named.</summary>
    internal const string AnotherOne = "small-words.another-one";

    /// <summary>Phrases by which people ask for nothing but a number to call.</summary>
    internal const string NumberWishes = "small-words.number-wishes";

    /// <summary>Phrases of a notice that the site is down for a while.</summary>
    internal const string ServiceNotices = "small-words.service-notices";

    /// <summary>Phrases that stand before a user name ("my user name is").</summary>
    internal const string NamePhrases = "small-words.name-phrases";

    /// <summary>What people call the items of the checklist; the choices are the items' ids.</summary>
    internal const string ItemNames = "small-words.item-names";

    /// <summary>The one word that stands after a phrase of a list at the end of a text, as it was typed; null when there is none.</summary>
    internal static string? LastAfter(string list, string text, WordingLibrary wordings)
    {
        var typed = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var said = Words.Of(text);
        var last = typed is [.., var end] ? end.Trim('.', ',', '!', '"', '\'') : "";

        // "I type my user id then" names none.
        return said.Count > 1 && !AreIn(Fillers, last, wordings) && Words.Of(last).Count > 0 && wordings.InEachLanguage(list).SelectMany(own => own.Choices).Any(choice => ContentWords.Of(choice).Hears
            .Any(phrase => ChoiceMatcher.IsWithin([.. phrase, Words.Of(last)[0]], said)))
            ? last
            : null;
    }

    /// <summary>What a text says besides a phrase of a list, as it was typed: what comes after it, or else before. Null when it has no such phrase, or nothing is left but small words.</summary>
    internal static string? Besides(string list, string smallWords, string text, WordingLibrary wordings)
    {
        var typed = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => (Typed: word, Words: Words.Of(word))).ToList();
        var said = typed.SelectMany((word, at) => word.Words.Select(plain => (Word: plain, At: at))).ToList();
        var words = said.Select(word => word.Word).ToList();
        var (end, phrase) = wordings.InEachLanguage(list).SelectMany(own => own.Choices).SelectMany(choice => ContentWords.Of(choice).Hears)
            .Select(phrase => (End: ChoiceMatcher.EndOf(phrase, words), Phrase: phrase)).MaxBy(found => (found.End, found.Phrase.Count));
        if (end == 0)
        {
            return null;
        }

        return Rest(said.Skip(end).Select(word => word.At)) ?? Rest(said.Take(end - phrase.Count).Select(word => word.At));

        string? Rest(IEnumerable<int> places)
        {
            var small = wordings.InEachLanguage(smallWords).SelectMany(ContentWords.AllOf).ToHashSet();
            var rest = places.Distinct().SkipWhile(IsSmall).Reverse().SkipWhile(IsSmall).Reverse().ToList();

            return rest.Count == 0 ? null : string.Join(' ', rest.Select(at => typed[at].Typed)).Trim(',', '.', ';', ':', '!', '-');

            bool IsSmall(int at) => typed[at].Words.All(small.Contains);
        }
    }

    /// <summary>Which choice of a list that is never spoken a text is the label of, or names by one of its phrases; null for none.</summary>
    internal static string? Named(string list, string text, WordingLibrary wordings)
    {
        var said = Words.Of(text);

        return wordings.InEachLanguage(list).SelectMany(own => own.Choices)
            .FirstOrDefault(choice => ContentWords.Of(choice).Label.SequenceEqual(said) || ContentWords.Of(choice).Hears.Any(phrase => ChoiceMatcher.IsWithin(phrase, said)))?.Id;
    }

    /// <summary>Whether a text names one choice of a list by one of its phrases, in any language.</summary>
    internal static bool IsNamed(string list, string choice, string text, WordingLibrary wordings) => EndOf(list, choice, text, wordings) > 0;

    /// <summary>Whether a text begins with a phrase of a list, in any language.</summary>
    internal static bool IsOpenedBy(string list, string text, WordingLibrary wordings)
    {
        var said = Words.Of(text);

        return wordings.InEachLanguage(list).SelectMany(own => own.Choices).SelectMany(choice => ContentWords.Of(choice).Hears).Any(phrase => ChoiceMatcher.StandsAt(0, phrase, said));
    }

    /// <summary>After how many words of a text the last phrase ends by which it names one choice of a list, in any language; 0 for none.</summary>
    internal static int EndOf(string list, string choice, string text, WordingLibrary wordings)
    {
        var said = Words.Of(text);
        var phrases = wordings.InEachLanguage(list).SelectMany(own => ContentWords.PhrasesOf(own, choice)).ToList();

        return phrases.Count == 0 ? 0 : phrases.Max(phrase => ChoiceMatcher.EndOf(phrase, said));
    }

    /// <summary>The words of the language that an answer of nothing but signs stands for; null when it is anything else.</summary>
    internal static string? SpokenBySigns(string text, WordingLibrary wordings, string locale) => text.Length > 0 && text.EnumerateRunes().All(IsSign)
        ? wordings.Find(Signs, locale).Choices.FirstOrDefault(choice => choice.Hears.Any(sign => text.Contains(sign, StringComparison.Ordinal)))?.Label
        : null;

    /// <summary>Whether a text is one of the list's phrases with nothing but small change around it, and no question.</summary>
    internal static bool IsOnly(string list, string text, WordingLibrary wordings) => !text.Contains('?', StringComparison.Ordinal) && IsNothingBut(list, text, wordings);

    /// <summary>Whether a text is one of the list's phrases with nothing but small change around it.</summary>
    internal static bool IsNothingBut(string list, string text, WordingLibrary wordings)
    {
        var said = Words.Of(text);
        var own = wordings.InEachLanguage(list).SelectMany(spoken => spoken.Choices).Select(ContentWords.Of).ToLookup(choice => choice.Id.Count == 1 && choice.Id[0] == Around);
        var around = own[true].SelectMany(choice => choice.Hears).SelectMany(phrase => phrase).ToHashSet();

        return said.Count > 0
            && own[false].SelectMany(choice => choice.Hears).Any(phrase => ChoiceMatcher.IsWithin(phrase, said) && said.Except(phrase).All(around.Contains));
    }

    /// <summary>In any language: members mix them, and quote a screen that speaks another one.</summary>
    internal static bool AreIn(string list, string text, WordingLibrary wordings) => AreIn(list, Words.Of(text), wordings);

    internal static bool AreIn(string list, IReadOnlyList<string> said, WordingLibrary wordings) =>
        wordings.InEachLanguage(list).Any(own => said.Any(ContentWords.AllOf(own).Contains));

    internal static IReadOnlySet<string> Of(string list, WordingLibrary wordings, string locale) => ContentWords.AllOf(wordings.Find(list, locale));

    /// <summary>No letter and no digit of any script, so that no code can hide among them.</summary>
    private static bool IsSign(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Format
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherPunctuation or UnicodeCategory.SpaceSeparator;
}
