using Engine.Conversations;

namespace Engine.Turns;

/// <summary>How a turn ended; matched in each channel's endpoint.</summary>
public abstract record TurnOutcome
{
    private TurnOutcome()
    {
    }

    /// <summary>Saved: these lines are new in the transcript, the member's own first.</summary>
    public sealed record Answered(IReadOnlyList<TranscriptEntry> Entries) : TurnOutcome;

    /// <summary>The channel delivered a message again that was answered before.</summary>
    public sealed record AlreadyAnswered : TurnOutcome;

    /// <summary>Other turns kept getting there first; nothing was saved, and the channel may deliver again.</summary>
    public sealed record Overtaken : TurnOutcome;

    /// <summary>An act of the desk that the state of the ticket or the conversation no longer allows; nothing was saved.</summary>
    public sealed record Refused : TurnOutcome;
}
