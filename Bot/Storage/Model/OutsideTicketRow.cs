using Engine.Handover;

namespace Bot.Storage.Model;

/// <summary>What one receiver calls a ticket, and how far it says it is. Holds nothing of the member.</summary>
internal sealed class OutsideTicketRow
{
    public string TicketKey { get; init; } = "";
    public string Target { get; init; } = "";

    /// <summary>The receiver's id; null until it has told.</summary>
    public string? OutsideId { get; init; }

    /// <summary>The receiver's number, as people say it.</summary>
    public string Number { get; init; } = "";

    public TicketProgress Progress { get; init; }

    /// <summary>When that was so, as the receiver says.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}
