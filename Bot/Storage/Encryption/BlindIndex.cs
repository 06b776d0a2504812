using System.Security.Cryptography;
using System.Text;
using Engine.Handover;

namespace Bot.Storage.Encryption;

/// <summary>Keyed hashes by which a ticket is found from what a member gave, without storing what they gave.</summary>
internal static class BlindIndex
{
    /// <summary>A phone number is compared by its last ten digits, so that +1 and brackets do not matter.</summary>
    private const int PhoneDigits = 10;

    internal static byte[]? MemberNumber(KeyRing ring, string? value) =>
        Hash(ring, "member-number", string.Concat((value ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant());

    internal static byte[]? Email(KeyRing ring, string? value) => Hash(ring, "email", (value ?? "").Trim().ToLowerInvariant());

    internal static byte[]? Phone(KeyRing ring, string? value)
    {
        var digits = string.Concat((value ?? "").Where(char.IsAsciiDigit));
        return Hash(ring, "phone", digits.Length > PhoneDigits ? digits[^PhoneDigits..] : digits);
    }

    /// <summary>What the ticket says of an item of the checklist, when the member gave it.</summary>
    internal static string? Given(Ticket ticket, string item) => ticket.Checklist.FirstOrDefault(i => i.Id == item)?.Value;

    private static byte[]? Hash(KeyRing ring, string field, string value) =>
        value.Length == 0 ? null : HMACSHA256.HashData(ring.Index, Encoding.UTF8.GetBytes($"{field}|{value}"));
}
