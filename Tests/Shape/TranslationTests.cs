using FluentAssertions;
using KnowledgeBase;
using KnowledgeBase.Wordings;
using Xunit;

namespace Tests.Shape;

public sealed class TranslationTests
{
    private static readonly Knowledge Shipped = Knowledge.Load();

    /// <summary>Beside this test stands what may still be said in English, one "language id" a line. Whoever adds a wording adds it in every language, or a line there.</summary>
    [Fact]
    public void Nothing_but_the_listed_is_said_in_english_to_those_who_speak_another_language() =>
        Untranslated().Should().BeEquivalentTo(Listed);

    /// <summary>What may still be missing; transcripts in another language pass over it.</summary>
    internal static IReadOnlyList<string> Listed { get; } =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Shape", "untranslated.txt")).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    [Fact]
    public void Facts_in_words_are_there_in_every_language() =>
        Shipped.Facts.All.Where(fact => Others.Any(locale => !fact.Shown.ContainsKey(locale.Id))).Select(fact => fact.Id).Should().BeEmpty();

    private static IEnumerable<Locale> Others => Shipped.Locales.All.Where(locale => locale.Id != Locale.Fallback);

    private static IEnumerable<string> Untranslated() =>
        from locale in Others
        let wordings = Shipped.Wordings.All.Select(wording => wording.Id).Except(Shipped.Wordings.AllIn(locale.Id).Select(wording => wording.Id))
        let whys = Shipped.Wordings.AllIn(locale.Id).Where(wording => wording.Why is null && Shipped.Wordings.Find(wording.Id, Locale.Fallback).Why is not null).Select(wording => $"{wording.Id} why")
        let articles = Shipped.Articles.All.Where(article => article.Locale == Locale.Fallback && Shipped.Articles.Find(article.Id, locale.Id)!.Locale != locale.Id).Select(article => $"article {article.Id}")
        from id in wordings.Concat(whys).Concat(articles)
        select $"{locale.Id} {id}";
}
