using System.Net;
using System.Security.Cryptography;
using Bot.Operations;
using KnowledgeBase;
using Microsoft.Extensions.Options;

namespace Bot.Chat;

/// <summary>The member's chat page, its scripts, and the script that puts it on the plan's own pages. Nothing comes from another host.</summary>
internal sealed class ChatPage
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Chat");

    private readonly StaticAsset _script = StaticAsset.Read(Folder, "chat.js", "text/javascript; charset=utf-8");
    private readonly StaticAsset _style = StaticAsset.Read(Folder, "chat.css", "text/css; charset=utf-8");
    private readonly StaticAsset _embed = StaticAsset.Read(Folder, "embed.js", "text/javascript; charset=utf-8");
    private readonly Lazy<StaticAsset> _webChat = new(() => StaticAsset.Read(Folder, "webchat.js", "text/javascript; charset=utf-8"));
    private readonly string _page;
    private readonly ChatOptions _options;

    public ChatPage(Knowledge knowledge, IOptions<ChatOptions> options)
    {
        _options = options.Value;
        _page = File.ReadAllText(Path.Combine(Folder, "index.html"))
            .Replace("{{plan}}", Encoded(knowledge.Facts.Plan("name")?.Value), StringComparison.Ordinal)
            .Replace("{{phone}}", Encoded(knowledge.Facts.Plan("member-services-phone")?.Value), StringComparison.Ordinal)
            .Replace("{{transcriptDays}}", Encoded(knowledge.Facts.Find("transcript-retention-days")?.Value), StringComparison.Ordinal)
            .Replace("{{bundle}}", $"/chat/webchat.js?v={_options.WebChatVersion}", StringComparison.Ordinal)
            .Replace("{{version}}", _script.Tag[..8] + _style.Tag[..8], StringComparison.Ordinal);
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext http, ChatPage page) => page.SendPageAsync(http));
        routes.MapGet("/chat/chat.js", (HttpContext http, ChatPage page) => page._script.SendAsync(http, StaticAsset.AYear));
        routes.MapGet("/chat/chat.css", (HttpContext http, ChatPage page) => page._style.SendAsync(http, StaticAsset.AYear));
        routes.MapGet("/chat/webchat.js", (HttpContext http, ChatPage page) => page._webChat.Value.SendAsync(http, StaticAsset.AYear));
        routes.MapGet("/embed.js", (HttpContext http, ChatPage page) => page._embed.SendAsync(http, "public, max-age=300"));
    }

    private async Task SendPageAsync(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = string.Join("; ",
            "default-src 'none'",
            $"script-src 'nonce-{nonce}'",
            $"style-src 'self' 'nonce-{nonce}'",
            "connect-src 'self' ws: wss: blob:",
            "img-src 'self' data: blob:",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
            $"frame-ancestors 'self' {string.Join(' ', _options.FrameAncestors)}".TrimEnd());
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(_page.Replace("{{nonce}}", nonce, StringComparison.Ordinal), http.RequestAborted);
    }

    private static string Encoded(string? text) => WebUtility.HtmlEncode(text ?? "");
}
