using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Activities;

/// <summary>The wire form of activities: camelCase, without nulls, at most 32 deep, and a key said twice is refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    MaxDepth = 32,
    Converters = [typeof(LenientText)])]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ActivitySet))]
[JsonSerializable(typeof(AdaptiveCard))]
[JsonSerializable(typeof(AssistantNote))]
[JsonSerializable(typeof(PressedValue))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(ResourceResponse))]
[JsonSerializable(typeof(Channels.BotConnector.ChannelReference))]
[JsonSerializable(typeof(Channels.BotConnector.ConnectorCall))]
[JsonSerializable(typeof(Channels.BotConnector.ConversationParameters))]
[JsonSerializable(typeof(Channels.BotConnector.CardActionAnswer))]
[JsonSerializable(typeof(Channels.BotConnector.BufferedReplies))]
[JsonSerializable(typeof(Channels.BotConnector.SkillResult))]
[JsonSerializable(typeof(Channels.BotConnector.HandOffContext))]
[JsonSerializable(typeof(Channels.BotConnector.HandOffTranscript))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
internal sealed partial class ActivityJson : JsonSerializerContext;

/// <summary>Activities in order, and the watermark that asks for those after them.</summary>
internal sealed record ActivitySet(IReadOnlyList<Activity> Activities, string Watermark);

/// <summary>The id under which an activity was taken.</summary>
internal sealed record ResourceResponse(string Id);

/// <summary>What went wrong, in the form that every Bot Framework client reads.</summary>
internal sealed record ErrorResponse(Error Error);

/// <summary>A stable code, and a sentence that tells nothing of what is inside.</summary>
internal sealed record Error(string Code, string Message);
