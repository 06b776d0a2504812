namespace Bot.Channels.DirectLine;

/// <summary>What a checked token says: one conversation, one member (null when the client may name itself), and how long.</summary>
internal sealed record DirectLineToken(string ConversationId, string? User, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Ids with this start come from a token only, so that no client can pose as another member.</summary>
    internal const string ReservedUserStart = "dl_";
}

/// <summary>A token for a client, and how many seconds it is good for.</summary>
internal sealed record IssuedToken(string Text, int ExpiresIn);
