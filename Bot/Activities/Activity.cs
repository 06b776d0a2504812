namespace Bot.Activities;

/// <summary>Kinds of activity that we send or understand; any other kind is accepted and ignored.</summary>
internal static class ActivityTypes
{
    internal const string Message = "message";
    internal const string Event = "event";
    internal const string Typing = "typing";

    /// <summary>How a conversation starts. It is kept, but never shown to a client.</summary>
    internal const string ConversationUpdate = "conversationUpdate";

    internal const string InstallationUpdate = "installationUpdate";
    internal const string MessageUpdate = "messageUpdate";
    internal const string MessageDelete = "messageDelete";
    internal const string Invoke = "invoke";
    internal const string EndOfConversation = "endOfConversation";
}

/// <summary>One activity of the Activity Protocol, with the names of its schema. What we never read or write is left out; what a client adds is skipped.</summary>
internal sealed record Activity
{
    public string? Type { get; init; }
    public string? Id { get; init; }

    /// <summary>ISO 8601 in UTC. Text, because a client may send anything here and we take the time from our own clock.</summary>
    public string? Timestamp { get; init; }

    public string? LocalTimestamp { get; init; }
    public string? LocalTimezone { get; init; }
    public string? ServiceUrl { get; init; }
    public string? ChannelId { get; init; }
    public ChannelAccount? From { get; init; }
    public ConversationAccount? Conversation { get; init; }
    public ChannelAccount? Recipient { get; init; }
    public string? TextFormat { get; init; }
    public string? Locale { get; init; }
    public string? Text { get; init; }
    public string? InputHint { get; init; }
    public SuggestedActions? SuggestedActions { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    public RawJson? ChannelData { get; init; }
    public string? ReplyToId { get; init; }
    public string? Name { get; init; }
    public RawJson? Value { get; init; }
    public ConversationReference? RelatesTo { get; init; }

    /// <summary>Why a conversation has ended.</summary>
    public string? Code { get; init; }

    /// <summary>What an installation update does: <c>add</c>, <c>remove</c>, and the same with <c>-upgrade</c>.</summary>
    public string? Action { get; init; }

    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }
    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }

    /// <summary>Each of its own shape; see <c>Mentions</c>.</summary>
    public IReadOnlyList<RawJson>? Entities { get; init; }

    /// <summary>How the sender wants its answers: <c>expectReplies</c> in the response itself, else by the Connector.</summary>
    public string? DeliveryMode { get; init; }

    /// <summary>Prints no text: what a member typed may be a secret.</summary>
    public override string ToString() => $"{nameof(Activity)} {Type} {Id}";
}

/// <summary>Somebody on a channel: a member, or the assistant.</summary>
internal sealed record ChannelAccount(string? Id, string? Name = null, string? Role = null);

/// <summary>A conversation on a channel.</summary>
internal sealed record ConversationAccount(string? Id, bool? IsGroup = null, string? ConversationType = null, string? TenantId = null);

/// <summary>Where in which conversation an activity stands, so that somebody can answer it later.</summary>
internal sealed record ConversationReference(
    string? ActivityId, ChannelAccount? User, ChannelAccount? Bot, ConversationAccount? Conversation, string? ChannelId, string? ServiceUrl, string? Locale);

/// <summary>Something sent along: for us, always an Adaptive Card. Of a member's files only this description is seen; they are never fetched.</summary>
internal sealed record Attachment(string? ContentType, RawJson? Content = null, string? ContentUrl = null, string? Name = null)
{
    internal const string AdaptiveCardType = "application/vnd.microsoft.card.adaptive";
}

/// <summary>Buttons below the newest message. Never without its list: an absent one crashes the whole of Web Chat.</summary>
internal sealed record SuggestedActions(IReadOnlyList<CardAction> Actions);

/// <summary>A button; <paramref name="Value"/> comes back unseen, <paramref name="DisplayText"/> as the member's own words.</summary>
internal sealed record CardAction(string Type, string Title, string? Text = null, string? DisplayText = null, RawJson? Value = null)
{
    internal const string MessageBack = "messageBack";
}
