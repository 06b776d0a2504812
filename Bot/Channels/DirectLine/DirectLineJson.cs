using System.Text.Json.Serialization;
using Bot.Activities;

namespace Bot.Channels.DirectLine;

/// <summary>The records of Direct Line itself, camelCase but for <c>expires_in</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    MaxDepth = 32,
    Converters = [typeof(LenientText)])]
[JsonSerializable(typeof(ConversationAnswer))]
[JsonSerializable(typeof(TokenParameters))]
[JsonSerializable(typeof(SessionAnswer))]
internal sealed partial class DirectLineJson : JsonSerializerContext;

/// <summary>A token, and once the conversation is under way the address of its socket.</summary>
internal sealed record ConversationAnswer(
    string ConversationId,
    string Token,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    string? StreamUrl = null);

/// <summary>What a server wants put into a token, and what a client says when it starts.</summary>
internal sealed record TokenParameters(ChannelAccount? User, string? Locale);

/// <summary>Only asked for by sign-in cards, which we don't send; answered so that no client stumbles.</summary>
internal sealed record SessionAnswer(string SessionId);
