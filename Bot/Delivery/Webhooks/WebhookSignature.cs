using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Delivery.Webhooks;

/// <summary>Signs and checks messages as the Standard Webhooks specification has it: HMAC-SHA-256 of <c>id.timestamp.body</c>.</summary>
internal sealed class WebhookSignature
{
    internal const string IdHeader = "webhook-id";
    internal const string TimestampHeader = "webhook-timestamp";
    internal const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    /// <summary>How far a clock may be off, and how long a recorded message stays good.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private readonly byte[][] _keys;

    private WebhookSignature(byte[][] keys) => _keys = keys;

    /// <summary>Null when that is no secret. Several, parted by spaces, are all used, so that a secret can be changed without a gap.</summary>
    internal static WebhookSignature? Read(string secrets)
    {
        var keys = secrets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadKey).ToArray();
        return keys.Length == 0 || Array.Exists(keys, key => key is null) ? null : new WebhookSignature(keys!);
    }

    /// <summary>The value of the signature header.</summary>
    internal string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var message = Message(id, at.ToUnixTimeSeconds(), body);
        return string.Join(' ', _keys.Select(key => Version + Convert.ToBase64String(HMACSHA256.HashData(key, message))));
    }

    /// <summary>Whether somebody with the secret sent exactly this, just now.</summary>
    internal bool IsGenuine(string id, string timestamp, string signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (id.Length == 0
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return false;
        }

        var message = Message(id, seconds, body);
        var genuine = false;
        foreach (var key in _keys)
        {
            var expected = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(HMACSHA256.HashData(key, message)));
            foreach (var signature in signatures.Split(' '))
            {
                genuine |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
            }
        }

        return genuine;
    }

    private static byte[] Message(string id, long seconds, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")), .. body];

    private static byte[]? ReadKey(string secret)
    {
        var key = new byte[secret.Length];
        return secret.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length)
            && length is >= FewestBytes and <= MostBytes
                ? key[..length]
                : null;
    }
}
