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
    private readonly StaticAsset _embed;
    private readonly Lazy<StaticAsset> _webChat = new(() => StaticAsset.Read(Folder, "webchat.js", "text/javascript; charset=utf-8"));
    private readonly PageTexts _texts;
    private readonly Dictionary<string, string> _pages;
    private readonly ChatOptions _options;

    public ChatPage(Knowledge knowledge, IOptions<ChatOptions> options)
    {
        _options = options.Value;
        _texts = new PageTexts(knowledge);
        _embed = StaticAsset.Of(File.ReadAllText(Path.Combine(Folder, "embed.js")).Replace("/*texts*/{}/*texts*/", _texts.Json, StringComparison.Ordinal), "text/javascript; charset=utf-8");
        var page = File.ReadAllText(Path.Combine(Folder, "index.html"))
            .Replace("{{plan}}", WebUtility.HtmlEncode(knowledge.Facts.Plan("name")?.Value ?? ""), StringComparison.Ordinal)
            .Replace("{{bundle}}", $"/chat/webchat.js?v={_options.WebChatVersion}", StringComparison.Ordinal)
            .Replace("{{version}}", _script.Tag[..8] + _style.Tag[..8], StringComparison.Ordinal);
        _pages = _texts.Languages.ToDictionary(language => language, language => _texts.Fill(page, language));
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
        headers.Vary = "Accept-Language";
        headers["Referrer-Policy"] = "no-referrer";
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(_pages[_texts.Choose(http.Request)].Replace("{{nonce}}", nonce, StringComparison.Ordinal), http.RequestAborted);
    }
}
