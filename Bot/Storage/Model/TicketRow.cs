namespace Bot.Storage.Model;

/// <summary>How far a ticket has come.</summary>
internal enum TicketStatus
{
    /// <summary>In the database, so at the desk.</summary>
    Filed,

    /// <summary>Every configured target has taken it, too.</summary>
    Delivered,
}

/// <summary>One ticket: the sealed record, and keyed hashes to find it by what the member gave.</summary>
internal sealed class TicketRow
{
    public long RowId { get; init; }
    public required string Key { get; init; }
    public required string Number { get; init; }
    public required string Channel { get; init; }
    public required string ConversationId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public TicketStatus Status { get; init; }
    public Guid DataKeyId { get; init; }
    public required byte[] Record { get; init; }
    public byte[]? MemberNumberHash { get; init; }
    public byte[]? EmailHash { get; init; }
    public byte[]? PhoneHash { get; init; }
}
