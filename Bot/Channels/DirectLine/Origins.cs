using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Which pages may talk to us from a browser. Browsers ask before REST calls, but never before a WebSocket, so there we look ourselves.</summary>
internal sealed class Origins(IOptions<DirectLineOptions> options)
{
    private readonly HashSet<string> _allowed = new(options.Value.AllowedOrigins, StringComparer.OrdinalIgnoreCase);
    private readonly bool _allowsAny = options.Value.AllowedOrigins.Count == 0 && options.Value.Secret.Length > 0;

    internal bool Allows(string origin) => _allowsAny || _allowed.Contains(origin);

    /// <summary>A request without an origin is not from a page of somebody else's: browsers always send it there.</summary>
    internal bool Allows(HttpRequest request) =>
        request.Headers.Origin.Count == 0 || IsOurs(request) || Allows(request.Headers.Origin.ToString());

    internal static bool IsOurs(HttpRequest request) =>
        request.Headers.Origin.Count == 0 || request.Headers.Origin.ToString().Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
