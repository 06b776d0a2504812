namespace Bot.Desk.Accounts.Model;

/// <summary>An account at the desk: either with a password and a second factor of ours, or with a subject at the plan's identity provider.</summary>
internal sealed class AgentRow
{
    public required string Id { get; init; }

    /// <summary>What is typed at sign-in, folded so that capitals do not matter.</summary>
    public required string Name { get; init; }

    public required string ShownName { get; set; }
    public AgentRole Role { get; set; }
    public string? PasswordHash { get; set; }
    public byte[]? Secret { get; set; }

    /// <summary>The last accepted time step of the second factor; it only grows, so that a code is good once.</summary>
    public long LastStep { get; set; }

    /// <summary>Issuer and subject at the identity provider.</summary>
    public string? Subject { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DisabledAt { get; set; }

    internal Agent Agent => new(Id, ShownName, Role);
}

/// <summary>Somebody who is signed in, by the hash of what their cookie holds.</summary>
internal sealed class SessionRow
{
    public required byte[] Hash { get; init; }
    public required string AgentId { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When the second factor was last shown.</summary>
    public DateTimeOffset ProvedAt { get; set; }
}

/// <summary>A code an agent keeps for a lost phone, by its keyed hash.</summary>
internal sealed class RecoveryCodeRow
{
    public required string AgentId { get; init; }
    public required byte[] Hash { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>What a one-time link is for.</summary>
internal enum LinkKind { FirstRun, Invitation, Reset }

/// <summary>A one-time link, and what its user has entered so far.</summary>
internal sealed class LinkRow
{
    public required byte[] Hash { get; init; }
    public LinkKind Kind { get; init; }

    /// <summary>Whose factors are set anew; null for a new account.</summary>
    public string? AgentId { get; init; }

    public AgentRole Role { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public string? Name { get; set; }
    public string? ShownName { get; set; }
    public string? PasswordHash { get; set; }
    public byte[]? Secret { get; set; }
    public DateTimeOffset? SecretUntil { get; set; }
}

/// <summary>Failed tries of one lane since the last success, as UTC milliseconds. The lane is a keyed hash: people type passwords into the field for names.</summary>
internal sealed class TriesRow
{
    public required byte[] Lane { get; init; }
    public string Failures { get; set; } = "";
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What needs a second person.</summary>
internal enum ApprovalKind { ResetFactors, MakeAdministrator }

/// <summary>A step that one person asked for and another must allow.</summary>
internal sealed class ApprovalRow
{
    public required string Id { get; init; }
    public ApprovalKind Kind { get; init; }
    public required string TargetId { get; init; }
    public required string AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public string? DecidedBy { get; set; }
    public bool IsAllowed { get; set; }
}

/// <summary>Somebody looked where they usually may not, said why, and is looked at afterwards. Without a ticket: an agent's sign-in was set anew from the server, with no second person.</summary>
internal sealed class BreakGlassRow
{
    public required string Id { get; init; }
    public required string AgentId { get; init; }
    public required string Ticket { get; init; }
    public required byte[] Reason { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }
    public string? ReviewedBy { get; set; }
}
