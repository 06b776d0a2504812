using System.Security.Cryptography;
using System.Text;
using Bot.Operations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Who is calling: the holder of a token, or (without one) a server of the plan that holds the secret.</summary>
internal readonly record struct Caller(DirectLineToken? Token)
{
    internal bool HoldsSecret => Token is null;
}

/// <summary>Looks at the Authorization header. A null answer means that the refusal has been sent.</summary>
internal sealed class DirectLineGate(DirectLineTokens tokens, IOptions<DirectLineOptions> options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _secret = options.Value.Secret.Length == 0 ? null : SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Secret));

    internal bool HasSecret => _secret is not null;

    /// <param name="http">The request.</param>
    /// <param name="conversationId">The conversation that the address names, which must be the token's; null when it names none.</param>
    internal ValueTask<Caller?> AdmitAsync(HttpContext http, string? conversationId)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return RefuseAsync(http, DirectLineRefusals.NoToken);
        }

        var reading = tokens.ReadAsync(text.AsSpan(Scheme.Length));
        return reading.IsCompletedSuccessfully
            ? Admit(http, conversationId, reading.Result, text)
            : AdmitLaterAsync(http, conversationId, reading, text);
    }

    private async ValueTask<Caller?> AdmitLaterAsync(HttpContext http, string? conversationId, ValueTask<DirectLineToken?> reading, string header) =>
        await Admit(http, conversationId, await reading, header);

    private ValueTask<Caller?> Admit(HttpContext http, string? conversationId, DirectLineToken? token, string header)
    {
        if (token is null)
        {
            return IsSecret(header.AsSpan(Scheme.Length))
                ? new ValueTask<Caller?>(new Caller(null))
                : RefuseAsync(http, LooksLikeToken(header) ? DirectLineRefusals.BadToken : DirectLineRefusals.NoToken);
        }

        if (tokens.HasExpired(token))
        {
            return RefuseAsync(http, DirectLineRefusals.TokenExpired);
        }

        return conversationId is null || conversationId == token.ConversationId
            ? new ValueTask<Caller?>(new Caller(token))
            : RefuseAsync(http, DirectLineRefusals.OtherConversation);
    }

    private bool IsSecret(ReadOnlySpan<char> text) =>
        _secret is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), _secret);

    private static bool LooksLikeToken(string header) => header.AsSpan().Count('.') == 2;

    private static async ValueTask<Caller?> RefuseAsync(HttpContext http, Refusal refusal)
    {
        await refusal.SendAsync(http);
        return null;
    }
}
