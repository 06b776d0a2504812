using System.Text.Json;
using Bot.Activities;
using Bot.Delivery;
using Bot.Storage.Model;

namespace Bot.Channels.BotConnector;

/// <summary>Says what turns have queued, in the order of each conversation. Each service has its own share of places, so that a slow one holds up only its own.</summary>
internal sealed partial class ReplySender(
    Outbox outbox,
    OutboxSignal signal,
    ConnectorClient connector,
    LateDetails details,
    ReplyAddresses addresses,
    TimeProvider clock,
    ILogger<ReplySender> log) : OutboxLoop(OutboxKind.Reply, outbox, signal, clock)
{
    /// <summary>How often a message is tried to be changed. What the conversation goes on with waits for it, and matters more.</summary>
    private const int MostChanges = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>An answer that is older than this helps nobody.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(24);

    protected override TimeSpan LookEvery => TimeSpan.FromSeconds(1);

    /// <summary>After so many attempts; stretched or shortened by a fifth, so that what failed together does not come back together.</summary>
    internal static TimeSpan WaitAfter(int attempts) => OutboxSchedule.Doubled(attempts, LongestWait);

    protected override async ValueTask<IReadOnlyList<Receivers>> FindPartsAsync(CancellationToken cancellation) =>
        [.. (await Outbox.FindDueTargetsAsync(OutboxKind.Reply, cancellation)).Select(Receivers.Only)];

    /// <summary>What follows in the same conversation goes at once, not after the next look: a member reads an answer in one piece.</summary>
    protected override async Task SendAsync(ClaimedSend send)
    {
        for (ClaimedSend? next = send; next is not null; next = await NextOfLaneAsync(send.Lane))
        {
            if (!await RecordAsync(next, await DeliverAsync(next)))
            {
                LogClaimLost(next.RowId);
                break;
            }
        }
    }

    protected override void SayUnavailable(Exception fault) => LogUnavailable(fault.GetType().Name);

    private async Task<ClaimedSend?> NextOfLaneAsync(string lane) =>
        await Outbox.ClaimAsync(OutboxKind.Reply, Receivers.OfLane(lane), 1, Claim, CancellationToken.None) is [var next] ? next : null;

    private async Task<ReplyOutcome> DeliverAsync(ClaimedSend send)
    {
        if (send.Payload is null || JsonSerializer.Deserialize(send.Payload, ActivityJson.Default.ConnectorCall) is not { } call)
        {
            return new ReplyOutcome.Impossible("What was to be said was erased, or does not open.");
        }

        var canRepeat = call.Deed != ConnectorDeed.Say;
        using var patience = new CancellationTokenSource(Patience, Clock);
        try
        {
            var outcome = await CallAsync(send, call, canRepeat, patience.Token);
            return canRepeat ? OfChange(outcome, send) : outcome;
        }
        catch (Exception fault)
        {
            var outcome = ReplyOutcome.Of(fault, canRepeat);
            return canRepeat ? OfChange(outcome, send) : outcome;
        }
    }

    private static ReplyOutcome OfChange(ReplyOutcome outcome, ClaimedSend send) => outcome switch
    {
        // Somebody who took the message away has not sent us away.
        ReplyOutcome.Unreachable => new ReplyOutcome.Moot(),
        ReplyOutcome.Later(var reason, _) when send.Attempt >= MostChanges => new ReplyOutcome.Impossible(reason),
        _ => outcome,
    };

    private async Task<ReplyOutcome> CallAsync(ClaimedSend send, ConnectorCall queued, bool canRepeat, CancellationToken cancellation)
    {
        if (await details.FillAsync(queued, send.Conversation, cancellation) is not { } call)
        {
            return new ReplyOutcome.Moot();
        }

        if (call.Deed == ConnectorDeed.Say)
        {
            return ReplyOutcome.Of(await connector.SayAsync(call, cancellation), canRepeat);
        }

        if (await Outbox.FindReceiptAsync(call.SaidAs!, cancellation) is not { } activityId)
        {
            return new ReplyOutcome.Moot();
        }

        return ReplyOutcome.Of(
            call.Deed switch
            {
                ConnectorDeed.Replace => await connector.ReplaceAsync(call, activityId, cancellation),
                ConnectorDeed.Remove => await connector.RemoveAsync(call, activityId, cancellation),
                ConnectorDeed.Say => throw new InvalidOperationException("Said above."),
            },
            canRepeat);
    }

    private async Task<bool> RecordAsync(ClaimedSend send, ReplyOutcome outcome)
    {
        switch (outcome)
        {
            case ReplyOutcome.Delivered(var id):
                return await Outbox.DeliveredAsync(send, CancellationToken.None, id);
            case ReplyOutcome.Moot:
                return await Outbox.DeliveredAsync(send, CancellationToken.None);
            case ReplyOutcome.Later(var reason, var wait) when Clock.GetUtcNow() - send.CreatedAt < GivenUpAfter:
                LogFailed(send.RowId, send.Target, send.Attempt, reason);
                return await Outbox.TryAgainAsync(send, Clock.GetUtcNow() + Longer(wait, WaitAfter(send.Attempt)), reason, CancellationToken.None);
            case ReplyOutcome.Later(var reason, _):
                LogGivenUp(send.RowId, send.Target, send.Attempt, reason);
                return await Outbox.GiveUpAsync(send, reason, CancellationToken.None);
            case ReplyOutcome.Uncertain(var reason):
                LogUncertain(send.RowId, send.Target, reason);
                return await Outbox.GiveUpAsync(send, $"{reason} It may have arrived.", CancellationToken.None);
            case ReplyOutcome.Impossible(var reason):
                LogGivenUp(send.RowId, send.Target, send.Attempt, reason);
                return await Outbox.GiveUpAsync(send, reason, CancellationToken.None);
            case ReplyOutcome.Unreachable(var reason):
                LogUnreachable(send.RowId, send.Target, reason);
                await addresses.BlockAsync(send.Conversation, reason, CancellationToken.None);
                return await Outbox.GiveUpLaneAsync(send.Lane, reason, CancellationToken.None) > 0;
            default:
                throw new InvalidOperationException($"{outcome.GetType().Name} is not known here.");
        }
    }

    private static TimeSpan Longer(TimeSpan? asked, TimeSpan own) => asked is { } wait && wait > own ? wait : own;

    [LoggerMessage(LogLevel.Warning, "Reply {RowId} to {Target} failed at attempt {Attempt}: {Reason}")]
    private partial void LogFailed(long rowId, string target, int attempt, string reason);

    [LoggerMessage(LogLevel.Error, "Reply {RowId} to {Target} was given up after attempt {Attempt}: {Reason}")]
    private partial void LogGivenUp(long rowId, string target, int attempt, string reason);

    [LoggerMessage(LogLevel.Warning, "Reply {RowId} to {Target} may or may not have arrived, and is not said again: {Reason}")]
    private partial void LogUncertain(long rowId, string target, string reason);

    [LoggerMessage(LogLevel.Information, "Reply {RowId} to {Target} found nobody: {Reason}")]
    private partial void LogUnreachable(long rowId, string target, string reason);

    [LoggerMessage(LogLevel.Warning, "Reply {RowId} took longer than its claim; another sender has it")]
    private partial void LogClaimLost(long rowId);

    [LoggerMessage(LogLevel.Warning, "Replies cannot be read or recorded ({Fault}); trying again")]
    private partial void LogUnavailable(string fault);
}
