using System.Text.Json;
using Bot.Activities;
using Bot.Storage;
using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>What is done with an activity at the channel.</summary>
internal enum ConnectorDeed { Say, Replace, Remove }

/// <summary>One call of the Connector, as it waits in the outbox.</summary>
internal sealed record ConnectorCall
{
    public required ConnectorDeed Deed { get; init; }
    public required string ServiceUrl { get; init; }
    public required string Audience { get; init; }
    public required string ConversationId { get; init; }

    /// <summary>The message that is answered; null when nobody asked.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>Under which key something was said earlier that is now replaced or removed.</summary>
    public string? SaidAs { get; init; }

    public Activity? Activity { get; init; }

    /// <summary>The line of ours that is replaced, since it was answered; it is drawn anew when this is sent.</summary>
    public long? Closes { get; init; }

    /// <summary>What the member said to that line; null when they said nothing to it.</summary>
    public string? Answer { get; init; }

    /// <summary>The transcript goes along as it stands when this is sent.</summary>
    public bool WithTranscript { get; init; }
}

/// <summary>A call on its way into the outbox.</summary>
internal sealed record ConnectorSend(ConversationKey Conversation, string Key, DateTimeOffset At, ConnectorCall Call)
{
    /// <summary>Everything that is said in one conversation keeps its order.</summary>
    internal static string LaneOf(ConversationKey conversation) => $"{conversation}:connector";

    /// <summary>Names what was said in that line, once and for ever.</summary>
    internal static string KeyOf(ConversationKey conversation, long sequence) => $"{conversation}#{sequence}";

    internal OutboxRow Close(DataKey key) => new()
    {
        Lane = LaneOf(Conversation),
        Kind = OutboxKind.Reply,
        Target = new Uri(Call.ServiceUrl).IdnHost,
        IdempotencyKey = Key,
        Subject = Conversation.ToString(),

        // At once: the times of lines run ahead of the clock, since each is later than the one before.
        NextAt = DateTimeOffset.UnixEpoch,
        CreatedAt = At,
        DataKeyId = key.Id,
        Payload = key.Seal.Close(JsonSerializer.SerializeToUtf8Bytes(Call, ActivityJson.Default.ConnectorCall), TurnSealer.PayloadName(Key)),
    };
}
