namespace Bot.Storage.Model;

/// <summary>One conversation: its sealed state, and the version that serialises its turns.</summary>
internal sealed class ConversationRow
{
    public long RowId { get; init; }
    public required string Channel { get; init; }
    public required string Id { get; init; }
    public long Version { get; init; }
    public int Schema { get; init; }
    public required byte[] State { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public long LastSequence { get; init; }
    public Guid DataKeyId { get; init; }
}

/// <summary>
/// A member's message and the lines that answer it, sealed together: they are written and read together, and one row a turn
/// costs a third of one row a line. The message id is unique in its conversation: that is what answers a message once.
/// </summary>
internal sealed class TranscriptRow
{
    public long ConversationRowId { get; init; }

    /// <summary>The number of the first line; the others follow it without gaps.</summary>
    public long Sequence { get; init; }

    public string? MessageId { get; init; }
    public DateTimeOffset At { get; init; }
    public required byte[] Lines { get; init; }
}
