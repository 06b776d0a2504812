using System.Text.Json;
using Bot.Activities;
using Bot.Operations;
using Bot.Storage;
using Engine.Conversations;
using Engine.Turns;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using Microsoft.Extensions.Options;

namespace Bot.Channels.BotConnector;

/// <summary>Takes activities of Teams, every other Azure Bot channel, and parent bots, and answers once their turn is on the disk. What is said goes out by the outbox.</summary>
internal sealed partial class MessagesEndpoint(
    ConnectorGate gate,
    TurnHandler turns,
    ConversationStore store,
    ConnectorAnswers answers,
    ReplyAddresses addresses,
    TypingSigns typing,
    GroupTalk groups,
    ResumeTokens resumes,
    Recogniser recogniser,
    IOptions<BotConnectorOptions> options,
    IOptions<LimitsOptions> limits,
    TimeProvider clock,
    ILogger<MessagesEndpoint> log)
{
    internal const string Address = "/api/messages";

    private readonly MessagePace _pace = new(limits.Value, clock);
    private readonly BotConnectorOptions _options = options.Value;

    internal static void Map(WebApplication app)
    {
        app.MapPost(Address, http => http.RequestServices.GetRequiredService<MessagesEndpoint>().PostAsync(http));
        var isConfigured = app.Services.GetRequiredService<IOptions<BotConnectorOptions>>().Value.IsConfigured;
        if (!isConfigured)
        {
            LogClosed(app.Logger, Address);
        }
    }

    private async Task PostAsync(HttpContext http)
    {
        if (!_options.IsConfigured)
        {
            await ConnectorRefusals.Closed.SendAsync(http);
            return;
        }

        var (caller, refusal) = await gate.AdmitAsync(http);
        if (caller is null)
        {
            await refusal!.SendAsync(http);
            return;
        }

        var activity = await JsonSerializer.DeserializeAsync(http.Request.BodyReader, ActivityJson.Default.Activity, http.RequestAborted);
        if ((activity is null ? Refusal.Malformed : gate.FaultOf(activity, caller)) is { } fault)
        {
            await fault.SendAsync(http);
            return;
        }

        await TakeAsync(http, activity!, caller);
    }

    private async Task TakeAsync(HttpContext http, Activity activity, ConnectorCaller caller)
    {
        var reference = ChannelReference.Of(activity, caller, _options);
        var key = ChannelReference.KeyOf(activity, caller);
        switch (ConnectorReader.Read(activity, key, reference.Write(), clock.GetUtcNow()))
        {
            case Inbound.Turn turn:
                await TurnAsync(http, activity, await InTimeAsync(resumes.ReadAsync(turn.Message, http.RequestAborted)), reference);
                return;
            case Inbound.Revised revised:
                await InTimeAsync(store.ReviseAsync(key, revised.MessageId, line => line with { Text = Scrubbed(revised.Text, line) }, http.RequestAborted));
                break;
            case Inbound.Left left:
                await InTimeAsync(addresses.BlockAsync(key, left.Reason, http.RequestAborted));
                break;
            case Inbound.InGroup:
                await AnswerGroupAsync(http, activity, key, reference);
                return;
            case Inbound.Typing:
                typing.MemberTypes(key);
                break;
            case Inbound.Ignored:
                break;
            case Inbound.UnknownInvoke:
                await ConnectorRefusals.NoSuchInvoke.SendAsync(http);
                return;
            case Inbound.BadInvoke:
                await ConnectorRefusals.BadInvoke.SendAsync(http);
                return;
            default:
                throw new InvalidOperationException("An activity asks nothing further.");
        }

        await answers.SendAsync(http, activity, key, [], reference);
    }

    private async Task AnswerGroupAsync(HttpContext http, Activity activity, ConversationKey key, ChannelReference reference)
    {
        if (activity.DeliveryMode == ConnectorReader.ExpectReplies)
        {
            await ConnectorAnswers.SendAsync(http, groups.Line(activity, reference));
        }
        else if (await _pace.WaitAsync(http, key.ToString()))
        {
            await groups.QueueAsync(activity, reference, http.RequestAborted).WaitAsync(limits.Value.TurnTimeout, clock, http.RequestAborted);
        }
    }

    /// <summary>An edit may bring in a secret as well as a first message may. One that is too long to be looked through is not kept.</summary>
    private string Scrubbed(string? text, TranscriptEntry line) => text is null || text.Length > Listener.LongestText
        ? ""
        : recogniser.Decode(new Utterance(text, line.Locale ?? KnowledgeBase.Wordings.Locale.Fallback, line.At, Asked.Nothing)).Scrubbed;

    /// <summary>The channel sends again what was not answered in time.</summary>
    private Task<T> InTimeAsync<T>(Task<T> work) => work.WaitAsync(limits.Value.TurnTimeout, clock);

    private async Task TurnAsync(HttpContext http, Activity activity, InboundMessage message, ChannelReference reference)
    {
        if (!await _pace.WaitAsync(http, message.Conversation.ToString()))
        {
            return;
        }

        var began = clock.GetTimestamp();
        TurnOutcome outcome;
        try
        {
            var turn = turns.HandleAsync(message, CancellationToken.None).WaitAsync(limits.Value.TurnTimeout, clock, CancellationToken.None);
            if (!message.IsAnsweredInPlace)
            {
                _ = typing.ShowWhileAsync(turn, reference, activity.Id);
            }

            outcome = await turn;
        }
        catch (Exception fault) when (fault is not (StorageUnavailableException or NewerSchemaException or TimeoutException or OperationCanceledException))
        {
            LogTurnFailed(log, fault.GetType().FullName ?? "", fault.StackTrace ?? "");
            Telemetry.Turn(message.Conversation.Channel, "failed", clock.GetElapsedTime(began));
            await ConnectorRefusals.TurnFailed.SendAsync(http);
            return;
        }

        Telemetry.Turn(message.Conversation.Channel, outcome, clock.GetElapsedTime(began));
        switch (outcome)
        {
            case TurnOutcome.Answered answered:
                await answers.SendAsync(http, activity, message.Conversation, answered.Entries, reference);
                break;
            case TurnOutcome.AlreadyAnswered:
                await answers.SendAsync(http, activity, message.Conversation, await answers.RecallAsync(message, http.RequestAborted), reference);
                break;
            case TurnOutcome.Overtaken:
                await Refusal.Unavailable.SendAsync(http);
                break;
            default:
                throw new InvalidOperationException("A turn has no further outcomes.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "BotConnector:AppId is not set: {Address} is closed, and Teams and other Azure channels cannot reach the assistant")]
    private static partial void LogClosed(ILogger log, string address);

    [LoggerMessage(LogLevel.Error, "A turn by the Bot Connector failed with {Fault}:\n{Place}")]
    private static partial void LogTurnFailed(ILogger log, string fault, string place);
}
