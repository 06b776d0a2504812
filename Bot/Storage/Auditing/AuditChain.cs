using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Bot.Storage.Encryption;
using Bot.Storage.Model;

namespace Bot.Storage.Auditing;

/// <summary>The hashes that hold the lines together. They are keyed from outside the database: who can write to it but has no key ring can't make a line that fits.</summary>
internal sealed class AuditChain(KeyRing ring) : IDisposable
{
    /// <summary>What the first line ever stands on.</summary>
    internal static readonly byte[] Beginning = new byte[HashSize];

    private const int HashSize = 32;
    private readonly byte[] _key = ring.Derive("audit chain");
    private readonly Seal _seal = new(ring.Derive("audit words"));

    internal byte[]? Seal(long sequence, string? words) => words is null ? null : _seal.Close(Encoding.UTF8.GetBytes(words), NameOf(sequence));

    /// <exception cref="SealBrokenException">The words were changed.</exception>
    internal string? Open(AuditRow row) => row.Words is null ? null : Encoding.UTF8.GetString(_seal.Open(row.Words, NameOf(row.Sequence)));

    internal byte[] HashOf(byte[] before, AuditRow row)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(before);
        Append(hash, row.Sequence);
        Append(hash, row.At.ToUnixTimeMilliseconds());
        foreach (var text in (string[])[row.Actor, row.Role, row.Act, row.Subject, row.Facts])
        {
            Append(hash, Encoding.UTF8.GetBytes(text));
        }

        Append(hash, row.Words ?? []);
        return hash.GetHashAndReset();
    }

    internal byte[] CheckOf(AuditHeadRow head)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        Append(hash, "head"u8);
        Append(hash, head.First);
        hash.AppendData(head.Before);
        Append(hash, head.Last);
        hash.AppendData(head.LastHash);
        return hash.GetHashAndReset();
    }

    public void Dispose() => _seal.Dispose();

    private static FieldName NameOf(long sequence) => new("Audit", $"{sequence}", "Words");

    /// <summary>With its length before it, so that no two lines can be taken apart into the same bytes.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
