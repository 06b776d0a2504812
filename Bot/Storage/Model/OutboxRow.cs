namespace Bot.Storage.Model;

/// <summary>What is to be sent.</summary>
internal enum OutboxKind
{
    Ticket,

    /// <summary>What the assistant or an agent says, to a channel that has to be called for it.</summary>
    Reply,

    /// <summary>A mail, text or call to a member.</summary>
    Message,

    /// <summary>A moment at which the assistant speaks up by itself; the row is the alarm clock, and holds no words.</summary>
    Reminder,
}

/// <summary>Where an outbox row stands.</summary>
internal enum OutboxState { Due, Done, Dead }

/// <summary>One thing to be sent outside, at least once and with a stable key. Rows of one lane (a conversation and a target) go in order.</summary>
internal sealed class OutboxRow
{
    public long RowId { get; init; }
    public required string Lane { get; init; }
    public OutboxKind Kind { get; init; }
    public required string Target { get; init; }
    public required string IdempotencyKey { get; init; }

    /// <summary>The key of the ticket that is sent, or the conversation that is answered.</summary>
    public required string Subject { get; init; }

    public int Attempt { get; init; }
    public DateTimeOffset NextAt { get; init; }

    /// <summary>Grows with each claim; only the newest claimer may write the outcome.</summary>
    public long ClaimToken { get; init; }

    public DateTimeOffset ClaimedUntil { get; init; }
    public OutboxState State { get; init; }

    /// <summary>Why it waits or was given up; never what was sent.</summary>
    public string? Reason { get; init; }

    /// <summary>The receiver's own id of what it got, by which it can be changed there.</summary>
    public string? Receipt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public Guid DataKeyId { get; init; }

    /// <summary>Sealed; emptied once it was delivered.</summary>
    public byte[]? Payload { get; init; }
}
