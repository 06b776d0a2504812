using System.Text.Json;
using Bot.Activities;
using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>Writes lines of the transcript as activities that the Connector, or the caller itself, delivers.</summary>
internal static class ConnectorActivities
{
    internal static bool IsSaid(TranscriptEntry entry) => entry.Speaker != Speaker.Member && !entry.Silent;

    /// <param name="entry">A line of the assistant or of an agent.</param>
    /// <param name="key">The conversation.</param>
    /// <param name="reference">Where it is said.</param>
    /// <param name="replyTo">The channel's id of the message that it answers; null when it answers none.</param>
    internal static Activity Write(TranscriptEntry entry, ConversationKey key, ChannelReference reference, string? replyTo) =>
        Addressed(entry.Reply is { } reply && key.Channel == TeamsCards.Channel ? TeamsCards.Asking(Plain(entry, key, reference), reply) : Plain(entry, key, reference), reference, replyTo);

    /// <summary>What Teams shows of an earlier line once it was answered.</summary>
    internal static Activity WriteAnswered(TranscriptEntry entry, ConversationKey key, ChannelReference reference, string? answer) =>
        Addressed(TeamsCards.Answered(Plain(entry, key, reference), entry.Reply!, answer), reference, replyTo: null);

    private static Activity Plain(TranscriptEntry entry, ConversationKey key, ChannelReference reference) => ActivityWriter.Write(entry, key, new ChannelAccount(reference.BotId));

    /// <summary>The channel gives ids and times of its own.</summary>
    internal static Activity Addressed(Activity activity, ChannelReference reference, string? replyTo) => activity with
    {
        Id = null,
        Timestamp = null,
        ChannelId = reference.ChannelId,
        ServiceUrl = reference.ServiceUrl,
        From = new ChannelAccount(reference.BotId, Role: "bot"),
        Recipient = new ChannelAccount(reference.UserId),
        Conversation = reference.Conversation,
        ReplyToId = replyTo,
    };
}

/// <summary>What a caller gets that wants its answers in the response itself.</summary>
internal sealed record BufferedReplies(IReadOnlyList<Activity> Activities);

/// <summary>The answer to a pressed Action.Execute. The channel shows <paramref name="Value"/> as a short message, or in the place of the card.</summary>
internal sealed record CardActionAnswer(int StatusCode, string Type, RawJson Value)
{
    internal const string MessageType = "application/vnd.microsoft.activity.message";

    internal static CardActionAnswer Card(Attachment card) => new(StatusCodes.Status200OK, Attachment.AdaptiveCardType, card.Content!.Value);

    internal static CardActionAnswer Message(string text) => new(StatusCodes.Status200OK, MessageType, new RawJson(JsonSerializer.Serialize(text, ActivityJson.Default.String)));
}
