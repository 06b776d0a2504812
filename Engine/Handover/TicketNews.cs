namespace Engine.Handover;

/// <summary>How far a ticket is where it is worked on.</summary>
public enum TicketProgress
{
    /// <summary>It has arrived; more is not known.</summary>
    Arrived,

    InProgress,

    /// <summary>Somebody there needs something from the member.</summary>
    WaitingForMember,

    Solved,
}

/// <summary>What a receiver has told about a ticket of ours: its own number for it, and how far it is.</summary>
/// <param name="Number">Ours, as the member was told.</param>
public sealed record TicketNews(string Number, string OutsideNumber, TicketProgress Progress, DateTimeOffset At);
