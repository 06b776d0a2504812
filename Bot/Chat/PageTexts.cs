using System.Net;
using System.Text.Json;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Chat;

/// <summary>What the page around the chat says, in each language, from the wordings <c>page.*</c>.</summary>
internal sealed class PageTexts
{
    private const string Prefix = "page.";

    private readonly Dictionary<string, Dictionary<string, string>> _byLocale;
    private readonly LocaleList _locales;

    internal PageTexts(Knowledge knowledge)
    {
        _locales = knowledge.Locales;
        var ids = knowledge.Wordings.All.Select(wording => wording.Id).Where(id => id.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        _byLocale = _locales.All.ToDictionary(
            locale => locale.Id,
            locale => ids.ToDictionary(id => id[Prefix.Length..], id => knowledge.Wordings.Find(id, locale.Id).Say));
    }

    internal IEnumerable<string> Languages => _byLocale.Keys;

    /// <summary>All texts of all languages, safe inside a script of a page: no sign of HTML stands in it plainly.</summary>
    internal string Json => JsonSerializer.Serialize(_byLocale, TextsJson.Default.DictionaryStringDictionaryStringString);

    /// <summary>The page in one language: <c>{{text:id}}</c> is filled, and a button stands for every language.</summary>
    internal string Fill(string page, string language)
    {
        foreach (var (id, text) in _byLocale[language])
        {
            page = page.Replace($"{{{{text:{id}}}}}", WebUtility.HtmlEncode(text), StringComparison.Ordinal);
        }

        var buttons = _locales.All.Select(locale =>
            $"""<button type="button" class="quiet" lang="{locale.Id}" data-language="{locale.Id}"{(locale.Id == language ? " hidden" : "")}>{WebUtility.HtmlEncode(locale.Name)}</button>""");

        return page
            .Replace("{{lang}}", language, StringComparison.Ordinal)
            .Replace("{{languages}}", string.Join("\n      ", buttons), StringComparison.Ordinal)
            .Replace("{{texts}}", Json, StringComparison.Ordinal);
    }

    internal string Choose(HttpRequest request) => PageLanguage.Choose(request, _locales);
}
