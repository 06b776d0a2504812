using System.Text.Json.Serialization;
using Engine.Handover;

namespace Engine.Conversations;

/// <summary>Who answers the member: see <c>Turns/Floor</c> for what follows from it.</summary>
public enum Owner
{
    Assistant,

    /// <summary>An agent; the assistant keeps silent.</summary>
    Agent,

    /// <summary>The member waits for an agent. The assistant keeps them company, and begins nothing by itself.</summary>
    Nobody,
}

/// <summary>The state of one conversation between two turns. Immutable: a turn makes the next one.</summary>
public sealed record Conversation
{
    /// <summary>The newest form of the stored state; a change of form adds a step to <see cref="ConversationUpgrades"/>.</summary>
    public const int CurrentSchema = 1;

    /// <summary>How many answered message ids are remembered here; the store's unique index remembers all.</summary>
    private const int RememberedIds = 20;

    /// <summary>How many moves "back" can undo.</summary>
    private const int RememberedTalks = 8;

    private const int MostLinesWithButtons = 10;

    public int Schema { get; init; } = CurrentSchema;
    public required ConversationKey Key { get; init; }

    /// <summary>0 before the first save, then one more with each saved turn.</summary>
    public long Version { get; init; }

    public string Locale { get; init; } = KnowledgeBase.Wordings.Locale.Fallback;

    /// <summary>Where the language comes from; it decides whether the talk follows a member who writes in another one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public LanguageFooting LanguageFooting { get; init; }

    /// <summary>The language that the member's device told last, on channels that tell it with each message; null when none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeviceLanguage { get; init; }

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

    /// <summary>The newest live chat with an agent; null when there was none.</summary>
    public LiveChat? Live { get; init; }

    /// <summary>What ticket systems have told about <see cref="Tickets"/>: it comes with each load, and is not part of the stored state.</summary>
    [JsonIgnore]
    public IReadOnlyList<TicketNews> News { get; init; } = [];

    /// <summary>How many secrets of each kind were removed so far.</summary>
    public IReadOnlyDictionary<string, int> Redactions { get; init; } = new Dictionary<string, int>();

    /// <summary>Where answers go when the channel has to be called for that; null when its clients fetch them.</summary>
    public ReplyAddress? ReplyAddress { get; init; }

    /// <summary>The last messages, for channels that deliver one again under another id; null when there were none.</summary>
    public IReadOnlyList<HeardMessage>? Heard { get; init; }

    /// <summary>How far a hub that speaks Bot Framework's hand-off events has come with this conversation; null when none has told.</summary>
    public HandOffStatus? HandOff { get; init; }

    /// <summary>The lines whose buttons nobody has answered yet, the newest question last; null while there are none. The newest can be pressed, and those before it where it was put again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? LinesWithButtons { get; init; }

    /// <summary>What was proven here, oldest first. It belongs to the conversation and not to the talk: "back" neither brings it back nor takes it away.</summary>
    public IReadOnlyList<Proof> Proofs
    {
        get;

        // The generated reader passes null for what an older version did not write.
        init => field = value ?? [];
    } = [];

    public bool HasAnswered(string messageId) => AnsweredIds.Contains(messageId);

    /// <summary>The member's local time for an instant; UTC until the offset is known.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromMinutes(UtcOffsetMinutes ?? 0));

    internal static Conversation Begin(ConversationKey key, DateTimeOffset now) => new() { Key = key, StartedAt = now, LastTurnAt = now };

    /// <summary>
    /// Takes what the channel tells of the member's language and clock, and where it wants its answers: who writes can be reached again. After a silence nothing counts as proven.
    /// </summary>
    internal Conversation Meeting(InboundMessage message, DateTimeOffset now)
    {
        var told = message.Locale is { Length: >= 2 } locale ? locale.Split('-', '_')[0].ToLowerInvariant() : null;
        var met = this with
        {
            ReplyAddress = message.ReplyTo is { } address ? new ReplyAddress(address) : ReplyAddress,
            Proofs = now - LastTurnAt > Proof.Lasts ? [] : Proofs,
            DeviceLanguage = message.ReplyTo is null ? DeviceLanguage : told ?? DeviceLanguage,
            UtcOffsetMinutes = message.UtcOffset is { } offset ? (int)offset.TotalMinutes : UtcOffsetMinutes,
        };

        return told is not null && IsLanguageOf(told, message) ? met with { Locale = told, LanguageFooting = LanguageFooting.Assumed } : met;
    }

