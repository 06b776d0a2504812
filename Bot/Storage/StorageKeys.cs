using Bot.Storage.Encryption;

namespace Bot.Storage;

/// <summary>The keys in use; there are none before <see cref="StorageOpening"/> has found the ring to belong to the database.</summary>
internal sealed class StorageKeys(TimeProvider clock)
{
    private KeyRing? _ring;
    private DataKeys? _dataKeys;

    internal KeyRing Ring => _ring ?? throw NotOpened();

    internal DataKeys DataKeys => _dataKeys ?? throw NotOpened();

    internal void Use(KeyRing ring)
    {
        _ring = ring;
        _dataKeys = new DataKeys(ring, clock);
    }

    private static InvalidOperationException NotOpened() => new("The database has not been opened; StorageOpening does that.");
}
