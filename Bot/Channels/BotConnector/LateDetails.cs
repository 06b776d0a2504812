using Bot.Storage;
using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>Puts into a call what is only known, or worth reading, when it goes out.</summary>
internal sealed class LateDetails(ConversationStore store, AnsweredCards cards)
{
    /// <summary>Teams takes 100 KB, of which the transcript is one part of several.</summary>
    private const int MostTranscriptLines = 60;

    /// <summary>Null when there is nothing left to call for.</summary>
    internal async Task<ConnectorCall?> FillAsync(ConnectorCall call, ConversationKey key, CancellationToken cancellation)
    {
        if (call is { WithTranscript: false, Closes: null })
        {
            return call;
        }

        if (await store.LoadAsync(key, cancellation) is not { } conversation || ChannelReference.Of(conversation) is not { } reference)
        {
            return call.Closes is null ? call : null;
        }

        return call.Closes is { } line
            ? await cards.DrawAsync(key, line, call.Answer ?? "", reference, cancellation) is { } answered ? call with { Activity = answered } : null
            : call with { Activity = call.Activity! with { Attachments = [await TranscriptAsync(conversation, reference, cancellation)] } };
    }

    private async Task<Activities.Attachment> TranscriptAsync(Conversation conversation, ChannelReference reference, CancellationToken cancellation) => HandOffTranscript.Of(
        await store.ReadTranscriptAsync(conversation.Key, Math.Max(0, conversation.LastSequence - MostTranscriptLines), MostTranscriptLines, cancellation), conversation.Key, reference);
}
