using Engine.Conversations;
using Engine.Journeys;
using Engine.Replies;
using Engine.Understanding;

namespace Engine.Turns;

/// <summary>Writes what was said in a turn as numbered lines, and the state that follows from it.</summary>
internal static class Transcript
{
    internal static FinishedTurn Finish(Conversation before, InboundMessage message, Meaning meaning, Advance move, DateTimeOffset now)
    {
        // Clients order bubbles by time: each line is later than the one before, also when the clock stands still or steps back.
        var at = now > before.LastTurnAt ? now : before.LastTurnAt.AddMilliseconds(1);
        var said = new TranscriptEntry
        {
            Sequence = before.LastSequence + 1,
            Speaker = message switch { { Desk: not null } => Speaker.Agent, { Occasion: not null } => Speaker.Assistant, _ => Speaker.Member },
            At = at,
            // A button of a card comes without words on some channels; what it said is what the member said.
            Text = message.Occasion is { } occasion ? $"occasion/{occasion}" : message.Desk is { } news and not DeskNews.Said ? news.Name : meaning.Text.Length > 0 ? meaning.Text : meaning.Chosen?.Label ?? "",
            MessageId = message.Id,
            FromId = message.FromId,
            FromName = (message.Desk as DeskNews.Said)?.AgentName,
            Locale = message.Locale,
            ChannelData = meaning.Typed?.StandsIn(message.ChannelData) == true ? null : message.ChannelData,
            Silent = message.Kind != MessageKind.Said && message.Desk is not DeskNews.Said,
        };
        var answers = move.Replies.Select((reply, index) => Answer(said, reply, index + 1, before.Locale)).ToList();
        var asked = answers.LastOrDefault(line => line.Reply is { TurnToken.Length: > 0, HasButtons: true });
        IReadOnlyList<long> closes = move.Moved || move.Undone ? before.LinesWithButtons ?? [] : [];
        var after = before with
        {
            Version = before.Version + 1,
            LastTurnAt = at.AddMilliseconds(answers.Count),
            LastSequence = said.Sequence + answers.Count,
            Talk = move.Talk,
            Proofs = move.Proofs,
            Tickets = move.Talk.Filing is { } filing ? [.. before.Tickets.Where(known => known.Number != filing.Number), new FiledTicket(filing.Number, now, filing.Topic)] : before.Tickets,
            Redactions = Count(before.Redactions, meaning.Decoded.Removed),
            HandOff = message.Kind == MessageKind.HandOffTold ? new HandOffStatus(message.Text, at) : before.HandOff,
            Heard = Redelivery.Remember(before.Heard, message, meaning, at),
        };

        var remembering = move.Undone ? after.ForgettingLastTalk() : move.Moved ? after.Remembering(before.Talk) : after;

        return new FinishedTurn(Floor.Pass(remembering.Answering(message.Id).Offering(closes, asked?.Sequence), meaning, now), [said, .. answers], []) { IsAnsweredInPlace = message.IsAnsweredInPlace, Closes = closes };
    }

    private static TranscriptEntry Answer(TranscriptEntry said, Reply reply, int place, string locale) => new()
    {
        Sequence = said.Sequence + place,
        Speaker = Speaker.Assistant,
        At = said.At.AddMilliseconds(place),
        Reply = reply,
        Locale = locale,
        AnswersSequence = said.Speaker == Speaker.Member ? said.Sequence : null,
    };

    private static IReadOnlyDictionary<string, int> Count(IReadOnlyDictionary<string, int> before, IReadOnlyList<string> removed)
    {
        if (removed.Count == 0)
        {
            return before;
        }

        var counts = new Dictionary<string, int>(before);
        foreach (var kind in removed)
        {
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        return counts;
    }
}
