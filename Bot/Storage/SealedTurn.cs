using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Engine.Conversations;

namespace Bot.Storage;

/// <summary>All that one turn writes, sealed and ready, so that the transaction does nothing but write.</summary>
internal sealed record SealedTurn
{
    public required ConversationKey Key { get; init; }
    public required long Version { get; init; }
    public required int Schema { get; init; }
    public required long LastSequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] State { get; init; }
    public required Guid DataKeyId { get; init; }

    /// <summary>The conversation's new data key, on its first turn.</summary>
    public WrappedKey? NewKey { get; init; }

    public required IReadOnlyList<SealedLines> Lines { get; init; }
    public required IReadOnlyList<SealedTicket> Tickets { get; init; }

    /// <summary>How far the live chat is after the turn, for the desk's queue; null for the many talks that have none.</summary>
    public LiveChat? Live { get; init; }

    /// <summary>What is to be said by calling the channel, in this order.</summary>
    public IReadOnlyList<OutboxRow> Replies { get; init; } = [];

    internal bool IsFirst => Version == 1;
}

/// <summary>A message and the lines that answer it, sealed together.</summary>
internal readonly record struct SealedLines(long Sequence, string? MessageId, DateTimeOffset At, byte[] Lines);

/// <summary>One ticket, sealed under a key of its own, what the desk's queue shows of it, and what is to be sent of it.</summary>
internal sealed record SealedTicket(TicketRow Row, CaseRow Case, WrappedKey Key, IReadOnlyList<OutboxRow> Sends);

/// <summary>Where a conversation stands in the database, and the key it is sealed with.</summary>
internal sealed record ConversationHead(long RowId, WrappedKey DataKey);

/// <summary>A conversation as stored.</summary>
internal sealed record StoredConversation(ConversationHead Head, byte[] State);
