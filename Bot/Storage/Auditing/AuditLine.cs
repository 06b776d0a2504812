namespace Bot.Storage.Auditing;

/// <summary>Who acts: an agent by id and role, or the program itself.</summary>
internal readonly record struct AuditActor(string Id, string Role)
{
    internal static AuditActor System { get; } = new("system", "system");
}

/// <summary>Something to be audited. <paramref name="Facts"/> are ids and counts; a person's words go into <paramref name="Words"/>, which is sealed.</summary>
internal sealed record AuditLine(string Act, string Subject, string Facts = "", string? Words = null);

/// <summary>A line as it was written.</summary>
internal sealed record AuditEntry(long Sequence, DateTimeOffset At, string Actor, string Role, string Act, string Subject, string Facts, string? Words);

/// <summary>What can be audited, by the name that the line carries.</summary>
internal static class AuditActs
{
    internal const string Denied = "denied";
    internal const string Viewed = "ticket.viewed";
    internal const string TranscriptRead = "transcript.read";
    internal const string Revealed = "field.revealed";
    internal const string Searched = "tickets.searched";
    internal const string Claimed = "ticket.claimed";
    internal const string Released = "ticket.released";
    internal const string Transferred = "ticket.transferred";
    internal const string Noted = "ticket.noted";
    internal const string FieldFlagged = "field.flagged";
    internal const string Closed = "ticket.closed";
    internal const string Reopened = "ticket.reopened";
    internal const string Merged = "ticket.merged";
    internal const string Joined = "chat.joined";
    internal const string Replied = "chat.replied";
    internal const string Left = "chat.left";
    internal const string HandedBack = "chat.handed-back";
    internal const string NobodyCame = "chat.nobody-came";
    internal const string AgentLost = "chat.agent-lost";
    internal const string Exported = "tickets.exported";
    internal const string AuditRead = "audit.read";
    internal const string Purged = "data.purged";
    internal const string BackedUp = "data.backed-up";
}
