namespace Engine.Conversations;

/// <summary>How far a live chat with an agent is.</summary>
public enum LivePhase
{
    None,

    /// <summary>The member waits; nobody has come yet.</summary>
    Waiting,

    /// <summary>An agent is there and owns the conversation.</summary>
    Present,

    /// <summary>The agent is gone, or the member waits no more.</summary>
    Over,
}

/// <summary>The live chat of a conversation, as the desk's queue has to know it.</summary>
public sealed record LiveChat
{
    /// <summary>The number of the ticket that it is about.</summary>
    public required string Ticket { get; init; }

    public LivePhase Phase { get; init; }

    /// <summary>Since when it stands at this phase.</summary>
    public DateTimeOffset Since { get; init; }

    public string? AgentId { get; init; }

    /// <summary>What the member knows the agent by.</summary>
    public string? AgentName { get; init; }

    /// <summary>The member's first message that the agent has not answered yet.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>The member wrote of danger to life while they waited or were with the agent.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>What the member said of the chat afterwards: an id of the survey's choices.</summary>
    public string? Survey { get; init; }

    internal LiveChat At(LivePhase phase, DateTimeOffset now) => Phase == phase ? this : this with { Phase = phase, Since = now };
}
