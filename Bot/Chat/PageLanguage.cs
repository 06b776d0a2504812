using KnowledgeBase.Wordings;
using Microsoft.Net.Http.Headers;

namespace Bot.Chat;

/// <summary>In which language a page is asked for.</summary>
internal static class PageLanguage
{
    /// <summary>What the address asks for (<c>?lang=</c>), or null when it asks for none that the assistant speaks.</summary>
    internal static string? Asked(HttpRequest request, LocaleList locales) =>
        request.Query["lang"].ToString() is { Length: > 0 } asked && locales.Has(asked.Split('-')[0]) ? locales.Best(asked).Id : null;

    /// <summary>What the address asks for, else the first language of the browser's list that the assistant speaks, else the language everything exists in.</summary>
    internal static string Choose(HttpRequest request, LocaleList locales)
    {
        if (Asked(request, locales) is { } asked)
        {
            return asked;
        }

        var liked = StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptLanguage.OfType<string>()], out var list)
            ? list.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString())
            : [];

        return locales.Best(liked.FirstOrDefault(language => locales.Has(language.Split('-')[0]))).Id;
    }
}
