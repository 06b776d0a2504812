using System.Security.Cryptography;

namespace Bot.Storage.Encryption;

/// <summary>The key of one conversation or one ticket, ready to use.</summary>
internal sealed record DataKey(Guid Id, Seal Seal);

/// <summary>A data key as it is stored.</summary>
internal sealed record WrappedKey(Guid Id, string MasterKeyId, byte[] Wrapped);

/// <summary>Makes data keys, and unwraps stored ones.</summary>
internal sealed class DataKeys(KeyRing ring, TimeProvider clock)
{
    internal (DataKey Key, WrappedKey Stored) Create()
    {
        // Ids that begin with the time keep new rows on the same page of the index.
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        Span<byte> raw = stackalloc byte[Seal.KeySize];
        RandomNumberGenerator.Fill(raw);
        var key = new DataKey(id, new Seal(raw));
        var stored = new WrappedKey(id, ring.Active, ring.Master(ring.Active).Close(raw, NameOf(id)));
        CryptographicOperations.ZeroMemory(raw);
        return (key, stored);
    }

    internal DataKey Unwrap(WrappedKey stored)
    {
        var raw = ring.Master(stored.MasterKeyId).Open(stored.Wrapped, NameOf(stored.Id));
        var key = new DataKey(stored.Id, new Seal(raw));
        CryptographicOperations.ZeroMemory(raw);
        return key;
    }

    private static FieldName NameOf(Guid id) => new("DataKeys", id.ToString("N"), "Wrapped");
}
