using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>What an activity asks of us; matched in <see cref="MessagesEndpoint"/>.</summary>
internal abstract record Inbound
{
    private Inbound()
    {
    }

    /// <summary>The member wrote, pressed, or opened the chat.</summary>
    internal sealed record Turn(InboundMessage Message) : Inbound;

    /// <summary>A message was changed, or (with no text) taken back.</summary>
    internal sealed record Revised(string MessageId, string? Text) : Inbound;

    /// <summary>The bot was removed, or the caller has ended the conversation: nothing more may be sent there.</summary>
    internal sealed record Left(string Reason) : Inbound;

    /// <summary>The bot was spoken to, or added, where others read along.</summary>
    internal sealed record InGroup : Inbound;

    /// <summary>The member is typing; only an agent in the chat wants to know.</summary>
    internal sealed record Typing : Inbound;

    /// <summary>Accepted, and nothing follows.</summary>
    internal sealed record Ignored : Inbound;

    /// <summary>An operation that we do not have.</summary>
    internal sealed record UnknownInvoke : Inbound;

    /// <summary>An operation that we have, but not in this form.</summary>
    internal sealed record BadInvoke : Inbound;
}
