namespace Engine.Replies;

/// <summary>How the member wants to be written to. It stays for the conversation.</summary>
public sealed record Manner
{
    /// <summary>The steps of a fix come one by one.</summary>
    public bool OneThing { get; init; }

    /// <summary>Fewer, longer messages: all that a turn has to say in one.</summary>
    public bool BiggerSteps { get; init; }

    /// <summary>What would stand on a card is written out.</summary>
    public bool NoCards { get; init; }

    /// <summary>No bold, no lists of signs; the usual answers are written out with numbers.</summary>
    public bool PlainText { get; init; }
}
