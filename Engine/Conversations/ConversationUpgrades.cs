using System.Text.Json;
using System.Text.Json.Nodes;

namespace Engine.Conversations;

/// <summary>Brings the stored state of an older version up to the present form, one schema at a time. Steps are added, never changed.</summary>
internal static class ConversationUpgrades
{
    /// <summary>The step at index n turns schema n + 1 into schema n + 2.</summary>
    private static readonly Action<JsonObject>[] Steps = [];

    internal static Conversation Read(ReadOnlySpan<byte> json)
    {
        var conversation = JsonSerializer.Deserialize(json, ConversationJson.Default.Conversation)!;
        if (conversation.Schema == Conversation.CurrentSchema)
        {
            return conversation;
        }

        if (conversation.Schema > Conversation.CurrentSchema)
        {
            throw new NewerSchemaException(conversation.Schema);
        }

        return Upgrade(JsonNode.Parse(json)!.AsObject(), conversation.Schema);
    }

    private static Conversation Upgrade(JsonObject state, int from)
    {
        foreach (var step in Steps.Skip(from - 1))
        {
            step(state);
        }

        state["schema"] = Conversation.CurrentSchema;
        return state.Deserialize(ConversationJson.Default.Conversation)!;
    }
}

/// <summary>A newer version of the assistant wrote this state; an older one must not guess at it.</summary>
public sealed class NewerSchemaException(int schema)
    : Exception($"The stored conversation has schema {schema}; this version reads up to {Conversation.CurrentSchema}. Start the newer version.");
