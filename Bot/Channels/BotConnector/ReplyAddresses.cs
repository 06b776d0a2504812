using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>Remembers where nothing can be said any more: the member has blocked or removed the bot. Writing to it opens the way again.</summary>
internal sealed class ReplyAddresses(IConversationStore store)
{
    private const int MostRuns = 8;

    /// <summary>False when there is no such conversation, or other turns kept getting there first.</summary>
    internal async Task<bool> BlockAsync(ConversationKey key, string reason, CancellationToken cancellation)
    {
        for (var run = 0; run < MostRuns; run++)
        {
            if (await store.LoadAsync(key, cancellation) is not { ReplyAddress: { } address } before)
            {
                return false;
            }

            var after = before with { Version = before.Version + 1, ReplyAddress = address with { Blocked = reason } };
            if (await store.TrySaveAsync(new FinishedTurn(after, [], []), cancellation) == SaveOutcome.Saved)
            {
                return true;
            }
        }

        return false;
    }
}
