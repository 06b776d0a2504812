using Engine.Handover;

namespace Engine.Conversations;

/// <summary>Where conversations are kept.</summary>
public interface IConversationStore
{
    /// <summary>The conversation as last saved, or null when there is none. An older version's state is upgraded on the way.</summary>
    Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation);

    /// <summary>Saves all of a turn in one durable transaction, or nothing.</summary>
    Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation);
}

/// <summary>How saving a turn ended.</summary>
public enum SaveOutcome
{
    Saved,

    /// <summary>Another turn of this conversation was saved first; nothing was written.</summary>
    Overtaken,

    /// <summary>This message id was answered before; nothing was written.</summary>
    AlreadyAnswered,

    /// <summary>What was to be saved together with the turn was not possible any more; nothing was written. Only turns of the desk save something else.</summary>
    Refused,
}

/// <summary>All that one turn changes: the new state (its version is one above the loaded one; 1 means new), the lines to add, and the tickets to file.</summary>
public sealed record FinishedTurn(Conversation After, IReadOnlyList<TranscriptEntry> Entries, IReadOnlyList<Ticket> Tickets)
{
    /// <summary>The caller takes the lines from the outcome; they are not to be sent.</summary>
    public bool IsAnsweredInPlace { get; init; }

    /// <summary>Earlier lines whose buttons have no use any more, since the talk has moved on.</summary>
    public IReadOnlyList<long> Closes { get; init; } = [];
}
