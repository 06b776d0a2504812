using System.Buffers.Text;
using System.Text.Json;
using Bot.Storage;
using Bot.Storage.Encryption;
using Engine.Conversations;
using KnowledgeBase.Wordings;

namespace Bot.Accounts.Portal;

/// <summary>How far somebody has come at the portal's door. <paramref name="Stamp"/> changes with the password, so that a new one ends all sessions.</summary>
internal sealed record PortalSession(string Member, string Stamp, bool IsSignedIn, DateTimeOffset Until)
{
    /// <summary>The code that was sent for the second step.</summary>
    public string? Challenge { get; init; }

    /// <summary>A name for this sign-in, as the conversation is one for the chat: codes are bound to it.</summary>
    public string Name { get; init; } = "";

    public bool ByRecoveryCode { get; init; }

    /// <summary>The language of the pages at sign-in: mails and texts that follow are written in it.</summary>
    public string Language { get; init; } = Locale.Fallback;

    /// <summary>What was shown at the second step.</summary>
    public IReadOnlyList<Proof> Proofs { get; init; } = [];
}

/// <summary>The portal's session in a sealed cookie: every replica can read it, and nobody else.</summary>
internal sealed class PortalSessions(AccountKeys keys, TimeProvider clock)
{
    private const string Cookie = "portal";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);
    private static readonly FieldName Name = new("Portal", "cookie", "Session");

    internal PortalSession Begin(string member, string stamp, string language) => new(member, stamp, false, clock.GetUtcNow() + Lasts) { Name = $"portal/{AccountKeys.NewId()}", Language = language };

    internal void Write(HttpContext http, PortalSession session) => http.Response.Cookies.Append(
        Cookie,
        Base64Url.EncodeToString(keys.Seal.Close(JsonSerializer.SerializeToUtf8Bytes(session with { Until = clock.GetUtcNow() + Lasts }), Name)),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/portal", IsEssential = true });

    internal static void End(HttpContext http) => http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/portal" });

    internal PortalSession? Read(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Cookie] is { Length: < 4_096 } value && JsonSerializer.Deserialize<PortalSession>(keys.Seal.Open(Base64Url.DecodeFromChars(value), Name)) is { } session && session.Until > clock.GetUtcNow()
                ? session
                : null;
        }
        catch (Exception fault) when (fault is FormatException or SealBrokenException or JsonException)
        {
            return null;
        }
    }
}
