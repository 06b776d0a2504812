using System.Security.Cryptography;

namespace Bot.Storage.Encryption;

/// <summary>One AES-256-GCM key at work. A sealed value is: form (1 byte), nonce (12), cipher text, tag (16).</summary>
internal sealed class Seal(ReadOnlySpan<byte> key) : IDisposable
{
    internal const int KeySize = 32;
    private const byte Form = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = 1 + NonceSize + TagSize;

    private readonly AesGcm _cipher = new(key, TagSize);

    internal byte[] Close(ReadOnlySpan<byte> plain, FieldName name)
    {
        var closed = new byte[plain.Length + Overhead];
        closed[0] = Form;
        var nonce = closed.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> bound = stackalloc byte[512];
        bound = Bind(name, bound);

        // One cipher holds one native context, which two threads must not share at the same moment.
        lock (_cipher)
        {
            _cipher.Encrypt(nonce, plain, closed.AsSpan(1 + NonceSize, plain.Length), closed.AsSpan(closed.Length - TagSize), bound);
        }

        return closed;
    }

    /// <exception cref="SealBrokenException">It was closed with another key or name, or changed since.</exception>
    internal byte[] Open(ReadOnlySpan<byte> closed, FieldName name)
    {
        if (closed.Length < Overhead || closed[0] != Form)
        {
            throw new SealBrokenException($"{name} is not a sealed value.");
        }

        var plain = new byte[closed.Length - Overhead];
        Span<byte> bound = stackalloc byte[512];
        bound = Bind(name, bound);
        try
        {
            lock (_cipher)
            {
                _cipher.Decrypt(closed.Slice(1, NonceSize), closed.Slice(1 + NonceSize, plain.Length), closed[^TagSize..], plain, bound);
            }
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new SealBrokenException($"{name} does not open: it was changed outside, or sealed with another key.", fault);
        }

        return plain;
    }

    public void Dispose() => _cipher.Dispose();

    private static Span<byte> Bind(FieldName name, Span<byte> room)
    {
        var bound = name.MaxBytes <= room.Length ? room : new byte[name.MaxBytes];
        return bound[..name.Write(bound)];
    }
}
