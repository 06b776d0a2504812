using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;
using Engine.Turns;

namespace Bot.Delivery;

/// <summary>Lets the assistant speak up when a moment has come that the member waits for. Each is a turn like any other: it is written down, and what it says goes out as answers do.</summary>
internal sealed partial class ReminderSender(Outbox outbox, OutboxSignal signal, ConversationStore store, TurnHandler turns, TimeProvider clock, ILogger<ReminderSender> log)
    : OutboxLoop(OutboxKind.Reminder, outbox, signal, clock)
{
    private const int MostTries = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(20);

    protected override TimeSpan LookEvery => TimeSpan.FromSeconds(10);

    protected override ValueTask<IReadOnlyList<Receivers>> FindPartsAsync(CancellationToken cancellation) => new([Receivers.AllBut([])]);

    protected override async Task SendAsync(ClaimedSend send)
    {
        var isMine = await SpeakAsync(send) ? await Outbox.DeliveredAsync(send, CancellationToken.None)
            : send.Attempt < MostTries ? await Outbox.TryAgainAsync(send, Clock.GetUtcNow() + BetweenTries, "The turn could not be saved.", CancellationToken.None)
            : await Outbox.GiveUpAsync(send, "The turn could not be saved.", CancellationToken.None);
        if (!isMine)
        {
            LogClaimLost(send.RowId);
        }
    }

    protected override void SayUnavailable(Exception fault) => LogUnavailable(fault.GetType().Name);

    /// <summary>Also true when there is nobody to speak to any more: the member has removed the bot, or the conversation was erased.</summary>
    private async Task<bool> SpeakAsync(ClaimedSend send)
    {
        if (await store.LoadAsync(send.Conversation, CancellationToken.None) is not { ReplyAddress.Blocked: null })
        {
            return true;
        }

        try
        {
            var outcome = await turns.HandleAsync(
                new InboundMessage
                {
                    Conversation = send.Conversation,
                    Id = $"occasion:{send.IdempotencyKey}",
                    Kind = MessageKind.Occurred,
                    Occasion = Enum.Parse<Occasion>(send.Target),
                },
                CancellationToken.None).WaitAsync(Patience, Clock);
            return outcome is not TurnOutcome.Overtaken;
        }
        catch (Exception fault)
        {
            LogFailed(send.RowId, send.Target, send.Attempt, fault.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Reminder {RowId} ({Occasion}) failed at attempt {Attempt}: {Fault}")]
    private partial void LogFailed(long rowId, string occasion, int attempt, string fault);

    [LoggerMessage(LogLevel.Warning, "Reminder {RowId} took longer than its claim; another sender has it")]
    private partial void LogClaimLost(long rowId);

    [LoggerMessage(LogLevel.Warning, "Reminders cannot be read or recorded ({Fault}); trying again")]
    private partial void LogUnavailable(string fault);
}
