using Bot.Activities;
using Bot.Channels.DirectLine;
using Bot.Storage;
using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>Shows the member that an agent is typing, or that the assistant is at work while a turn takes longer than a moment; and tells the desk that the member types. Nothing waits for it.</summary>
internal sealed class TypingSigns(ConnectorClient connector, ConversationStore store, TypingSignal signal, TimeProvider clock)
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);

    /// <summary>Teams takes a sign away after some seconds.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    internal async Task ShowWhileAsync(Task work, ChannelReference reference, string? replyTo)
    {
        try
        {
            for (var wait = After; await IsUnderWayAsync(work, wait); wait = Every)
            {
                await connector.SayAsync(SignOf(reference, replyTo), CancellationToken.None);
            }
        }
        catch (Exception)
        {
            // A sign that does not come through is no loss; whether answers do is told by those who bring them.
        }
    }

    internal void MemberTypes(ConversationKey key) => signal.Tell(key, Speaker.Member);

    internal void AgentTypes(ConversationKey key)
    {
        if (signal.Tell(key, Speaker.Agent))
        {
            _ = ShowAgentAsync(key);
        }
    }

    /// <summary>Over the Connector, where the member is reached by it; our own chat page hears of it by its socket.</summary>
    internal async Task ShowAgentAsync(ConversationKey key)
    {
        try
        {
            if (key.Channel != DirectLineEndpoints.Channel
                && await store.LoadAsync(key, CancellationToken.None) is { Owner: Owner.Agent, ReplyAddress.Blocked: null } conversation && ChannelReference.Of(conversation) is { } reference)
            {
                await connector.SayAsync(SignOf(reference, replyTo: null), CancellationToken.None);
            }
        }
        catch (Exception)
        {
            // As above.
        }
    }

    private async Task<bool> IsUnderWayAsync(Task work, TimeSpan wait)
    {
        await work.WaitAsync(wait, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !work.IsCompleted;
    }

    private static ConnectorCall SignOf(ChannelReference reference, string? replyTo) => ConnectorSends.Call(reference) with
    {
        ReplyToId = replyTo,
        Activity = ConnectorActivities.Addressed(new Activity { Type = ActivityTypes.Typing }, reference, replyTo),
    };
}
