using System.Security.Cryptography;
using System.Text;

namespace Bot.Storage.Encryption;

/// <summary>The master keys. They wrap data keys and never seal anything else; they live outside the database.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, Seal> _masters = [];
    private readonly Dictionary<string, byte[]> _checks = [];

    internal KeyRing(string active, IReadOnlyDictionary<string, byte[]> keys, byte[] index)
    {
        Active = active;
        Index = index;
        foreach (var (id, key) in keys)
        {
            _masters[id] = new Seal(key);
            _checks[id] = HMACSHA256.HashData(key, HMACSHA256.HashData(index, Encoding.UTF8.GetBytes($"key check|{id}")));
        }
    }

    /// <summary>New data keys are wrapped by this one.</summary>
    internal string Active { get; }

    /// <summary>The key of the hashes that tickets are searched by. It does not rotate: old hashes must stay findable.</summary>
    internal byte[] Index { get; }

    /// <summary>For each key a value that proves the ring holds it (and the index key), and tells nothing else.</summary>
    internal IReadOnlyDictionary<string, byte[]> Checks => _checks;

    internal static KeyRing Fresh(string id) =>
        new(id, new Dictionary<string, byte[]> { [id] = RandomNumberGenerator.GetBytes(Seal.KeySize) }, RandomNumberGenerator.GetBytes(Seal.KeySize));

    /// <summary>A key for one purpose outside the database, such as signing tokens. Like the index key it survives rotation and is the same on every replica.</summary>
    internal byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Index, Seal.KeySize, info: Encoding.UTF8.GetBytes(purpose));

    internal Seal Master(string id) =>
        _masters.TryGetValue(id, out var master)
            ? master
            : throw new StorageRefusedException($"A stored key was wrapped by the master key \"{id}\", which the key ring does not hold.");
}
