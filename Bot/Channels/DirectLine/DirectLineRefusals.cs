using Bot.Operations;

namespace Bot.Channels.DirectLine;

/// <summary>What Direct Line answers when it says no. A 403 makes Microsoft's clients give up for good, so it is kept for tokens that will not get better.</summary>
internal static class DirectLineRefusals
{
    internal static readonly Refusal NoToken = new(StatusCodes.Status401Unauthorized, "Unauthorized", "Send a token as: Authorization: Bearer TOKEN.");
    internal static readonly Refusal BadToken = new(StatusCodes.Status403Forbidden, "BadToken", "This token is not one of this server's.");
    internal static readonly Refusal TokenExpired = new(StatusCodes.Status403Forbidden, "TokenExpired", "The token has expired. Get a new one.");
    internal static readonly Refusal OtherConversation = new(StatusCodes.Status403Forbidden, "Forbidden", "The token is for another conversation.");
    internal static readonly Refusal SecretNeeded = new(StatusCodes.Status403Forbidden, "Forbidden", "Only the secret may do this.");
    internal static readonly Refusal NoSecret = new(StatusCodes.Status403Forbidden, "Forbidden", "This server has no DirectLine:Secret, so it gives tokens to its own page only.");
    internal static readonly Refusal OtherOrigin = new(StatusCodes.Status403Forbidden, "Forbidden", "Pages of this origin may not use this server.");
    internal static readonly Refusal NoConversation = new(StatusCodes.Status404NotFound, "ConversationNotFound", "There is no such conversation.");
    internal static readonly Refusal BadTicket = new(StatusCodes.Status403Forbidden, "BadTicket", "This address was used already or has expired. Ask for the conversation again to get a new one.");
    internal static readonly Refusal NoSocket = new(StatusCodes.Status400BadRequest, "BadArgument", "This address takes a WebSocket only.");
    internal static readonly Refusal BadWatermark = new(StatusCodes.Status400BadRequest, "BadArgument", "The watermark is not one that this server gave.");
    internal static readonly Refusal BadUser = new(StatusCodes.Status400BadRequest, "BadArgument", "A user id has 1 to 100 characters, none of them a control character.");
    internal static readonly Refusal TooManyAttachments = new(StatusCodes.Status400BadRequest, "BadArgument", "A message may describe 10 attachments at most.");
    internal static readonly Refusal TooMuchChannelData = new(StatusCodes.Status400BadRequest, "BadArgument", "The channel data of a message may have 16 KiB at most.");
    internal static readonly Refusal NoUploads = new(StatusCodes.Status400BadRequest, "AttachmentsNotSupported", "Files are not taken here. Type what the file shows.");
    internal static readonly Refusal TurnFailed = new(StatusCodes.Status502BadGateway, "BotRejectedActivity", "The assistant could not answer this message.");
}
