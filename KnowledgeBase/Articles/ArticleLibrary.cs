using System.Collections.Frozen;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Articles;

/// <summary>Every help text, in every language it exists in.</summary>
public sealed class ArticleLibrary
{
    private readonly FrozenDictionary<(string Id, string Locale), Article> _byId;
    private readonly LocaleList _locales;

    internal ArticleLibrary(LocaleList locales, IReadOnlyList<Article> all)
    {
        _locales = locales;
        All = all;
        _byId = all.ToFrozenDictionary(article => (article.Id, article.Locale));
    }

    public IReadOnlyList<Article> All { get; }

    /// <summary>In this language, or in English where the language lacks it; null when no article has the id.</summary>
    public Article? Find(string id, string locale) =>
        _byId.GetValueOrDefault((id, _locales.Best(locale).Id)) ?? _byId.GetValueOrDefault((id, Locale.Fallback));
}
