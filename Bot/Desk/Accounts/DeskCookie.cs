namespace Bot.Desk.Accounts;

/// <summary>The cookie of a sign-in. Browsers keep its name's promise: this host alone, all paths, never over a line that can be read, never for another site's request.</summary>
internal static class DeskCookie
{
    internal const string Name = "__Host-desk";

    internal static string? Read(HttpRequest request) => request.Cookies.TryGetValue(Name, out var token) && token.Length is > 0 and <= 100 ? token : null;

    internal static void Write(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, Kind);

    internal static void Erase(HttpContext http) => http.Response.Cookies.Delete(Name, Kind);

    private static CookieOptions Kind => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/" };
}
