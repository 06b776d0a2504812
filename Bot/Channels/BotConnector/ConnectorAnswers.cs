using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bot.Activities;
using Bot.Storage;
using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>Answers an activity that was taken: with the replies themselves where they are expected, with the outcome of a card's action, and else with an empty 200.</summary>
internal sealed class ConnectorAnswers(ConversationStore store, RemovedMarks marks, AnsweredCards cards)
{
    /// <summary>More than one turn ever says.</summary>
    private const int MostLines = 50;

    internal async Task SendAsync(HttpContext http, Activity activity, ConversationKey key, IReadOnlyList<TranscriptEntry> entries, ChannelReference reference)
    {
        if (activity.DeliveryMode == ConnectorReader.ExpectReplies)
        {
            await WriteAsync(http, new BufferedReplies(await BufferedAsync(activity, key, entries, reference, http.RequestAborted)), ActivityJson.Default.BufferedReplies);
        }
        else if (activity.Type == ActivityTypes.Invoke)
        {
            await WriteAsync(http, await PressedAsync(activity, key, entries, reference, http.RequestAborted), ActivityJson.Default.CardActionAnswer);
        }
    }

    /// <summary>The card that was pressed comes back without its buttons. An old one stays as it is, and what was answered is told.</summary>
    private async Task<CardActionAnswer> PressedAsync(
        Activity activity, ConversationKey key, IReadOnlyList<TranscriptEntry> entries, ChannelReference reference, CancellationToken cancellation)
    {
        if (entries.Count == 0)
        {
            return CardActionAnswer.Message("");
        }

        var asked = entries[0].Text.Length > 0 && ConnectorReader.TurnTokenOf(activity) is { } token ? await cards.FindAsync(key, token, entries[0], cancellation) : null;

        return asked is not null && cards.Draw(asked, key, entries[0].Text, reference).Attachments is [var card]
            ? CardActionAnswer.Card(card)
            : CardActionAnswer.Message(entries.Select(entry => entry.Reply?.Text ?? entry.Text).FirstOrDefault(text => text.Length > 0) ?? "");
    }

    internal static Task SendAsync(HttpContext http, Activity said) => WriteAsync(http, new BufferedReplies([said]), ActivityJson.Default.BufferedReplies);

    /// <summary>What a message was answered with, when it is delivered again.</summary>
    internal async Task<IReadOnlyList<TranscriptEntry>> RecallAsync(InboundMessage message, CancellationToken cancellation)
    {
        if (await store.FindSequenceAsync(message.Conversation, message.Id, cancellation) is not { } sequence)
        {
            return [];
        }

        var lines = await store.ReadTranscriptAsync(message.Conversation, sequence - 1, MostLines, cancellation);
        return [.. lines.Take(1), .. lines.Skip(1).TakeWhile(line => line.AnswersSequence == sequence)];
    }

    private async Task<IReadOnlyList<Activity>> BufferedAsync(
        Activity activity, ConversationKey key, IReadOnlyList<TranscriptEntry> entries, ChannelReference reference, CancellationToken cancellation)
    {
        var said = entries.Where(ConnectorActivities.IsSaid).Select(entry => ConnectorActivities.Write(marks.InWords(entry), key, reference, activity.Id)).ToList();
        var end = said.Count > 0 && key.Channel == ChannelReference.SkillChannel && await store.LoadAsync(key, cancellation) is { } after ? SkillResult.EndOf(after) : null;

        return end is null ? said : [.. said, ConnectorActivities.Addressed(end, reference, activity.Id)];
    }

    private static Task WriteAsync<T>(HttpContext http, T body, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(http.Response.Body, body, type, http.RequestAborted);
    }
}
