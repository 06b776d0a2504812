namespace Engine.Members;

/// <summary>What a plan offers by chat. All false: the assistant tells, the member does, and nothing more is claimed.</summary>
public sealed record Capabilities
{
    /// <summary>Nothing is connected: guide only.</summary>
    public static readonly Capabilities None = new();

    /// <summary>Accounts can be found and codes checked; without it nothing else is offered either.</summary>
    public bool CanVerify { get; init; }

    public IReadOnlyList<CodeChannel> CodeChannels { get; init; } = [];
    public bool CanSendUserName { get; init; }
    public bool CanReset { get; init; }
    public bool CanUnlock { get; init; }
    public IReadOnlyList<FactorKind> NewFactors { get; init; } = [];
    public bool CanMakeRecoveryCodes { get; init; }
    public bool CanChangeContacts { get; init; }
    public bool CanMailCard { get; init; }
}
