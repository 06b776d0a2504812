using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Which pages may talk to us from a browser. Browsers ask before REST calls, but never before a WebSocket, so there we look ourselves.</summary>
internal sealed class Origins(IOptions<DirectLineOptions> options)
{
    private readonly HashSet<string> _allowed = new(options.Value.AllowedOrigins, StringComparer.OrdinalIgnoreCase);
    private readonly Uri? _publicAddress = options.Value.PublicAddress.Length == 0 ? null : new Uri(options.Value.PublicAddress);
    private readonly bool _allowsAny = options.Value.AllowedOrigins.Count == 0 && options.Value.Secret.Length > 0;

    internal bool Allows(string origin) => _allowsAny || _allowed.Contains(origin);

    internal bool Allows(HttpRequest request) => IsOurs(request) || Allows(request.Headers.Origin.ToString());

    /// <summary>
    /// True for our own pages, and for callers that are no browser: a browser always says where a page comes from. The scheme is left out, since a proxy that ends TLS
    /// before us hides it.
    /// </summary>
    internal bool IsOurs(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0)
        {
            return true;
        }

        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && (IsHost(origin, request.Host) || (_publicAddress is not null && origin.Authority.Equals(_publicAddress.Authority, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsHost(Uri origin, HostString host) =>
        host.HasValue && origin.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) && (origin.IsDefaultPort ? host.Port is null or 80 or 443 : host.Port == origin.Port);
}
