using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>
/// The right to open one socket, carried in its address because browsers send no header there. Addresses end up in logs, so it is good for a minute and once:
/// the database remembers what was used, so that this holds over all replicas.
/// </summary>
internal sealed class StreamTickets(StorageKeys keys, SpentTickets spent, IOptions<DirectLineOptions> options, TimeProvider clock)
{
    private const int NonceSize = 16;
    private const int TimeSize = sizeof(long);
    private const int TicketSize = NonceSize + TimeSize + HMACSHA256.HashSizeInBytes;

    private readonly Lazy<byte[]> _key = new(() => keys.Ring.Derive("direct line stream tickets"));

    internal string Issue(string conversationId)
    {
        var ticket = new byte[TicketSize];
        RandomNumberGenerator.Fill(ticket.AsSpan(0, NonceSize));
        BinaryPrimitives.WriteInt64BigEndian(ticket.AsSpan(NonceSize), (clock.GetUtcNow() + options.Value.StreamTicketLife).ToUnixTimeMilliseconds());
        Sign(conversationId, ticket.AsSpan(0, NonceSize + TimeSize), ticket.AsSpan(NonceSize + TimeSize));

        return Base64Url.EncodeToString(ticket);
    }

    internal async Task<bool> TrySpendAsync(string conversationId, string? text, CancellationToken cancellation)
    {
        var ticket = new byte[TicketSize];
        if (text is null || text.Length != Base64Url.GetEncodedLength(TicketSize) || !Base64Url.TryDecodeFromChars(text, ticket, out var written) || written != TicketSize)
        {
            return false;
        }

        var mark = new byte[HMACSHA256.HashSizeInBytes];
        Sign(conversationId, ticket.AsSpan(0, NonceSize + TimeSize), mark);
        var expires = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(ticket.AsSpan(NonceSize)));

        return CryptographicOperations.FixedTimeEquals(mark, ticket.AsSpan(NonceSize + TimeSize))
            && expires > clock.GetUtcNow()
            && await spent.TryAddAsync(Convert.ToHexStringLower(ticket.AsSpan(0, NonceSize)), expires, cancellation);
    }

    private void Sign(string conversationId, ReadOnlySpan<byte> nonceAndTime, Span<byte> mark)
    {
        var signed = new byte[nonceAndTime.Length + Encoding.UTF8.GetByteCount(conversationId)];
        nonceAndTime.CopyTo(signed);
        Encoding.UTF8.GetBytes(conversationId, signed.AsSpan(nonceAndTime.Length));
        HMACSHA256.HashData(_key.Value, signed, mark);
    }
}
