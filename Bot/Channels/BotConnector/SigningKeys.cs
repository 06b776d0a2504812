using System.Collections.Frozen;
using System.Text.Json;
using Bot.Delivery.Outbound;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Channels.BotConnector;

/// <summary>A key that tokens are signed with, and the channels that it may speak for.</summary>
internal sealed record SigningKey(JsonWebKey Key, FrozenSet<string> Endorsements);

/// <summary>All keys of one authority, as it told them at one time.</summary>
internal sealed record SigningKeySet(FrozenDictionary<string, SigningKey> ByKid, DateTimeOffset FetchedAt);

/// <summary>
/// Keys of one authority: fetched when first needed, again every 12 hours, and sooner when a token names a key that is not known, but not more often than every
/// 5 minutes, or strangers could make us call as often as they like. Old keys stay when a fetch fails, for a day at the most.
/// </summary>
internal sealed partial class SigningKeys(
    Uri metadataAddress, string? issuer, HttpClient client, TimeProvider clock, ILogger log) : IDisposable
{
    private const int SmallestKey = 2_048;

    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(12);
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenFetches = TimeSpan.FromMinutes(5);

    /// <summary>Shorter than the patience of a channel, which sends again when nobody could be let in.</summary>
    internal static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(4);

    /// <summary>While there are no keys at all nobody can be let in, so it is tried more often.</summary>
    private static readonly TimeSpan BetweenFirstFetches = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private SigningKeySet? _known;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _triedForUnknownAt = DateTimeOffset.MinValue;

    /// <summary>The keys, with that one among them if the authority has it; null while none can be had.</summary>
    internal async ValueTask<SigningKeySet?> FindAsync(string kid, CancellationToken cancellation)
    {
        if (_known is { } fresh && clock.GetUtcNow() - fresh.FetchedAt < FreshFor && fresh.ByKid.ContainsKey(kid))
        {
            return fresh;
        }

        // Whoever comes while keys are being fetched waits for them, too.
        await _fetching.WaitAsync(cancellation);
        try
        {
            if (IsWanting(kid))
            {
                _triedAt = clock.GetUtcNow();
                _triedForUnknownAt = _known is null ? _triedForUnknownAt : _triedAt;
                _known = await TryFetchAsync(cancellation) ?? _known;
            }
        }
        finally
        {
            _fetching.Release();
        }

        return _known is { } known && clock.GetUtcNow() - known.FetchedAt < GoodFor ? known : null;
    }

    public void Dispose() => _fetching.Dispose();

    private bool IsWanting(string kid)
    {
        var now = clock.GetUtcNow();
        if (_known is not { } known || now - known.FetchedAt >= GoodFor)
        {
            return now - _triedAt >= BetweenFirstFetches;
        }

        return (now - known.FetchedAt >= FreshFor && now - _triedAt >= BetweenFetches)
            || (!known.ByKid.ContainsKey(kid) && now - _triedForUnknownAt >= BetweenFetches);
    }

    private async Task<SigningKeySet?> TryFetchAsync(CancellationToken cancellation)
    {
        try
        {
            return await FetchAsync(cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogUnreachable(fault is OutboundRefusedException refused ? refused.Fault.ToString() : fault.GetType().Name);
            return null;
        }
    }

    private async Task<SigningKeySet> FetchAsync(CancellationToken cancellation)
    {
        using var metadata = JsonDocument.Parse(await client.GetByteArrayAsync(metadataAddress, cancellation));
        var told = metadata.RootElement;
        if (issuer is not null && told.GetProperty("issuer").GetString() != issuer)
        {
            throw new InvalidDataException("The metadata is of another issuer.");
        }

        if (!told.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Any(algorithm => algorithm.ValueEquals(SecurityAlgorithms.RsaSha256)))
        {
            throw new InvalidDataException("The authority does not sign with RS256.");
        }

        // The keys stand where the metadata stands, or whoever can write the one could name any place for the other.
        if (!Uri.TryCreate(told.GetProperty("jwks_uri").GetString(), UriKind.Absolute, out var keysAddress) || Origin.Of(keysAddress) != Origin.Of(metadataAddress))
        {
            throw new InvalidDataException("The keys are told elsewhere than the metadata.");
        }

        return Read(await client.GetByteArrayAsync(keysAddress, cancellation));
    }

    private SigningKeySet Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var told in document.RootElement.GetProperty("keys").EnumerateArray())
        {
            var key = new JsonWebKey(told.GetRawText());
            if (key is { Kty: JsonWebAlgorithmsKeyTypes.RSA, Kid.Length: > 0, Use: null or "" or JsonWebKeyUseNames.Sig } && key.KeySize >= SmallestKey)
            {
                keys.TryAdd(key.Kid, new SigningKey(key, EndorsementsOf(told)));
            }
        }

        return keys.Count > 0 ? new SigningKeySet(keys.ToFrozenDictionary(StringComparer.Ordinal), clock.GetUtcNow()) : throw new InvalidDataException("The authority tells no key.");
    }

    private static FrozenSet<string> EndorsementsOf(JsonElement key) =>
        key.TryGetProperty("endorsements", out var endorsements) && endorsements.ValueKind == JsonValueKind.Array
            ? endorsements.EnumerateArray().Where(channel => channel.ValueKind == JsonValueKind.String).Select(channel => channel.GetString()!).ToFrozenSet(StringComparer.Ordinal)
            : [];

    [LoggerMessage(LogLevel.Warning, "Keys to check callers with could not be fetched: {Fault}")]
    private partial void LogUnreachable(string fault);
}
