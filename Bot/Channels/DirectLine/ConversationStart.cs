using Bot.Activities;
using Bot.Operations;
using Engine.Conversations;
using Engine.Turns;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Starts conversations, which makes the assistant greet, and tells where one stands.</summary>
internal sealed class ConversationStart(IConversationStore store, TurnHandler turns, IOptions<LimitsOptions> limits, TimeProvider clock)
{
    /// <summary>A conversation starts once, however often a client asks.</summary>
    private const string StartId = "start";

    /// <summary>
    /// Who comes back without a watermark gets only what is new, as with Microsoft's service. But in the first minutes that is a client whose first socket never came up,
    /// and it would never see the greeting.
    /// </summary>
    private static readonly TimeSpan FirstMinutes = TimeSpan.FromMinutes(2);

    /// <summary>True when this call started it.</summary>
    internal async Task<bool> StartAsync(ConversationKey key, string user, string? locale, CancellationToken cancellation)
    {
        var joined = new InboundMessage { Conversation = key, Id = StartId, Kind = MessageKind.Joined, Text = ActivityTypes.ConversationUpdate, FromId = user, Locale = locale };
        var outcome = await turns.HandleAsync(joined, cancellation).WaitAsync(limits.Value.TurnTimeout, clock, cancellation);
        return outcome switch
        {
            TurnOutcome.Answered => true,
            TurnOutcome.AlreadyAnswered => false,
            TurnOutcome.Overtaken => throw new TimeoutException("Other turns of the conversation kept getting there first."),
            _ => throw new InvalidOperationException("A member's turn has no further outcomes."),
        };
    }

    internal Task<Conversation?> FindAsync(ConversationKey key, CancellationToken cancellation) => store.LoadAsync(key, cancellation);

    /// <summary>After which line a client without a watermark goes on.</summary>
    internal long NewerThan(Conversation? stands) =>
        stands is null || clock.GetUtcNow() - stands.StartedAt < FirstMinutes ? 0 : stands.LastSequence;
}
