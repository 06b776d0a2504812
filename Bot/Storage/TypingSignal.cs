using Engine.Conversations;

namespace Bot.Storage;

/// <summary>Tells whoever looks at a conversation that the other side is typing. It is kept nowhere, and nobody misses it when it is lost.</summary>
internal sealed class TypingSignal(SavedTurns saved, IAssistantDatabase database)
{
    internal void Tell(ConversationKey key, Speaker who)
    {
        saved.WakeTyping(key, who);
        database.Tell(Wakes.Typing(key, who));
    }
}
