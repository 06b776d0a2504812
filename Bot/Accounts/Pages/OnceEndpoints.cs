using System.Net;
using Bot.Accounts.Model;
using Bot.Accounts.Portal;
using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Operations;
using Bot.Storage;

namespace Bot.Accounts.Pages;

/// <summary>The one-time pages: a new password, the key of an authenticator app, recovery codes. A GET shows a button and nothing else; the POST behind it shows the page, once.</summary>
internal static class OnceEndpoints
{
    private const string Issuer = "Demo Health Plan";

    internal static void Map(IEndpointRouteBuilder portal)
    {
        portal.MapGet("once/{id}", AskAsync);
        portal.MapPost("once/{id}", OpenAsync);
        portal.MapPost("once/{id}/password", SetPasswordAsync);
        portal.MapGet("undo/{id}", (HttpContext http, PortalPages pages, string id) => pages.SendAsync(http, pages.Fill("undo-ask", ("action", $"/portal/undo/{id}"))));
        portal.MapPost("undo/{id}", UndoAsync);
    }

    private static async Task AskAsync(HttpContext http, PortalPages pages, OncePages once, string id)
    {
        if (await once.IsOpenAsync(id, http.RequestAborted))
        {
            await pages.SendAsync(http, pages.Fill("once-ask", ("action", $"/portal/once/{id}")));
            return;
        }

        await GoneAsync(http, pages);
    }

    private static async Task OpenAsync(HttpContext http, PortalPages pages, OncePages once, SandboxFactors factors, IAssistantDatabase database, string id)
    {
        if (await once.OpenAsync(id, http.RequestAborted) is not { } page)
        {
            await GoneAsync(http, pages);
            return;
        }

        switch (page.Kind)
        {
            case PageKind.SetPassword:
                await SendPasswordFormAsync(http, pages, id, page.FormToken);
                return;
            case PageKind.ShowRecoveryCodes:
                await pages.SendAsync(http, pages.FillMarkup("once-codes", [("codes", string.Concat(page.Secrets.Select(code => $"<li>{WebUtility.HtmlEncode(code)}</li>")))]));
                return;
            case PageKind.ShowKey:
                var key = await database.ReadAsync((connection, cancel) => factors.KeyAsync(connection, page.Account, page.Factor!, cancel), http.RequestAborted);
                await (key is null ? GoneAsync(http, pages) : SendKeyAsync(http, pages, key));
                return;
            default:
                throw new InvalidOperationException("A page has no further kinds.");
        }
    }

    private static Task SendKeyAsync(HttpContext http, PortalPages pages, string key)
    {
        var groups = key.Chunk(4).Select(group => new string(group)).ToList();
        var picture = QrPicture.Of($"otpauth://totp/{Uri.EscapeDataString(Issuer)}:member?secret={key}&issuer={Uri.EscapeDataString(Issuer)}&algorithm=SHA1&digits=6&period=30");

        // Letter by letter and with commas, a screen reader does not try to read the groups as words.
        var spoken = string.Concat(groups.Select(group => $"<li>{string.Join(", ", group.ToCharArray())}</li>"));

        return pages.SendAsync(http, pages.FillMarkup(
            "once-key", [("spoken", spoken)], ("qr", picture), ("groups", string.Join(' ', groups))));
    }

    private static Task SendPasswordFormAsync(HttpContext http, PortalPages pages, string id, string form, string? problem = null) => pages.SendAsync(
        http,
        pages.FillMarkup("once-password", [("problem", problem is null ? "" : pages.FillMarkup("error", [("text", pages.Fill(problem))]))], ("action", $"/portal/once/{id}/password"), ("form", form)));

    private static async Task SetPasswordAsync(HttpContext http, PortalPages pages, OncePages once, PasswordPage passwords, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var token = PortalEndpoints.Text(form["form"]);
        if (await once.FindFormAsync(id, token, http.RequestAborted) is not { } account)
        {
            await GoneAsync(http, pages);
            return;
        }

        if (await passwords.SetAsync(id, account, PortalEndpoints.Text(form["password"]), PortalEndpoints.Text(form["again"]), http.RequestAborted) is { } problem)
        {
            await SendPasswordFormAsync(http, pages, id, token, problem);
            return;
        }

        PortalSessions.End(http);
        await pages.SendAsync(http, pages.Fill("once-password-done"));
    }

    private static async Task UndoAsync(HttpContext http, PortalPages pages, SandboxContacts contacts, string id) =>
        await (await contacts.UndoAsync(id, http.RequestAborted) ? pages.SendAsync(http, pages.Fill("undo-done")) : GoneAsync(http, pages));

    private static Task GoneAsync(HttpContext http, PortalPages pages) => pages.SendAsync(http, pages.Fill("once-gone"), status: StatusCodes.Status410Gone);
}
