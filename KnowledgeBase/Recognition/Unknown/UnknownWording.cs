namespace KnowledgeBase.Recognition.Unknown;

/// <summary>Something a member said that was not understood, and in which conversation. Its text is free of secrets already.</summary>
public sealed record UnknownWording(string Conversation, string Text)
{
    /// <summary>The problem it came closest to; null when to none.</summary>
    public string? Nearest { get; init; }

    /// <summary>Its telling words, after spelling and synonyms were settled.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>Wordings that share telling words, most shared first, and an example or two with everything personal masked.</summary>
public sealed record WordingCluster(int Count, int Conversations, IReadOnlyList<string> SharedWords, string? Nearest, IReadOnlyList<string> Examples);
