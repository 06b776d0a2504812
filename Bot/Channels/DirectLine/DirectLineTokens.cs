using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Bot.Storage;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Channels.DirectLine;

/// <summary>Issues and checks the tokens of Direct Line: JWTs that any replica can check, and that stay good over a restart.</summary>
internal sealed class DirectLineTokens(StorageKeys keys, IOptions<DirectLineOptions> options, TimeProvider clock)
{
    private const string Issuer = "sign-in-assistant";
    private const string Audience = "directline";
    private const string UserClaim = "user";
    private const string ConversationClaim = "conv";

    /// <summary>When the chat got its first token; renewing keeps it.</summary>
    private const string StartClaim = "start";

    private const int LongestToken = 2_048;

    /// <summary>Checking a signature costs more than all the rest of a request; a chat sends the same token for a quarter of an hour.</summary>
    private const int MostRemembered = 20_000;

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly ConcurrentDictionary<string, DirectLineToken> _remembered = new(StringComparer.Ordinal);
    private readonly Lazy<SymmetricSecurityKey> _key = new(() => new SymmetricSecurityKey(keys.Ring.Derive("direct line tokens")));
    private readonly DirectLineOptions _options = options.Value;

    /// <summary>An id nobody can guess: 128 random bits.</summary>
    internal static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    internal IssuedToken Issue(string conversationId, string? user) => Issue(conversationId, user, clock.GetUtcNow());

    /// <summary>The same conversation and member, with a new life that does not outlast the overall one.</summary>
    internal IssuedToken Renew(DirectLineToken token) => Issue(token.ConversationId, token.User, token.StartedAt);

    /// <summary>Null when it is not one of ours. An expired one is given back: whoever asks must look at <see cref="HasExpired"/>.</summary>
    internal ValueTask<DirectLineToken?> ReadAsync(ReadOnlySpan<char> text)
    {
        if (_remembered.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
        {
            return new ValueTask<DirectLineToken?>(known);
        }

        return text.Length > LongestToken ? default : new ValueTask<DirectLineToken?>(ReadNewAsync(text.ToString()));
    }

    internal bool HasExpired(DirectLineToken token) => clock.GetUtcNow() >= token.ExpiresAt;

    private IssuedToken Issue(string conversationId, string? user, DateTimeOffset start)
    {
        var now = clock.GetUtcNow();
        var overall = start + _options.TokenOverallLife;
        var expires = now + _options.TokenLife < overall ? now + _options.TokenLife : overall;
        var claims = new Dictionary<string, object> { [ConversationClaim] = conversationId, [StartClaim] = start.ToUnixTimeSeconds() };
        if (user is not null)
        {
            claims[UserClaim] = user;
        }

        var text = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(_key.Value, SecurityAlgorithms.HmacSha256),
        });

        Remember(text, new DirectLineToken(conversationId, user, DateTimeOffset.FromUnixTimeSeconds(start.ToUnixTimeSeconds()), DateTimeOffset.FromUnixTimeSeconds(expires.ToUnixTimeSeconds())));
        return new IssuedToken(text, (int)(expires - now).TotalSeconds);
    }

    private async Task<DirectLineToken?> ReadNewAsync(string text)
    {
        if (await CheckAsync(text) is not { } token)
        {
            return null;
        }

        Remember(text, token);
        return token;
    }

    private void Remember(string text, DirectLineToken token)
    {
        if (_remembered.Count >= MostRemembered)
        {
            _remembered.Clear();
        }

        _remembered[text] = token;
    }

    private async Task<DirectLineToken?> CheckAsync(string text)
    {
        var result = await _handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = _key.Value,
            RequireExpirationTime = true,

            // Told apart by us, because an expired token is answered otherwise than a forged one.
            ValidateLifetime = false,
        });

        return result.IsValid && result.SecurityToken is JsonWebToken jwt
            && TryGet(jwt, ConversationClaim, out var conversation)
            && TryGet(jwt, StartClaim, out var start) && long.TryParse(start, CultureInfo.InvariantCulture, out var seconds)
            ? new DirectLineToken(conversation, TryGet(jwt, UserClaim, out var user) ? user : null, DateTimeOffset.FromUnixTimeSeconds(seconds), new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero))
            : null;
    }

    private static bool TryGet(JsonWebToken token, string claim, [NotNullWhen(true)] out string? value) => token.TryGetPayloadValue(claim, out value) && value is not null;
}
