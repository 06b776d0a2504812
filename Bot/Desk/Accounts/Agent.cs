namespace Bot.Desk.Accounts;

/// <summary>What somebody may do at the desk. An administrator may also do what a supervisor may, and a supervisor what an agent may; an auditor only looks.</summary>
public enum AgentRole { Agent, Supervisor, Auditor, Administrator }

/// <summary>Somebody at the desk. Public, because the pages are, as Razor makes them.</summary>
public sealed record Agent(string Id, string Name, AgentRole Role)
{
    /// <summary>Works on tickets, and not only looks at them.</summary>
    public bool Works => Role is not AgentRole.Auditor;

    public bool Supervises => Role is AgentRole.Supervisor or AgentRole.Administrator;

    /// <summary>Prints the id only.</summary>
    public override string ToString() => $"{nameof(Agent)} {Id}";
}
