namespace Bot.Storage.Model;

/// <summary>The key of one conversation or one ticket, wrapped by a master key that is not in the database. Deleting the row erases what it sealed.</summary>
internal sealed class DataKeyRow
{
    public Guid Id { get; init; }
    public required string MasterKeyId { get; init; }
    public required byte[] Wrapped { get; init; }
}

/// <summary>A master key that this database was written with: enough to know the right key ring from a wrong one, nothing to decrypt with.</summary>
internal sealed class MasterKeyRow
{
    public required string Id { get; init; }
    public required byte[] Check { get; init; }
}
