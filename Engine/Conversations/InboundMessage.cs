namespace Engine.Conversations;

/// <summary>What a message is, once the channel's own form is taken off.</summary>
public enum MessageKind
{
    /// <summary>The member wrote or pressed something.</summary>
    Said,

    /// <summary>The member opened the chat; greets once, never again on a reload.</summary>
    Joined,

    /// <summary>The member's device told browser and system, after the member agreed to it on the page.</summary>
    DeviceTold,

    /// <summary>The member pressed a language on the page around the chat; <see cref="InboundMessage.Locale"/> names it.</summary>
    LanguagePicked,

    /// <summary>Something happened at the agents' desk: see <see cref="InboundMessage.Desk"/>.</summary>
    DeskTold,

    /// <summary>A hub told how the hand-over to one of its agents goes; the text is the state.</summary>
    HandOffTold,

    /// <summary>Something has come about that the member waits for: see <see cref="InboundMessage.Occasion"/>.</summary>
    Occurred,
}

/// <summary>What can come about without a word of the member's.</summary>
public enum Occasion
{
    /// <summary>The time is over after which they wanted to be reminded.</summary>
    WaitIsOver,

    /// <summary>A ticket system has told how far their ticket is.</summary>
    TicketMoved,
}

/// <summary>One message of a member, free of any channel's wire form. Its text has not been scrubbed yet: never log or store it.</summary>
public sealed record InboundMessage
{
    public required ConversationKey Conversation { get; init; }

    /// <summary>The channel's id for this message; the same id is answered once.</summary>
    public required string Id { get; init; }

    public required MessageKind Kind { get; init; }
    public string Text { get; init; } = "";

    /// <summary>The topic that it is about, when that is known from elsewhere; null when the text has to tell.</summary>
    public string? About { get; init; }

    /// <summary>The choice or form that was pressed; null for typed text.</summary>
    public PressedChoice? Pressed { get; init; }

    public DeviceFacts? Device { get; init; }

    public DeskNews? Desk { get; init; }

    public Occasion? Occasion { get; init; }

    /// <summary>BCP 47, as the channel gives it.</summary>
    public string? Locale { get; init; }

    /// <summary>The member's offset from UTC, when the channel tells.</summary>
    public TimeSpan? UtcOffset { get; init; }

    /// <summary>Who said it, in the channel's id.</summary>
    public string FromId { get; init; } = "";

    /// <summary>Where the channel wants its answers, in its own JSON; null when its clients fetch them.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The caller takes the answers from the turn's outcome, so none are sent.</summary>
    public bool IsAnsweredInPlace { get; init; }

    /// <summary>When the channel says it was sent, as it says it. Given by channels that may deliver a message again under another id.</summary>
    public string? SentAt { get; init; }

    /// <summary>The channel's own extra JSON, echoed back untouched; null when there was none.</summary>
    public string? ChannelData { get; init; }

    /// <summary>Tells one sender's address from another's, for limits; empty when the channel has none. Not the address itself, and never stored.</summary>
    public string Source { get; init; } = "";

    /// <summary>Prints no text: what a member typed may be a secret.</summary>
    public override string ToString() => $"{nameof(InboundMessage)} {Conversation} {Id} {Kind}";
}

/// <summary>A pressed button or sent form: which prompt it belonged to, which choice, and the fields that were filled in.</summary>
public sealed record PressedChoice(string? TurnToken, string ChoiceId, IReadOnlyDictionary<string, string> Fields);

/// <summary>What the browser says of itself.</summary>
public sealed record DeviceFacts(string? Browser, string? BrowserVersion, string? Os, string? OsVersion, string? Device, string? Platform);
