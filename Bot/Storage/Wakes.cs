using Engine.Conversations;

namespace Bot.Storage;

/// <summary>What processes tell each other besides which conversation has news.</summary>
internal static class Wakes
{
    /// <summary>The desk's queue, or who is at the desk, has changed.</summary>
    internal const string Desk = "desk";

    internal const string AgentTypes = "agent types";
    internal const string MemberTypes = "member types";

    internal static string Typing(ConversationKey key, Speaker who) => $"{(who == Speaker.Agent ? AgentTypes : MemberTypes)}\n{key.Channel}\n{key.Id}";
}
