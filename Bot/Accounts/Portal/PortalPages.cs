using System.Net;
using System.Text.RegularExpressions;
using Bot.Chat;
using Engine.Members;
using KnowledgeBase.Wordings;

namespace Bot.Accounts.Portal;

/// <summary>The pages of the sandbox portal and its one-time pages, in the language of whoever asks: what the address says, what it said last, or what the browser likes.</summary>
internal sealed partial class PortalPages(PortalParts parts, IHttpContextAccessor visit)
{
    private const string Cookie = "portal-language";

    internal string Language { get; } = Choose(visit.HttpContext!, parts.Knowledge.Locales);

    /// <summary>A sentence or a piece of a page, with its values encoded.</summary>
    internal string Fill(string part, params (string Name, string Value)[] values) =>
        values.Aggregate(parts.Of(part, Language), (page, value) => page.Replace($"{{{{{value.Name}}}}}", WebUtility.HtmlEncode(value.Value), StringComparison.Ordinal));

    /// <summary>As <see cref="Fill"/>; what stands in <paramref name="html"/> is markup already.</summary>
    internal string FillMarkup(string part, (string Name, string Html)[] html, params (string Name, string Value)[] values) =>
        html.Aggregate(Fill(part, values), (page, value) => page.Replace($"{{{{{value.Name}}}}}", value.Html, StringComparison.Ordinal));

    /// <summary>A second step as the chat calls it.</summary>
    internal string NameOf(FactorKind kind, string label) => FactorName.Of(kind.ToString().ToLowerInvariant(), label, parts.Knowledge.Wordings, Language);

    internal string Moment(DateTimeOffset at) => $"{parts.Knowledge.Locales.Best(Language).Time(TimeOnly.FromTimeSpan(at.UtcDateTime.TimeOfDay))} UTC";

    internal string Day(DateTimeOffset at) => parts.Knowledge.Locales.Best(Language).Day(DateOnly.FromDateTime(at.UtcDateTime));

    /// <summary>Sends a page that nobody keeps, and that may load nothing but our own style. Its title is its heading, behind a word of warning where there is an error.</summary>
    internal async Task SendAsync(HttpContext http, string body, bool isApp = false, int status = StatusCodes.Status200OK)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        if (PageLanguage.Asked(http.Request, parts.Knowledge.Locales) is { } asked)
        {
            // A form that is sent off says no language; the page after it goes on in the one before.
            http.Response.Cookies.Append(Cookie, asked, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/portal", IsEssential = true });
        }

        var heading = WebUtility.HtmlDecode(Heading().Match(body).Groups[1].Value);
        var title = body.Contains("role=\"alert\"", StringComparison.Ordinal) ? $"{WebUtility.HtmlDecode(parts.Of("error-word", Language))}: {heading}" : heading;
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(FillMarkup("layout", [("body", body), ("view", isApp ? "app" : "web"), ("languages", OtherLanguages(http.Request))], ("title", title)), http.RequestAborted);
    }

    internal async Task SendStyleAsync(HttpContext http)
    {
        http.Response.ContentType = "text/css; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        await http.Response.BodyWriter.WriteAsync(parts.Style, http.RequestAborted);
    }

    /// <summary>A form that another site sends off in a member's browser is refused.</summary>
    internal static bool IsFromOurPage(HttpContext http) =>
        http.Request.Headers.Origin.ToString() is not { Length: > 0 } origin
            ? http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            : Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, http.Request.Host.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Not on the page that a form led to: it could not be had a second time.</summary>
    private string OtherLanguages(HttpRequest request) => !HttpMethods.IsGet(request.Method) || !request.Path.StartsWithSegments("/portal") ? ""
        : string.Concat(parts.Knowledge.Locales.All.Where(locale => locale.Id != Language).Select(locale => $""" <a href="?lang={locale.Id}" lang="{locale.Id}" hreflang="{locale.Id}">{WebUtility.HtmlEncode(locale.Name)}</a>"""));

    /// <summary>What only the person at this machine sees (<c>/sandbox</c>) is a tool, and in the language of the code.</summary>
    private static string Choose(HttpContext http, LocaleList locales) => !http.Request.Path.StartsWithSegments("/portal") ? Locale.Fallback
        : PageLanguage.Asked(http.Request, locales) ?? (http.Request.Cookies[Cookie] is { } kept && locales.Has(kept) ? locales.Best(kept).Id : PageLanguage.Choose(http.Request, locales));

    [GeneratedRegex("<h1>([^<]*)</h1>", RegexOptions.NonBacktracking)]
    private static partial Regex Heading();
}
