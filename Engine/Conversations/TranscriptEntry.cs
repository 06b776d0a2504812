using Engine.Replies;

namespace Engine.Conversations;

/// <summary>Who spoke.</summary>
public enum Speaker { Member, Assistant, Agent }

/// <summary>One line of a conversation as it is kept: numbered without gaps, times strictly growing, text free of secrets.</summary>
public sealed record TranscriptEntry
{
    /// <summary>From 1 up; channels use it as the watermark.</summary>
    public required long Sequence { get; init; }

    public required Speaker Speaker { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What the member said, scrubbed, or what an agent wrote. For the assistant see <see cref="Reply"/>.</summary>
    public string Text { get; init; } = "";

    public Reply? Reply { get; init; }

    /// <summary>The member's message that this answers.</summary>
    public long? AnswersSequence { get; init; }

    /// <summary>The channel's id of the member's message; unique in the conversation.</summary>
    public string? MessageId { get; init; }

    public string FromId { get; init; } = "";

    /// <summary>What the member knows the agent by who said it; null for everybody else.</summary>
    public string? FromName { get; init; }

    public string? Locale { get; init; }

    /// <summary>The channel's own extra JSON of the member's message, scrubbed.</summary>
    public string? ChannelData { get; init; }

    /// <summary>Kept for the effect, not shown in the chat: a join, a device's facts, what came about.</summary>
    public bool Silent { get; init; }
}
