using Bot.Activities;
using Bot.Storage;
using Engine.Conversations;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Channels.BotConnector;

/// <summary>Draws a card as it is once it was answered: nothing to press any more, and in its place what was pressed.</summary>
internal sealed class AnsweredCards(ConversationStore store, RemovedMarks marks, Knowledge knowledge)
{
    /// <summary>A card that is pressed later than this is an old one, which stays as it is.</summary>
    private const int LinesBack = 60;

    /// <param name="key">The conversation.</param>
    /// <param name="turnToken">The mark of the prompt that was pressed.</param>
    /// <param name="pressed">The member's line that came of it.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<TranscriptEntry?> FindAsync(ConversationKey key, string turnToken, TranscriptEntry pressed, CancellationToken cancellation)
    {
        var lines = await store.ReadTranscriptAsync(key, Math.Max(0, pressed.Sequence - 1 - LinesBack), LinesBack, cancellation);
        return lines.LastOrDefault(line => line.Sequence < pressed.Sequence && line.Reply is { HasButtons: true } reply && reply.TurnToken == turnToken);
    }

    /// <summary>Null when that line is not here any more.</summary>
    internal async Task<Activity?> DrawAsync(ConversationKey key, long line, string said, ChannelReference reference, CancellationToken cancellation) =>
        await store.ReadTranscriptAsync(key, line - 1, 1, cancellation) is [{ Reply: not null } asked] ? Draw(asked, key, said, reference) : null;

    internal Activity Draw(TranscriptEntry asked, ConversationKey key, string said, ChannelReference reference)
    {
        var label = TeamsCards.LabelOf(asked.Reply!, said);
        var answer = label is null ? null : knowledge.Wordings.Say("global.your-answer", asked.Locale ?? Locale.Fallback, Values.None.With("answer", label));

        return ConnectorActivities.WriteAnswered(marks.InWords(asked), key, reference, answer);
    }
}