    /// <summary>
    /// At the start the device's language is the member's. Later it is theirs to change; a chat that lasts for years follows the device, too, when that was set to another language and the
    /// member has not asked for one.
    /// </summary>
    private bool IsLanguageOf(string told, InboundMessage message) => Version == 0
        || (message.ReplyTo is not null && LanguageFooting != LanguageFooting.Chosen && told != (DeviceLanguage ?? (LanguageFooting == LanguageFooting.Assumed ? null : told)));

    /// <summary>Goes on in the language that a message asks for or is written in.</summary>
    internal Conversation Speaking(LanguageWish? wish) => wish?.Sign switch
    {
        LanguageSign.Asked => this with { Locale = wish.To, LanguageFooting = LanguageFooting.Chosen },
        LanguageSign.Followed => this with { Locale = wish.To, LanguageFooting = LanguageFooting.Used },
        LanguageSign.Offered => this with { LanguageFooting = LanguageFooting.Chosen },
        LanguageSign.Written when LanguageFooting == LanguageFooting.Assumed => this with { LanguageFooting = LanguageFooting.Used },
        LanguageSign.Written or null => this,
    };

    /// <summary>With one more proof; a newer one of the same kind takes the older one's place.</summary>
    internal Conversation Proving(Proof proof) =>
        this with { Proofs = [.. Proofs.Where(known => known.Account != proof.Account || known.Method != proof.Method), proof] };

    internal Conversation Answering(string messageId) =>
        this with { AnsweredIds = [.. AnsweredIds.Skip(Math.Max(0, AnsweredIds.Count - RememberedIds + 1)), messageId] };

    /// <summary>Without the answers that were on offer: going back offers them anew, and eight lists of them would be a large part of the stored state.</summary>
    internal Conversation Remembering(Talk talk) =>
        this with { Past = [.. Past.Skip(Math.Max(0, Past.Count - RememberedTalks + 1)), talk with { RemindAt = null, Prompt = talk.Prompt is { } asked ? asked with { Choices = [], OnCard = [] } : null }] };

    /// <summary>With what a turn has asked, when that has buttons, and without what it has answered.</summary>
    internal Conversation Offering(IReadOnlyList<long> answered, long? asked)
    {
        long[] open = [.. (LinesWithButtons ?? []).Except(answered), .. asked is { } line ? [line] : Array.Empty<long>()];

        return this with { LinesWithButtons = open.Length == 0 ? null : [.. open.TakeLast(MostLinesWithButtons)] };
    }

    internal Conversation ForgettingLastTalk() => this with { Past = [.. Past.SkipLast(1)] };
}

/// <summary>A ticket this conversation led to.</summary>
public sealed record FiledTicket(string Number, DateTimeOffset FiledAt, string Topic);

/// <summary>Where a channel takes answers, in the channel's own JSON, and why it has stopped taking them (null while it takes them).</summary>
public sealed record ReplyAddress(string Reference, string? Blocked = null)
{
    /// <summary>Prints no address: it names a person.</summary>
    public override string ToString() => $"{nameof(ReplyAddress)} {Blocked ?? "open"}";
}

/// <summary>One message as it is known again: a digest of who said what, when the channel says it was sent, when it came, and which choice it was taken for.</summary>
public sealed record HeardMessage(string Digest, string? SentAt, DateTimeOffset At, string? Choice = null);

/// <summary>What a hub told last: <paramref name="State"/> is <c>accepted</c>, <c>failed</c> or <c>completed</c>.</summary>
public sealed record HandOffStatus(string State, DateTimeOffset At);
