using Bot.Activities;

namespace Bot.Channels.BotConnector;

/// <summary>Shows the member that the assistant is at work while a turn takes longer than a moment. Nothing waits for it.</summary>
internal sealed class TypingSigns(ConnectorClient connector, TimeProvider clock)
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
