using Bot.Activities;
using Engine.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.BotConnector;

/// <summary>What of a turn has to be said by calling the channel: it is queued with the turn itself, so that neither stands without the other.</summary>
internal sealed class ConnectorSends(RemovedMarks marks, IOptions<BotConnectorOptions> options)
{
    internal IEnumerable<ConnectorSend> Of(FinishedTurn turn)
    {
        var after = turn.After;
        if (turn.IsAnsweredInPlace || after.ReplyAddress is not { Blocked: null } || ChannelReference.Of(after) is not { } reference)
        {
            return [];
        }

        var said = turn.Entries.FirstOrDefault(entry => entry.Speaker == Speaker.Member);
        var replyTo = ConnectorReader.ActivityIdOf(said?.MessageId);
        var sends = turn.Entries.Where(ConnectorActivities.IsSaid)
            .Select(entry => Say(after, reference, ConnectorSend.KeyOf(after.Key, entry.Sequence), replyTo, ConnectorActivities.Write(marks.InWords(entry), after.Key, reference, replyTo)));

        return sends.Concat(Ends(turn, reference, replyTo)).Concat(Closings(turn, reference, said));
    }

    /// <summary>What was asked before is replaced by what was answered. It comes last: the next question is worth more than a tidy last one.</summary>
    private static IEnumerable<ConnectorSend> Closings(FinishedTurn turn, ChannelReference reference, TranscriptEntry? said)
    {
        var after = turn.After;
        return after.Key.Channel != TeamsCards.Channel ? [] : turn.Closes.Select(line => new ConnectorSend(after.Key, $"{ConnectorSend.KeyOf(after.Key, line)}:answered", after.LastTurnAt, Call(reference) with
        {
            Deed = ConnectorDeed.Replace,
            SaidAs = ConnectorSend.KeyOf(after.Key, line),
            Closes = line,
            Answer = said?.Text,
        }));
    }

    /// <summary>What follows the last word: a hub is told of the hand-over, a parent bot gets its user back.</summary>
    private IEnumerable<ConnectorSend> Ends(FinishedTurn turn, ChannelReference reference, string? replyTo)
    {
        var after = turn.After;
        if (turn.Tickets.Count > 0 && options.Value.HandOffChannels.Contains(reference.ChannelId, StringComparer.OrdinalIgnoreCase))
        {
            var initiate = ConnectorActivities.Addressed(HandOffContext.Initiate(turn.Tickets[^1], reference), reference, replyTo);
            yield return Say(after, reference, $"{ConnectorSend.KeyOf(after.Key, after.LastSequence)}:hand-off", replyTo, initiate, withTranscript: true);
        }

        if (reference.IsSkill(options.Value) && turn.Entries.Count > 0 && SkillResult.EndOf(after) is { } end)
        {
            yield return Say(after, reference, $"{ConnectorSend.KeyOf(after.Key, after.LastSequence)}:end", replyTo, ConnectorActivities.Addressed(end, reference, replyTo));
        }
    }

    private static ConnectorSend Say(Conversation after, ChannelReference reference, string key, string? replyTo, Activity activity, bool withTranscript = false) =>
        new(after.Key, key, after.LastTurnAt, Call(reference) with { ReplyToId = replyTo, Activity = activity, WithTranscript = withTranscript });

    /// <summary>Says nothing yet.</summary>
    internal static ConnectorCall Call(ChannelReference reference) => new()
    {
        Deed = ConnectorDeed.Say,
        ServiceUrl = reference.ServiceUrl,
        Audience = reference.Audience,
        ConversationId = reference.Conversation.Id!,
    };
}
