using System.Net;
using System.Text.RegularExpressions;

namespace Bot.Accounts.Portal;

/// <summary>The pages of the sandbox portal and its one-time pages, from <c>Assets/portal.html</c>: parts begin with <c>&lt;!-- part: name --&gt;</c>, and <c>{{name}}</c> stands for a value.</summary>
internal sealed partial class PortalPages
{
    private readonly Dictionary<string, string> _parts;
    private readonly byte[] _style;

    public PortalPages()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Portal");
        _parts = Part().Split(File.ReadAllText(Path.Combine(folder, "portal.html"))).Skip(1).Chunk(2).ToDictionary(part => part[0], part => part[1].Trim());
        _style = File.ReadAllBytes(Path.Combine(folder, "portal.css"));
    }

    /// <summary>A sentence or a piece of a page, with its values encoded.</summary>
    internal string Fill(string part, params (string Name, string Value)[] values) =>
        values.Aggregate(_parts[part], (page, value) => page.Replace($"{{{{{value.Name}}}}}", WebUtility.HtmlEncode(value.Value), StringComparison.Ordinal));

    /// <summary>As <see cref="Fill"/>; what stands in <paramref name="html"/> is markup already.</summary>
    internal string FillMarkup(string part, (string Name, string Html)[] html, params (string Name, string Value)[] values) =>
        html.Aggregate(Fill(part, values), (page, value) => page.Replace($"{{{{{value.Name}}}}}", value.Html, StringComparison.Ordinal));

    /// <summary>Sends a page that nobody keeps, and that may load nothing but our own style.</summary>
    internal async Task SendAsync(HttpContext http, string title, string body, bool isApp = false, int status = StatusCodes.Status200OK)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(FillMarkup("layout", [("body", body), ("view", isApp ? "app" : "web")], ("title", title)), http.RequestAborted);
    }

    internal async Task SendStyleAsync(HttpContext http)
    {
        http.Response.ContentType = "text/css; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        await http.Response.BodyWriter.WriteAsync(_style, http.RequestAborted);
    }

    /// <summary>A form that another site sends off in a member's browser is refused.</summary>
    internal static bool IsFromOurPage(HttpContext http) =>
        http.Request.Headers.Origin.ToString() is not { Length: > 0 } origin
            ? http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            : Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, http.Request.Host.Value, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("<!-- part: ([a-z0-9-]+) -->", RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
