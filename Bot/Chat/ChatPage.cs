using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
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
    private readonly Asset _embed;
    private readonly Lazy<Asset> _webChat = new(() => Asset.Read("webchat.js", "text/javascript; charset=utf-8"));
    private readonly PageTexts _texts;
    private readonly Dictionary<string, string> _pages;
    private readonly ChatOptions _options;

    public ChatPage(Knowledge knowledge, IOptions<ChatOptions> options)
    {
        _options = options.Value;
        _texts = new PageTexts(knowledge);
        _embed = Asset.Of(File.ReadAllText(Path.Combine(Folder, "embed.js")).Replace("/*texts*/{}/*texts*/", _texts.Json, StringComparison.Ordinal), "text/javascript; charset=utf-8");
        var page = File.ReadAllText(Path.Combine(Folder, "index.html"))
            .Replace("{{plan}}", WebUtility.HtmlEncode(knowledge.Facts.Plan("name")?.Value ?? ""), StringComparison.Ordinal)
            .Replace("{{bundle}}", $"/chat/webchat.js?v={_options.WebChatVersion}", StringComparison.Ordinal)
            .Replace("{{version}}", _script.Tag[..8] + _style.Tag[..8], StringComparison.Ordinal);
        _pages = _texts.Languages.ToDictionary(language => language, language => _texts.Fill(page, language));
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
        headers.Vary = "Accept-Language";
        headers["Referrer-Policy"] = "no-referrer";
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(_pages[_texts.Choose(http.Request)].Replace("{{nonce}}", nonce, StringComparison.Ordinal), http.RequestAborted);
    }

    /// <summary>A file in memory, plain and compressed.</summary>
    private sealed record Asset(byte[] Plain, byte[] Brotli, string Type, string Tag)
    {
        internal static Asset Read(string name, string type) => Of(File.ReadAllBytes(Path.Combine(Folder, name)), type);

        internal static Asset Of(string text, string type) => Of(Encoding.UTF8.GetBytes(text), type);

        private static Asset Of(byte[] plain, string type)
        {
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
