using KnowledgeBase.Articles;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Checks each further language against English: what is there fits, and in a complete language nothing is missing.</summary>
internal static class Parity
{
    internal static void Check(
        LocaleList locales, IReadOnlyDictionary<string, IReadOnlyList<Read<Wording>>> wordings, IReadOnlyList<Read<Article>> articles)
    {
        foreach (var locale in locales.All.Where(locale => locale.Id != Locale.Fallback))
        {
            CheckWordings(locale, wordings[Locale.Fallback], wordings[locale.Id]);
            CheckArticles(locale, articles);
        }
    }

    private static void CheckWordings(Locale locale, IReadOnlyList<Read<Wording>> english, IReadOnlyList<Read<Wording>> translated)
    {
        var inEnglish = english.ToDictionary(wording => wording.Value.Id);
        foreach (var (wording, at) in translated)
        {
            if (inEnglish.TryGetValue(wording.Id, out var original))
            {
                Compare(original.Value, wording, at, locale);
            }
            else
            {
                at.Fault($"English has no wording '{wording.Id}'");
            }
        }

        foreach (var missing in locale.IsComplete ? inEnglish.Keys.Except(translated.Select(wording => wording.Value.Id)) : [])
        {
            inEnglish[missing].At.Fault($"the wording '{missing}' is missing in the language '{locale.Id}'");
        }
    }

    private static void Compare(Wording english, Wording translated, ContentNode at, Locale locale)
    {
        Expect(english.Placeholders, translated.Placeholders, at, locale, "placeholder");
        Expect(english.Choices.Select(choice => choice.Id), translated.Choices.Select(choice => choice.Id), at, locale, "choice");
        Expect(english.VariantSteps.Keys, translated.VariantSteps.Keys, at, locale, "variant");
        if (locale.IsComplete && english.Why is not null && translated.Why is null)
        {
            at.Fault($"'why' is missing in the language '{locale.Id}'");
        }
    }

    private static void CheckArticles(Locale locale, IReadOnlyList<Read<Article>> articles)
    {
        var english = articles.Where(article => article.Value.Locale == Locale.Fallback).ToList();
        var translated = articles.Where(article => article.Value.Locale == locale.Id).ToList();
        foreach (var article in translated.ExceptBy(english.Select(article => article.Value.Id), article => article.Value.Id))
        {
            article.At.Fault($"English has no article '{article.Value.Id}'");
        }

        foreach (var article in locale.IsComplete ? english.ExceptBy(translated.Select(article => article.Value.Id), article => article.Value.Id) : [])
        {
            article.At.Fault($"the article '{article.Value.Id}' is missing in the language '{locale.Id}'");
        }
    }

    private static void Expect(IEnumerable<string> english, IEnumerable<string> translated, ContentNode at, Locale locale, string what)
    {
        foreach (var missing in english.Except(translated))
        {
            at.Fault($"the {what} '{missing}' is missing in the language '{locale.Id}'");
        }

        foreach (var added in translated.Except(english))
        {
            at.Fault($"English has no {what} '{added}' here");
        }
    }
}
