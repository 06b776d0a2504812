using System.Globalization;
using System.Net;
using System.Text.Json;
using Bot.Accounts.Portal;

namespace Bot.Accounts.Sandbox;

/// <summary>What only the person at this machine may see: the mails and texts of the sandbox, and the way back to the start.</summary>
internal static class SandboxEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var sandbox = routes.MapGroup("/sandbox").AddEndpointFilter(async (call, next) =>
        {
            if (IsHere(call.HttpContext) && (!HttpMethods.IsPost(call.HttpContext.Request.Method) || PortalPages.IsFromOurPage(call.HttpContext)))
            {
                return await next(call);
            }

            return Results.NotFound();
        });
        sandbox.MapGet("", SendAsync);
        sandbox.MapGet("messages", ListAsync);
        sandbox.MapPost("reset", async (HttpContext http, SandboxSeed seed) =>
        {
            await seed.ResetAsync(http.RequestAborted);
            return Results.LocalRedirect("/sandbox");
        });
    }

    /// <summary>From this machine, and not by way of a proxy on it. The name must be local, too, or a page elsewhere could reach us under a name of its own.</summary>
    private static bool IsHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded")
        && (http.Request.Host.Host is "localhost" || (IPAddress.TryParse(http.Request.Host.Host, out var host) && IPAddress.IsLoopback(host)));

    private static async Task SendAsync(HttpContext http, PortalPages pages, SandboxInbox inbox, SandboxSeed seed)
    {
        var messages = await inbox.ListAsync(http.RequestAborted);
        var members = SandboxSeed.Members.Select((member, index) => pages.Fill("sandbox-member", ("user", member.UserName), ("number", DemoMember.NumberOf(index + 1)), ("situation", member.Situation)));
        var sent = messages.Select(message => pages.Fill(
            "sandbox-message", ("channel", message.Channel), ("to", message.To), ("at", message.At.UtcDateTime.ToString("MMM d, HH:mm:ss", CultureInfo.InvariantCulture)), ("subject", message.Subject), ("text", message.Text)));
        await pages.SendAsync(http, pages.FillMarkup(
            "sandbox",
            [("members", string.Concat(members)), ("messages", messages.Count == 0 ? pages.Fill("sandbox-empty") : string.Concat(sent))],
            ("password", SandboxSeed.Password), ("code", seed.AppCode())));
    }

    private static async Task ListAsync(HttpContext http, SandboxInbox inbox)
    {
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new { messages = await inbox.ListAsync(http.RequestAborted) }, JsonSerializerOptions.Web, http.RequestAborted);
    }
}
