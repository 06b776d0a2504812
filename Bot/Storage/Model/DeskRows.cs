namespace Bot.Storage.Model;

/// <summary>What an agent wrote down about a ticket.</summary>
internal enum NoteKind { Note, FieldWrong, FieldMissing }

/// <summary>A private note, or a field of the ticket marked wrong or missing. The text is sealed with the ticket's own key, and gone when that is erased.</summary>
internal sealed class NoteRow
{
    public required string Id { get; init; }
    public required string Number { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Agent { get; init; }
    public required string AgentName { get; init; }
    public NoteKind Kind { get; init; }

    /// <summary>The checklist item that is wrong or missing.</summary>
    public string? Field { get; init; }

    public required byte[] Text { get; init; }
}

/// <summary>A personal field that one agent may see until a moment; after it the server masks the field again.</summary>
internal sealed class RevealRow
{
    public required string Agent { get; init; }
    public required string Number { get; init; }
    public required string Field { get; init; }
    public DateTimeOffset Until { get; init; }
}

/// <summary>An agent at the desk, as last heard of.</summary>
internal sealed class PresenceRow
{
    public required string Agent { get; init; }
    public required string AgentName { get; init; }

    /// <summary>Whether they take chats.</summary>
    public bool IsAvailable { get; init; }

    public DateTimeOffset SeenAt { get; init; }
}
