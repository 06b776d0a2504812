using System.Xml.Linq;
using Bot.Storage;
using Bot.Storage.Encryption;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Bot.Desk.Accounts;

/// <summary>ASP.NET Core's own secrets (the state of a sign-in at the provider) under keys of the key ring: alike on every replica, good over a restart, and no further key files.</summary>
internal sealed class RingProtection(StorageKeys keys, string purpose = "") : IDataProtector
{
    private static readonly FieldName Name = new("Protected", "", "");

    private readonly Lazy<Seal> _seal = new(() => new Seal(keys.Ring.Derive($"protected {purpose}")));

    public IDataProtector CreateProtector(string purpose1) => new RingProtection(keys, $"{purpose}/{purpose1}");

    public byte[] Protect(byte[] plaintext) => _seal.Value.Close(plaintext, Name);

    public byte[] Unprotect(byte[] protectedData) => _seal.Value.Open(protectedData, Name);

    /// <summary>Takes the place of the key files that ASP.NET Core would write into the user's home.</summary>
    internal sealed class NoFiles : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [];

        public void StoreElement(XElement element, string friendlyName)
        {
        }
    }
}
