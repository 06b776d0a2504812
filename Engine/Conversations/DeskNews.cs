namespace Engine.Conversations;

/// <summary>What happened at the agents' desk about one conversation; each is a turn of its own.</summary>
public abstract record DeskNews
{
    private DeskNews()
    {
    }

    /// <summary>The ticket it is about, by the number the member was told.</summary>
    public required string Ticket { get; init; }

    /// <summary>Kept as the transcript's line of what happened, never shown to the member.</summary>
    internal string Name => $"desk/{GetType().Name}";

    /// <summary>An agent has come into the chat: from now on the member talks with them.</summary>
    public sealed record Joined(string AgentId, string AgentName) : DeskNews;

    /// <summary>The agent wrote to the member; the text is the message's.</summary>
    public sealed record Said(string AgentId, string AgentName) : DeskNews;

    /// <summary>The agent is gone, on purpose or because their desk fell silent, and has not handed back.</summary>
    public sealed record Left : DeskNews;

    /// <summary>The agent passes the member on to a colleague, who has to come first.</summary>
    public sealed record PassedOn : DeskNews;

    /// <summary>The agent is done, and the assistant goes on; <paramref name="Topic"/> is what it is to help with next, or null.</summary>
    public sealed record HandedBack(string? Topic) : DeskNews;

    /// <summary>The time in which somebody should have come has passed.</summary>
    public sealed record NobodyCame(int Minutes) : DeskNews;
}
