using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Accounts.Api;

/// <summary>Tokens that say a call comes from the assistant: HS256 with <c>Accounts:Key</c>, made for each call and good for a minute.</summary>
internal sealed class CallSignature(IOptions<AccountOptions> options, TimeProvider clock)
{
    private const string Assistant = "signin-assistant";
    private const string Accounts = "plan-accounts";
    private const int LongestToken = 2_048;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    /// <summary>How far the clocks of two machines may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };
    private readonly SymmetricSecurityKey _key = new(Encoding.UTF8.GetBytes(options.Value.Key));

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
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Whether it was signed with our key, for us, and just now. One that claims a longer life than ours have is refused, too.</summary>
    internal async Task<bool> IsGoodAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Assistant,
            ValidAudience = Accounts,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
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
