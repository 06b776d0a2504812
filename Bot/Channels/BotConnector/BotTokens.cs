using System.Collections.Concurrent;
using System.Text.Json;
using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;

namespace Bot.Channels.BotConnector;

/// <summary>The bot's own tokens, one for each audience, kept until shortly before they run out.</summary>
internal sealed class BotTokens(OutboundClients clients, IOptions<BotConnectorOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly Uri _endpoint = new(options.Value.TokenAddress);

    /// <exception cref="TokenRefusedException">None is to be had.</exception>
    internal async ValueTask<string> GetAsync(string audience, CancellationToken cancellation)
    {
        if (Find(audience) is { } kept)
        {
            return kept;
        }

        // One asks, the others wait for what it gets.
        await _asking.WaitAsync(cancellation);
        try
        {
            return Find(audience) ?? await AskAsync(audience, cancellation);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>The receiver did not take it, though it had not run out.</summary>
    internal void Drop(string audience, string token)
    {
        if (_kept.TryGetValue(audience, out var kept) && kept.Token == token)
        {
            _kept.TryRemove(new KeyValuePair<string, Kept>(audience, kept));
        }
    }

    public void Dispose() => _asking.Dispose();

    private string? Find(string audience) => _kept.TryGetValue(audience, out var kept) && clock.GetUtcNow() < kept.Until ? kept.Token : null;

    private async Task<string> AskAsync(string audience, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.Value.AppId,
            ["client_secret"] = options.Value.ClientSecret,
            ["scope"] = $"{audience}/.default",
        });
        var client = clients.For(new Destination("bot tokens", [_endpoint.IdnHost]) { AttemptTimeout = TimeSpan.FromSeconds(10) });
        using var answer = await client.PostAsync(_endpoint, form, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new TokenRefusedException((int)answer.StatusCode);
        }

        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
        if (!json.RootElement.TryGetProperty("access_token", out var token) || token.GetString() is not { Length: > 0 } text
            || !json.RootElement.TryGetProperty("expires_in", out var seconds) || !seconds.TryGetInt32(out var life))
        {
            throw new TokenRefusedException((int)answer.StatusCode);
        }

        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(life) - Ahead;
        _kept[audience] = new Kept(text, until);
        return text;
    }

    private sealed record Kept(string Token, DateTimeOffset Until)
    {
        /// <summary>Prints no token.</summary>
        public override string ToString() => nameof(Kept);
    }
}

/// <summary>The authority gave us no token.</summary>
internal sealed class TokenRefusedException(int status) : Exception($"No token was given: {status}");
