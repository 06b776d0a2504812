using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Engine.Conversations;
using Engine.Replies;

namespace Bot.Activities;

/// <summary>What travels with every message of ours, ids only: which step of which journey speaks, with which wording, and how far the member is.</summary>
internal sealed record AssistantNote(AssistantNote.Body Assistant)
{
    internal sealed record Body(string Journey, string Step, string Wording, Progress? Progress);
}

/// <summary>What a button of ours sends back: which prompt it belonged to, so that one left over from earlier is noticed, and which choice.</summary>
internal sealed record PressedValue(string Turn, string Choice);

/// <summary>Writes lines of a transcript as activities.</summary>
internal static class ActivityWriter
{
    /// <summary>Milliseconds and a Z: what every client reads, and sorts its bubbles by.</summary>
    private const string UtcFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>Signs that make Markdown of a text. Without them it goes as plain text, or Web Chat would turn straight quotes into curly ones, also in what is to be copied.</summary>
    private static readonly SearchValues<string> MarkdownSigns = SearchValues.Create(["**", "__", "](", "`", "\n- ", "\n* ", "\n1. ", "://"], StringComparison.Ordinal);

    /// <summary>What happened at the desk is told in the assistant's words; the line itself names the agent by an id that is nobody's business.</summary>
    internal static bool IsShown(TranscriptEntry entry) => !(entry.Silent && (entry.Speaker != Speaker.Member || entry.Text == ActivityTypes.ConversationUpdate));

    private static readonly RawJson AgentSays = new(JsonSerializer.Serialize(
        new AssistantNote(new AssistantNote.Body("live-agent", "with-agent", "live-agent.agent-says", null)), ActivityJson.Default.AssistantNote));

    internal static string IdOf(string conversationId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{conversationId}|{sequence:D7}");

    internal static Activity Write(TranscriptEntry entry, ConversationKey conversation, ChannelAccount bot)
    {
        var activity = new Activity
        {
            Type = ActivityTypes.Message,
            Id = IdOf(conversation.Id, entry.Sequence),
            Timestamp = entry.At.UtcDateTime.ToString(UtcFormat, CultureInfo.InvariantCulture),
            ChannelId = conversation.Channel,
            Conversation = new ConversationAccount(conversation.Id),
            Locale = entry.Locale,
        };

        return entry switch
        {
            { Reply: { } reply } => Said(activity, entry, reply, conversation, bot),
            { Speaker: Speaker.Agent } => SaidByAgent(activity, entry, bot),
            _ => Echo(activity, entry, bot),
        };
    }

    internal static CardAction Button(Choice choice, string turnToken) => new(
        CardAction.MessageBack,
        choice.Label,
        choice.Label,
        choice.Label,
        new RawJson(JsonSerializer.Serialize(new PressedValue(turnToken, choice.Id), ActivityJson.Default.PressedValue)));

    private static Activity Said(Activity activity, TranscriptEntry entry, Reply reply, ConversationKey conversation, ChannelAccount bot) => activity with
    {
        From = bot,
        Text = reply.Text,
        TextFormat = reply.Text.AsSpan().ContainsAny(MarkdownSigns) || reply.Text.StartsWith("- ", StringComparison.Ordinal) ? "markdown" : "plain",
        InputHint = reply.TurnToken.Length > 0 ? "expectingInput" : "acceptingInput",
        ReplyToId = ReplyTo(entry, conversation),
        SuggestedActions = reply.Choices.Count == 0 ? null : new SuggestedActions([.. reply.Choices.Select(choice => Button(choice, reply.TurnToken))]),
        Attachments = reply.Card is { } card ? [CardWriter.Write(card, reply.TurnToken)] : null,
        ChannelData = new RawJson(JsonSerializer.Serialize(
            new AssistantNote(new AssistantNote.Body(reply.Journey, reply.Step, reply.Wording, reply.Progress)), ActivityJson.Default.AssistantNote)),
    };

    /// <summary>Under the agent's name, and never as Markdown: it is what a person typed.</summary>
    private static Activity SaidByAgent(Activity activity, TranscriptEntry entry, ChannelAccount bot) => activity with
    {
        From = bot with { Name = entry.FromName ?? bot.Name },
        Text = entry.Text,
        TextFormat = "plain",
        InputHint = "expectingInput",
        ChannelData = AgentSays,
    };

    /// <summary>The member's own message comes back to every screen; a client matches it by the channel data that it sent along.</summary>
    private static Activity Echo(Activity activity, TranscriptEntry entry, ChannelAccount bot) => activity with
    {
        Type = entry.Silent ? ActivityTypes.Event : ActivityTypes.Message,
        Name = entry.Silent ? entry.Text : null,
        From = entry.Speaker == Speaker.Member ? new ChannelAccount(entry.FromId, "", "user") : bot,
        Text = entry.Silent ? null : entry.Text,
        TextFormat = entry.Silent ? null : "plain",
        ChannelData = entry.ChannelData is { } data ? new RawJson(data) : null,
    };

    /// <summary>Web Chat holds back a reply to something it never saw, and the start of the conversation is such a thing.</summary>
    private static string? ReplyTo(TranscriptEntry entry, ConversationKey conversation) =>
        entry.AnswersSequence is > 1 and { } answered ? IdOf(conversation.Id, answered) : null;
}
