namespace Bot.Delivery.Messages;

/// <summary>How a message gets to a member.</summary>
internal enum MessageWay { Mail, Text, Call }

/// <summary>What a member is sent, as it waits in the outbox, sealed. Goes to nobody when <paramref name="To"/> is empty: the work is the same.</summary>
internal sealed record MemberMessage(MessageWay Way, string To, string Text, DateTimeOffset ExpiresAt)
{
    public string Subject { get; init; } = "";

    /// <summary>The second form of a mail.</summary>
    public string Html { get; init; } = "";

    /// <summary>Which language a call is read out in.</summary>
    public string Locale { get; init; } = "";

    /// <summary>Prints nothing of the message: it may hold a code.</summary>
    public override string ToString() => nameof(MemberMessage);
}
