using System.Text.Json;
using Bot.Activities;
using Engine.Conversations;
using Engine.Handover;

namespace Bot.Channels.BotConnector;

/// <summary>What a hub is told when it shall take a conversation over: enough to choose an agent by, and the ticket that has the rest.</summary>
internal sealed record HandOffContext(string Skill, string Ticket, string Topic, string Reason, string Language)
{
    internal const string InitiateEvent = "handoff.initiate";

    internal static Activity Initiate(Ticket ticket, ChannelReference reference) => new()
    {
        Type = ActivityTypes.Event,
        Name = InitiateEvent,
        Value = new RawJson(JsonSerializer.Serialize(new HandOffContext("signin", ticket.Number, ticket.Topic, ticket.Reason, ticket.Language), ActivityJson.Default.HandOffContext)),
        RelatesTo = new ConversationReference(null, new ChannelAccount(reference.UserId), new ChannelAccount(reference.BotId), reference.Conversation, reference.ChannelId, reference.ServiceUrl, ticket.Language),
    };
}

/// <summary>What was said so far, free of secrets, as the hub's agent reads it.</summary>
internal sealed record HandOffTranscript(IReadOnlyList<Activity> Activities)
{
    internal static Attachment Of(IReadOnlyList<TranscriptEntry> entries, ConversationKey key, ChannelReference reference)
    {
        var bot = new ChannelAccount(reference.BotId, Role: "bot");
        var said = PageLinks.Hidden(entries).Where(entry => !entry.Silent).Select(entry => ActivityWriter.Write(entry, key, bot) with { SuggestedActions = null, Attachments = null, ChannelData = null });

        return new Attachment("application/json", new RawJson(JsonSerializer.Serialize(new HandOffTranscript([.. said]), ActivityJson.Default.HandOffTranscript)), Name: "Transcript");
    }
}
