using Engine.Conversations;
using Engine.Journeys;
using Engine.Understanding;

namespace Engine.Turns;

/// <summary>One turn, top to bottom: load, understand, advance, save. Nothing outside changes before the save but by calls that are done once per message, so a turn that was overtaken simply runs again.</summary>
public sealed class TurnHandler(IConversationStore store, Listener listener, Dialogue dialogue, AccountCalls accounts, TicketWriter tickets, TimeProvider clock)
{
    /// <summary>How often a turn runs again when others of the same conversation get there first.</summary>
    private const int MostRuns = 8;

    /// <summary>The same turns, saved through another store: the desk's writes something of its own in the same transaction.</summary>
    public TurnHandler Through(IConversationStore other) => new(other, listener, dialogue, accounts, tickets, clock);

    /// <exception cref="NewerSchemaException">The conversation was written by a newer version.</exception>
    public async Task<TurnOutcome> HandleAsync(InboundMessage message, CancellationToken cancellation)
    {
        for (var run = 0; run < MostRuns; run++)
        {
            var now = clock.GetUtcNow();
            var stored = await store.LoadAsync(message.Conversation, cancellation);
            if (stored is null && (message.Kind is MessageKind.DeskTold or MessageKind.Occurred))
            {
                return new TurnOutcome.Refused();
            }

            var before = stored ?? Conversation.Begin(message.Conversation, now);
            if (before.HasAnswered(message.Id))
            {
                return new TurnOutcome.AlreadyAnswered();
            }

            var met = LongRest.Of(before, now).Meeting(message, now);
            var meaning = listener.Hear(message, met, now);
            var present = met.Speaking(meaning.Language);
            var turn = Redelivery.Is(present, message, meaning, now) ? Redelivery.Noted(before, message) : await AnswerAsync(present, message, meaning, now, cancellation);

            switch (await store.TrySaveAsync(turn, cancellation))
            {
                case SaveOutcome.Saved when turn.Entries.Count == 0:
                    return new TurnOutcome.AlreadyAnswered();
                case SaveOutcome.Saved:
                    return new TurnOutcome.Answered(turn.Entries);
                case SaveOutcome.AlreadyAnswered:
                    return new TurnOutcome.AlreadyAnswered();
                case SaveOutcome.Refused:
                    return new TurnOutcome.Refused();
                case SaveOutcome.Overtaken:
                    break;
            }
        }

        return new TurnOutcome.Overtaken();
    }

    private async Task<FinishedTurn> AnswerAsync(Conversation present, InboundMessage message, Meaning meaning, DateTimeOffset now, CancellationToken cancellation)
    {
        var move = Floor.IsAssistants(present, meaning)
            ? await accounts.AdvanceAsync(dialogue, present, message, meaning, now, cancellation)
            : dialogue.StandBy(present, meaning);
        var turn = Transcript.Finish(present, message, meaning, move, now);

        return turn with { Tickets = tickets.Write(turn.After, now) };
    }
}
