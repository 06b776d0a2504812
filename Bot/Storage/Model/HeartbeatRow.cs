namespace Bot.Storage.Model;

/// <summary>The one row that the readiness probe writes, because a full disk or a read-only volume shows itself only on a write.</summary>
internal sealed class HeartbeatRow
{
    public int Id { get; init; }
    public DateTimeOffset At { get; init; }
}
