using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bot.Storage;
using Bot.Storage.Encryption;

namespace Bot.Accounts;

/// <summary>The keys of the accounts, derived from the key ring: they lie outside the database and are the same on every replica.</summary>
internal sealed class AccountKeys(StorageKeys keys)
{
    private readonly Lazy<byte[]> _hash = new(() => keys.Ring.Derive("accounts: hashes"));
    private readonly Lazy<Seal> _seal = new(() => new Seal(keys.Ring.Derive("accounts: sealed fields")));

    internal Seal Seal => _seal.Value;

    /// <summary>A keyed hash that is good for one purpose.</summary>
    internal byte[] Hash(string purpose, string value) => HMACSHA256.HashData(_hash.Value, Encoding.UTF8.GetBytes($"{purpose}\n{value}"));

    internal byte[] Close(string value, string table, string row, string field) => Seal.Close(Encoding.UTF8.GetBytes(value), new FieldName(table, row, field));

    internal string Open(byte[] sealedValue, string table, string row, string field) => Encoding.UTF8.GetString(Seal.Open(sealedValue, new FieldName(table, row, field)));

    /// <summary>128 random bits, fit for an address.</summary>
    internal static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
