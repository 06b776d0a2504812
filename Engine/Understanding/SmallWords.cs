using KnowledgeBase.Wordings;

namespace Engine.Understanding;

/// <summary>Little words that change how a message is taken, as the language's content lists them.</summary>
internal static class SmallWords
{
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

    /// <summary>Which choice of a list that is never spoken a text names by one of its phrases; null for none.</summary>
    internal static string? Named(string list, string text, WordingLibrary wordings)
    {
        var said = Words.Of(text);

        return wordings.InEachLanguage(list).SelectMany(own => own.Choices)
            .FirstOrDefault(choice => ContentWords.Of(choice).Hears.Any(phrase => ChoiceMatcher.IsWithin(phrase, said)))?.Id;
    }

    /// <summary>In any language: members mix them, and quote a screen that speaks another one.</summary>
    internal static bool AreIn(string list, string text, WordingLibrary wordings) => AreIn(list, Words.Of(text), wordings);

    internal static bool AreIn(string list, IReadOnlyList<string> said, WordingLibrary wordings) =>
        wordings.InEachLanguage(list).Any(own => said.Any(ContentWords.AllOf(own).Contains));

    internal static IReadOnlySet<string> Of(string list, WordingLibrary wordings, string locale) => ContentWords.AllOf(wordings.Find(list, locale));
}
