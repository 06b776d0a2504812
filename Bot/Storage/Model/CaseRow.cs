using Engine.Conversations;

namespace Bot.Storage.Model;

/// <summary>Where a ticket stands at the desk.</summary>
internal enum CaseState { Open, Claimed, Closed, Merged }

/// <summary>How much a ticket matters beside others.</summary>
internal enum CasePriority { Usual, Security, Emergency }

/// <summary>One ticket as the desk works on it: ids, times and who has it. What the member gave is in the sealed ticket; nothing here is personal.</summary>
internal sealed class CaseRow
{
    public long RowId { get; init; }

    /// <summary>What the member was told; names the case everywhere at the desk.</summary>
    public required string Number { get; init; }

    public required string Channel { get; init; }
    public required string ConversationId { get; init; }
    public required string Topic { get; init; }
    public required string Reason { get; init; }
    public required string Language { get; init; }
    public CasePriority Priority { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public CaseState State { get; init; }

    /// <summary>Who has claimed it.</summary>
    public string? Agent { get; init; }

    public string? AgentName { get; init; }
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>The first claim of all: when a person acknowledged the ticket.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    public LivePhase Live { get; init; }
    public DateTimeOffset? LiveSince { get; init; }

    /// <summary>The member's first message in the live chat that nobody has answered yet.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>What the member answered after the live chat.</summary>
    public string? Survey { get; init; }

    public string? WrapUp { get; init; }

    /// <summary>The cause that the agent found, an id of the topic's causes.</summary>
    public string? ConfirmedCause { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The number of the case that took this one in.</summary>
    public string? MergedInto { get; init; }

    internal ConversationKey Conversation => new(Channel, ConversationId);
}
