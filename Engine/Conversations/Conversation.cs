namespace Engine.Conversations;

/// <summary>Who answers the member.</summary>
public enum Owner { Assistant, Agent, Nobody }

/// <summary>The state of one conversation between two turns. Immutable: a turn makes the next one.</summary>
public sealed record Conversation
{
    /// <summary>The newest form of the stored state; a change of form adds a step to <see cref="ConversationUpgrades"/>.</summary>
    public const int CurrentSchema = 1;

    /// <summary>How many answered message ids are remembered here; the store's unique index remembers all.</summary>
    private const int RememberedIds = 20;

    /// <summary>How many moves "back" can undo.</summary>
    private const int RememberedTalks = 8;

    public int Schema { get; init; } = CurrentSchema;
    public required ConversationKey Key { get; init; }

    /// <summary>0 before the first save, then one more with each saved turn.</summary>
    public long Version { get; init; }

    public string Locale { get; init; } = KnowledgeBase.Wordings.Locale.Fallback;

    /// <summary>Where the language comes from; it decides whether the talk follows a member who writes in another one.</summary>
    public LanguageFooting LanguageFooting { get; init; }

    /// <summary>The member's offset from UTC in minutes; null until the channel tells it.</summary>
    public int? UtcOffsetMinutes { get; init; }

    public Owner Owner { get; init; } = Owner.Assistant;
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset LastTurnAt { get; init; }

    /// <summary>The last used number of the transcript.</summary>
    public long LastSequence { get; init; }

    public IReadOnlyList<string> AnsweredIds { get; init; } = [];
    public Talk Talk { get; init; } = new();

    /// <summary>Earlier talks, oldest first, for "back".</summary>
    public IReadOnlyList<Talk> Past { get; init; } = [];

    /// <summary>Tickets filed from this conversation, oldest first.</summary>
    public IReadOnlyList<FiledTicket> Tickets { get; init; } = [];

    /// <summary>How many secrets of each kind were removed so far.</summary>
    public IReadOnlyDictionary<string, int> Redactions { get; init; } = new Dictionary<string, int>();

    public bool HasAnswered(string messageId) => AnsweredIds.Contains(messageId);

    /// <summary>The member's local time for an instant; UTC until the offset is known.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromMinutes(UtcOffsetMinutes ?? 0));

    internal static Conversation Begin(ConversationKey key, DateTimeOffset now) => new() { Key = key, StartedAt = now, LastTurnAt = now };

    /// <summary>Takes what the channel tells of the member's language and clock. The language is only taken at the start: later it is the member's to change.</summary>
    internal Conversation Meeting(InboundMessage message) => this with
    {
        Locale = Version == 0 && message.Locale is { Length: >= 2 } locale ? locale[..2].ToLowerInvariant() : Locale,
        UtcOffsetMinutes = message.UtcOffset is { } offset ? (int)offset.TotalMinutes : UtcOffsetMinutes,
    };

    /// <summary>Goes on in the language that a message asks for or is written in.</summary>
    internal Conversation Speaking(LanguageWish? wish) => wish?.Sign switch
    {
        LanguageSign.Asked => this with { Locale = wish.To, LanguageFooting = LanguageFooting.Chosen },
        LanguageSign.Followed => this with { Locale = wish.To, LanguageFooting = LanguageFooting.Used },
        LanguageSign.Offered => this with { LanguageFooting = LanguageFooting.Chosen },
        LanguageSign.Written when LanguageFooting == LanguageFooting.Assumed => this with { LanguageFooting = LanguageFooting.Used },
        LanguageSign.Written or null => this,
    };

    internal Conversation Answering(string messageId) =>
        this with { AnsweredIds = [.. AnsweredIds.Skip(Math.Max(0, AnsweredIds.Count - RememberedIds + 1)), messageId] };

    internal Conversation Remembering(Talk talk) =>
        this with { Past = [.. Past.Skip(Math.Max(0, Past.Count - RememberedTalks + 1)), talk] };

    internal Conversation ForgettingLastTalk() => this with { Past = [.. Past.SkipLast(1)] };
}

/// <summary>A ticket this conversation led to.</summary>
public sealed record FiledTicket(string Number, DateTimeOffset FiledAt, string Topic);
