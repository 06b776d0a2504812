namespace Engine.Handover;

/// <summary>Writes ticket numbers such as <c>KP-7K3M-9Q2X</c>: eight Crockford base32 characters, which are hard to mix up when read out.</summary>
internal static class TicketNumber
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="hash">At least eight bytes; the number is made of five bits of each.</param>
    internal static string From(ReadOnlySpan<byte> hash)
    {
        Span<char> letters = stackalloc char[8];
        for (var index = 0; index < letters.Length; index++)
        {
            letters[index] = Crockford[hash[index] & 31];
        }

        return $"KP-{letters[..4]}-{letters[4..]}";
    }
}
