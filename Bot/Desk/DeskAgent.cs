using Bot.Storage.Auditing;

namespace Bot.Desk;

/// <summary>What somebody at the desk is there for.</summary>
internal enum DeskRole
{
    /// <summary>Works on tickets.</summary>
    Agent,

    /// <summary>Works on tickets, may take over those of others, and exports.</summary>
    Supervisor,

    /// <summary>Looks at what was done, and does nothing.</summary>
    Auditor,
}

/// <summary>The person who acts, as their sign-in told. Every function of the desk asks for one.</summary>
/// <param name="Id">Stable and unique; stands in the audit.</param>
/// <param name="Name">What members and colleagues know them by.</param>
/// <param name="Role">What they may do: see <see cref="DeskAuthority"/>.</param>
internal sealed record DeskAgent(string Id, string Name, DeskRole Role)
{
    /// <summary>What members and colleagues know them by.</summary>
    public string Name { get; } = AgentName.Plain(Name);

    /// <summary>What they are at the desk, where that says more than what they may do: administrators may do what supervisors may, and the audit tells them apart.</summary>
    internal string? Title { get; init; }

    internal AuditActor Actor => new(Id, Title ?? Role.ToString().ToLowerInvariant());
}
