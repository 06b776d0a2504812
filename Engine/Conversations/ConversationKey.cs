namespace Engine.Conversations;

/// <summary>Names one conversation: the channel it came by, and the channel's own id for it.</summary>
public readonly record struct ConversationKey(string Channel, string Id)
{
    public override string ToString() => $"{Channel}/{Id}";
}
