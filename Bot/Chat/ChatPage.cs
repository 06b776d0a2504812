using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using KnowledgeBase;
using Microsoft.Extensions.Options;

namespace Bot.Chat;

/// <summary>The member's chat page, its scripts, and the script that puts it on the plan's own pages. Nothing comes from another host.</summary>
internal sealed class ChatPage
{
    private const string AYear = "public, max-age=31536000, immutable";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Chat");

    private readonly Asset _script = Asset.Read("chat.js", "text/javascript; charset=utf-8");
    private readonly Asset _style = Asset.Read("chat.css", "text/css; charset=utf-8");
    private readonly Asset _embed = Asset.Read("embed.js", "text/javascript; charset=utf-8");
    private readonly Lazy<Asset> _webChat = new(() => Asset.Read("webchat.js", "text/javascript; charset=utf-8"));
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
        routes.MapGet("/chat/chat.js", (HttpContext http, ChatPage page) => page._script.SendAsync(http, AYear));
        routes.MapGet("/chat/chat.css", (HttpContext http, ChatPage page) => page._style.SendAsync(http, AYear));
        routes.MapGet("/chat/webchat.js", (HttpContext http, ChatPage page) => page._webChat.Value.SendAsync(http, AYear));
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

    /// <summary>A file in memory, plain and compressed.</summary>
    private sealed record Asset(byte[] Plain, byte[] Brotli, string Type, string Tag)
    {
        internal static Asset Read(string name, string type)
        {
            var plain = File.ReadAllBytes(Path.Combine(Folder, name));
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
            {
                brotli.Write(plain);
            }

            return new Asset(plain, packed.ToArray(), type, Convert.ToHexStringLower(SHA256.HashData(plain)));
        }

        internal async Task SendAsync(HttpContext http, string cacheControl)
        {
            var headers = http.Response.Headers;
            headers.CacheControl = cacheControl;
            headers.ETag = $"\"{Tag}\"";
            headers.Vary = "Accept-Encoding";
            if (http.Request.Headers.IfNoneMatch == headers.ETag)
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            http.Response.ContentType = Type;
            var isPacked = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
            if (isPacked)
            {
                headers.ContentEncoding = "br";
            }

            await http.Response.BodyWriter.WriteAsync(isPacked ? Brotli : Plain, http.RequestAborted);
        }
    }
}
