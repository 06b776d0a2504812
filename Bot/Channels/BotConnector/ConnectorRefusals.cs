using Bot.Operations;

namespace Bot.Channels.BotConnector;

/// <summary>What the endpoint answers when it says no. It tells whether the token or the activity is at fault, not which of the token's rules.</summary>
internal static class ConnectorRefusals
{
    internal static readonly Refusal Closed = new(StatusCodes.Status404NotFound, "ChannelNotConfigured", "This server is not registered as a bot (BotConnector:AppId), so it takes no messages here.");
    internal static readonly Refusal Unauthorized = new(StatusCodes.Status401Unauthorized, "Unauthorized", "Send a valid token as: Authorization: Bearer TOKEN.");
    internal static readonly Refusal NoKeys = new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "Nobody's token can be checked right now. Send it again in a moment.");
    internal static readonly Refusal Incomplete = new(StatusCodes.Status400BadRequest, "MissingProperty", "An activity needs id, channelId, serviceUrl, conversation.id and from.id.");
    internal static readonly Refusal BadId = new(StatusCodes.Status400BadRequest, "BadArgument", "An id of the activity is too long, or is none.");
    internal static readonly Refusal OtherServiceUrl = new(StatusCodes.Status403Forbidden, "Forbidden", "The token was given for another serviceUrl.");
    internal static readonly Refusal NotEndorsed = new(StatusCodes.Status403Forbidden, "Forbidden", "The token's key does not speak for this channel.");
    internal static readonly Refusal OtherTenant = new(StatusCodes.Status403Forbidden, "Forbidden", "People of this tenant may not use this bot.");
    internal static readonly Refusal UntrustedServiceUrl = new(StatusCodes.Status403Forbidden, "Forbidden", "This bot does not answer to that serviceUrl.");
    internal static readonly Refusal TooMuch = new(StatusCodes.Status400BadRequest, "BadArgument", "The activity has too many attachments, or too much channel data.");
    internal static readonly Refusal NoSuchInvoke = new(StatusCodes.Status501NotImplemented, "NotImplemented", "This bot has no such operation.");
    internal static readonly Refusal BadInvoke = new(StatusCodes.Status400BadRequest, "BadArgument", "The operation needs an action with a verb or with data.");
    internal static readonly Refusal TurnFailed = new(StatusCodes.Status500InternalServerError, "ServiceError", "The assistant could not answer this message.");
}
