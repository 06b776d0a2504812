using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Operations;

/// <summary>A script or style of ours in memory, plain and compressed.</summary>
internal sealed record StaticAsset(byte[] Plain, byte[] Brotli, string Type, string Tag)
{
    /// <summary>For what carries its version in the address.</summary>
    internal const string AYear = "public, max-age=31536000, immutable";

    internal static StaticAsset Read(string folder, string name, string type) => Of(File.ReadAllBytes(Path.Combine(folder, name)), type);

    internal static StaticAsset Of(string text, string type) => Of(Encoding.UTF8.GetBytes(text), type);

    private static StaticAsset Of(byte[] plain, string type)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(plain);
        }

        return new StaticAsset(plain, packed.ToArray(), type, Convert.ToHexStringLower(SHA256.HashData(plain)));
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
