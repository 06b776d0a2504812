namespace Bot.Storage.Model;

/// <summary>A receiver that wants nothing more at that address.</summary>
internal sealed class ClosedTargetRow
{
    public string Name { get; init; } = "";

    /// <summary>Stands for the address; another one is open.</summary>
    public string Address { get; init; } = "";

    public DateTimeOffset ClosedAt { get; init; }
}
