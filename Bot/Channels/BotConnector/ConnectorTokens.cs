using System.Collections.Concurrent;
using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Channels.BotConnector;

/// <summary>
/// Checks the tokens that callers bring. There are two ways to be let in: as the channel service, and (only where parent bots are configured) as one of those. Each
/// is tried with its own issuer, keys and rules; nothing that the caller says chooses which rules count.
/// </summary>
internal sealed class ConnectorTokens : IDisposable
{
    private const int LongestToken = 16 * 1024;

    /// <summary>The channel service brings the same token for an hour; checking its signature each time would cost more than reading the message.</summary>
    private const int MostRemembered = 2_000;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>How long a token is taken from memory before its key is asked for again: the authority may have taken it back.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(5);

    /// <summary>Microsoft's own tenants, which sign for bots of Azure's public and government clouds.</summary>
    private static readonly string[] MicrosoftTenants =
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8", "cab8a31a-1906-4287-a0d8-4eef66b95f6e"];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, Known> _remembered = new(StringComparer.Ordinal);
    private readonly BotConnectorOptions _options;
    private readonly TimeProvider _clock;
    private readonly SigningKeys _channelKeys;
    private readonly SigningKeys _entraKeys;
    private readonly HashSet<string> _entraTenants;

    public ConnectorTokens(OutboundClients clients, IOptions<BotConnectorOptions> options, TimeProvider clock, ILogger<ConnectorTokens> log)
    {
        _options = options.Value;
        _clock = clock;
        _channelKeys = KeysAt(_options.MetadataAddress, _options.Issuer);
        _entraKeys = KeysAt(_options.EntraMetadataAddress, issuer: null);
        _entraTenants = new HashSet<string>([.. MicrosoftTenants, .. _options.AllowedTenants, _options.TenantId], StringComparer.OrdinalIgnoreCase);
        _entraTenants.Remove("");

        SigningKeys KeysAt(string address, string? issuer) => new(
            new Uri(address), issuer, clients.For(new Destination($"keys of {new Uri(address).IdnHost}", [new Uri(address).IdnHost]) { ResponseBytes = 256 * 1024, AttemptTimeout = SigningKeys.LongestFetch }), clock, log);
    }

    internal async ValueTask<TokenReading> ReadAsync(string text, CancellationToken cancellation)
    {
        if (Recall(text) is { } known)
        {
            return new TokenReading(known, KeysAreMissing: false);
        }

        if (text.Length > LongestToken || Parse(text) is not { } token)
        {
            return TokenReading.Refused;
        }

        if (token.Issuer == _options.Issuer)
        {
            return await ReadAsync(token, _channelKeys, AsChannel, cancellation);
        }

        return _options.AllowedCallers.Count > 0 && TenantOf(token.Issuer) is not null
            ? await ReadAsync(token, _entraKeys, AsParent, cancellation)
            : TokenReading.Refused;
    }

    public void Dispose()
    {
        _channelKeys.Dispose();
        _entraKeys.Dispose();
    }

    private ConnectorCaller? Recall(string text)
    {
        if (!_remembered.TryGetValue(text, out var known))
        {
            return null;
        }

        if (_clock.GetUtcNow() < known.Until)
        {
            return known.Caller;
        }

        _remembered.TryRemove(text, out _);
        return null;
    }

    private JsonWebToken? Parse(string text)
    {
        // Three parts: a token that is encrypted was not made for us.
        if (text.AsSpan().Count('.') != 2 || !_handler.CanReadToken(text))
        {
            return null;
        }

        try
        {
            var token = _handler.ReadJsonWebToken(text);
            var isPlain = token.Alg == SecurityAlgorithms.RsaSha256
                && (token.Typ is null or "" || token.Typ.Equals("JWT", StringComparison.OrdinalIgnoreCase))
                && !token.TryGetHeaderValue<object>("crit", out _);
            return isPlain && token.Kid is { Length: > 0 } && token.Issuer is { Length: > 0 } ? token : null;
        }
        catch (Exception)
        {
            // Strangers write these: whatever cannot be read is no token.
            return null;
        }
    }

    private async ValueTask<TokenReading> ReadAsync(JsonWebToken token, SigningKeys keys, Func<JsonWebToken, SigningKey, ConnectorCaller?> whoIs, CancellationToken cancellation)
    {
        if (await keys.FindAsync(token.Kid, cancellation) is not { } known)
        {
            return TokenReading.Unreadable;
        }

        if (!known.ByKid.TryGetValue(token.Kid, out var key))
        {
            return TokenReading.Refused;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = token.Issuer,
            ValidAudience = _options.AppId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKey = key.Key,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => until is { } end && IsWithin(from, end),
        });
        var caller = result.IsValid && token.Audiences.Count() == 1 ? whoIs(token, key) : null;
        if (caller is null)
        {
            return TokenReading.Refused;
        }

        Remember(token, caller);
        return new TokenReading(caller, KeysAreMissing: false);
    }

    private bool IsWithin(DateTime? from, DateTime until)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return now < until + Skew && (from is not { } begin || now >= begin - Skew);
    }

    private static ConnectorCaller.Channel? AsChannel(JsonWebToken token, SigningKey key) =>
        token.TryGetPayloadValue<string>("serviceurl", out var serviceUrl) && !string.IsNullOrEmpty(serviceUrl) ? new ConnectorCaller.Channel(serviceUrl, key.Endorsements) : null;

    private ConnectorCaller.Parent? AsParent(JsonWebToken token, SigningKey key)
    {
        var appIdClaim = token.TryGetPayloadValue<string>("ver", out var version) ? version switch { "1.0" => "appid", "2.0" => "azp", _ => null } : null;
        var isOfTenant = token.TryGetPayloadValue<string>("tid", out var tenant) && string.Equals(tenant, TenantOf(token.Issuer), StringComparison.OrdinalIgnoreCase);

        // The bot's own id would be the Emulator, which has no business here.
        return isOfTenant && appIdClaim is not null && token.TryGetPayloadValue<string>(appIdClaim, out var appId) && appId is not null
            && !appId.Equals(_options.AppId, StringComparison.OrdinalIgnoreCase)
            && _options.AllowedCallers.FirstOrDefault(caller => caller.Equals(appId, StringComparison.OrdinalIgnoreCase)) is { } caller
                ? new ConnectorCaller.Parent(caller)
                : null;
    }

    /// <summary>The tenant in one of the two forms of Entra's issuers, when it is one that we know; else null.</summary>
    private string? TenantOf(string issuer)
    {
        var tenant = Between("https://sts.windows.net/", issuer, "/") ?? Between("https://login.microsoftonline.com/", issuer, "/v2.0");

        return tenant is not null && _entraTenants.Contains(tenant) ? tenant : null;
    }

    private static string? Between(string before, string text, string after) =>
        text.Length > before.Length + after.Length && text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal)
            ? text[before.Length..^after.Length]
            : null;

    private void Remember(JsonWebToken token, ConnectorCaller caller)
    {
        if (_remembered.Count >= MostRemembered)
        {
            _remembered.Clear();
        }

        var expires = new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + Skew;
        var recheck = _clock.GetUtcNow() + RememberedFor;
        _remembered[token.EncodedToken] = new Known(caller, expires < recheck ? expires : recheck);
    }

    private sealed record Known(ConnectorCaller Caller, DateTimeOffset Until);
}
