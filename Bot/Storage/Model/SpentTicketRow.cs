namespace Bot.Storage.Model;

/// <summary>Something that was good for one use, and was used. It stands until it would have run out anyway.</summary>
internal sealed class SpentTicketRow
{
    public string Id { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; init; }
}
