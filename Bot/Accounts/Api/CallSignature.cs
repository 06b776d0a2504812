using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Accounts.Api;

/// <summary>Tokens that say a call comes from the assistant: HS256 with <c>Accounts:Key</c> or RS256 with <c>Accounts:KeyFile</c>, made for each call and good for a minute.</summary>
internal sealed class CallSignature(IOptions<AccountOptions> options, TimeProvider clock)
{
    private const string Assistant = "signin-assistant";
    private const string Accounts = "plan-accounts";
    private const int LongestToken = 2_048;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    /// <summary>How far the clocks of two machines may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };
    private readonly SecurityKey _key = options.Value.KeyFile.Length > 0 ? CallerKey.Read(options.Value.KeyFile) : new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.Value.Key));

    /// <summary>By what is set and never by what a token says of itself: a public key is no shared secret.</summary>
    private readonly string _algorithm = options.Value.KeyFile.Length > 0 ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.HmacSha256;

    internal string Issue()
    {
        var now = clock.GetUtcNow().UtcDateTime;

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Assistant,
            Audience = Accounts,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Life,
            SigningCredentials = new SigningCredentials(_key, _algorithm),
        });
    }

    /// <summary>Whether it was signed with our key, for us, and just now. One that claims a longer life than ours have is refused, too.</summary>
    internal async Task<bool> IsGoodAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Assistant,
            ValidAudience = Accounts,
            ValidAlgorithms = [_algorithm],
            IssuerSigningKey = _key,
            RequireExpirationTime = true,
            LifetimeValidator = (begins, ends, _, _) => IsNow(begins, ends),
        });

        return result.IsValid;
    }

    private bool IsNow(DateTime? begins, DateTime? ends)
    {
        var now = clock.GetUtcNow().UtcDateTime;

        return begins is { } from && ends is { } to && from <= now + Skew && to > now - Skew && to - from <= Life;
    }
}
