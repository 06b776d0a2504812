using System.Text;
using System.Text.Json;
using Bot.Activities;
using Bot.Operations;
using Bot.Storage;
using Engine.Conversations;
using Engine.Turns;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Takes a member's message, and answers once its turn is on the disk; gives the transcript to clients that poll.</summary>
internal sealed partial class ActivitiesEndpoint(
    DirectLineGate gate,
    TurnHandler turns,
    ConversationStore store,
    ActivitySets sets,
    TypingSignal typing,
    ClientSources sources,
    IOptions<LimitsOptions> limits,
    TimeProvider clock,
    ILogger<ActivitiesEndpoint> log)
{
    private const int MostAttachments = 10;
    private const int MostChannelData = 16 * 1024;

    /// <summary>Lines that one poll gets; a client asks again with the watermark until there is nothing more.</summary>
    private const int MostLines = 200;

    private readonly MessagePace _pace = new(limits.Value, clock);

    internal static void Map(IEndpointRouteBuilder group)
    {
        const string Address = "conversations/{conversationId}/activities";
        group.MapPost(Address, http => http.RequestServices.GetRequiredService<ActivitiesEndpoint>().PostAsync(http));
        group.MapGet(Address, http => http.RequestServices.GetRequiredService<ActivitiesEndpoint>().GetAsync(http));
    }

    private async Task PostAsync(HttpContext http)
    {
        var conversationId = DirectLineEndpoints.ConversationIdOf(http);
        if (await gate.AdmitAsync(http, conversationId) is not { } caller)
        {
            return;
        }

        var key = new ConversationKey(DirectLineEndpoints.Channel, conversationId);
        var activity = await JsonSerializer.DeserializeAsync(http.Request.BodyReader, ActivityJson.Default.Activity, http.RequestAborted);
        if (await FindFaultAsync(activity, caller, key, http.RequestAborted) is { } fault)
        {
            await fault.SendAsync(http);
            return;
        }

        if (activity!.Type == ActivityTypes.Typing)
        {
            // Not a message, and not worth waiting for one's turn.
            typing.Tell(key, Speaker.Member);
            await SendIdAsync(http, $"{conversationId}|{DirectLineTokens.NewId()}");
            return;
        }

        if (!await _pace.WaitAsync(http, conversationId))
        {
            return;
        }

        var message = ActivityReader.Read(activity!, key, UserOf(caller, activity!), DirectLineTokens.NewId, clock.GetUtcNow());
        await (message is null ? SendIdAsync(http, $"{conversationId}|{DirectLineTokens.NewId()}") : AnswerAsync(http, message with { Source = sources.Of(http) }));
    }

    private async Task<Refusal?> FindFaultAsync(Activity? activity, Caller caller, ConversationKey key, CancellationToken cancellation) => activity switch
    {
        null => Refusal.Malformed,
        { Type: null or "" } => Refusal.NoType,
        { Attachments.Count: > MostAttachments } => DirectLineRefusals.TooManyAttachments,
        { ChannelData: { } data } when data.Text.Length > MostChannelData => DirectLineRefusals.TooMuchChannelData,
        _ => caller.HoldsSecret && !await store.ExistsAsync(key, cancellation) ? DirectLineRefusals.NoConversation : null,
    };

    private static string UserOf(Caller caller, Activity activity) =>
        DirectLineEndpoints.UserOf(caller, activity.From?.Id is { } claimed && DirectLineEndpoints.IsUserId(claimed) ? claimed : null);

    private async Task AnswerAsync(HttpContext http, InboundMessage message)
    {
        var began = clock.GetTimestamp();
        TurnOutcome outcome;
        try
        {
            // Not the request's own token: a message that was read is worth finishing, though its sender has gone out of a tunnel's end.
            outcome = await turns.HandleAsync(message, CancellationToken.None).WaitAsync(limits.Value.TurnTimeout, clock, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not (StorageUnavailableException or NewerSchemaException or TimeoutException or OperationCanceledException))
        {
            LogTurnFailed(message.Conversation.Id, fault.GetType().FullName ?? "", fault.StackTrace ?? "");
            Telemetry.Turn(DirectLineEndpoints.Channel, "failed", clock.GetElapsedTime(began));
            await DirectLineRefusals.TurnFailed.SendAsync(http);
            return;
        }

        Telemetry.Turn(DirectLineEndpoints.Channel, outcome, clock.GetElapsedTime(began));
        var sequence = outcome switch
        {
            TurnOutcome.Answered answered => answered.Entries[0].Sequence,
            TurnOutcome.AlreadyAnswered => await store.FindSequenceAsync(message.Conversation, message.Id, http.RequestAborted),
            TurnOutcome.Overtaken => null,
            _ => throw new InvalidOperationException("A turn has no further outcomes."),
        };
        await (sequence is { } known ? SendIdAsync(http, ActivityWriter.IdOf(message.Conversation.Id, known)) : Refusal.Unavailable.SendAsync(http));
    }

    /// <summary>Ids are of letters that JSON need not escape, so the few bytes are written as they are.</summary>
    private static async Task SendIdAsync(HttpContext http, string id)
    {
        var response = http.Response;
        response.ContentType = "application/json; charset=utf-8";
        var writer = response.BodyWriter;
        var memory = writer.GetMemory(Encoding.UTF8.GetMaxByteCount(id.Length) + 16);
        var length = Write(id, memory.Span);
        response.ContentLength = length;
        writer.Advance(length);
        await writer.FlushAsync(http.RequestAborted);
    }

    private static int Write(string id, Span<byte> into)
    {
        "{\"id\":\""u8.CopyTo(into);
        var at = "{\"id\":\""u8.Length;
        at += Encoding.UTF8.GetBytes(id, into[at..]);
        "\"}"u8.CopyTo(into[at..]);
        return at + 2;
    }

    private async Task GetAsync(HttpContext http)
    {
        var conversationId = DirectLineEndpoints.ConversationIdOf(http);
        if (await gate.AdmitAsync(http, conversationId) is not { } caller)
        {
            return;
        }

        if (!Watermark.TryRead(http.Request.Query["watermark"], out var watermark))
        {
            await DirectLineRefusals.BadWatermark.SendAsync(http);
            return;
        }

        var key = new ConversationKey(DirectLineEndpoints.Channel, conversationId);
        var after = watermark ?? 0;
        var entries = await store.ReadTranscriptAsync(key, after, MostLines, http.RequestAborted);
        if (entries.Count == 0 && caller.HoldsSecret && !await store.ExistsAsync(key, http.RequestAborted))
        {
            await DirectLineRefusals.NoConversation.SendAsync(http);
            return;
        }

        await DirectLineEndpoints.SendAsync(http, StatusCodes.Status200OK, sets.Of(entries, key, after), ActivityJson.Default.ActivitySet);
    }

    [LoggerMessage(LogLevel.Error, "A turn of conversation {Conversation} failed with {Fault}:\n{Place}")]
    private partial void LogTurnFailed(string conversation, string fault, string place);
}
