using System.Text.Json;
using System.Text.Json.Serialization;
using Engine.Handover;

namespace Engine.Conversations;

/// <summary>The stored form of conversations, transcript lines and tickets: camelCase, without nulls, enums by name. Approved samples of every past schema must load for ever.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(TranscriptEntry))]
[JsonSerializable(typeof(Ticket))]
public sealed partial class ConversationJson : JsonSerializerContext
{
    public static byte[] Write(Conversation conversation) => JsonSerializer.SerializeToUtf8Bytes(conversation, Default.Conversation);

    public static byte[] Write(TranscriptEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Default.TranscriptEntry);

    public static byte[] Write(Ticket ticket) => JsonSerializer.SerializeToUtf8Bytes(ticket, Default.Ticket);

    /// <summary>Reads a stored state of any past schema.</summary>
    /// <exception cref="NewerSchemaException">The state was written by a newer version of the assistant.</exception>
    public static Conversation ReadConversation(ReadOnlySpan<byte> json) => ConversationUpgrades.Read(json);

    public static TranscriptEntry ReadEntry(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Default.TranscriptEntry)!;

    public static Ticket ReadTicket(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Default.Ticket)!;
}
