using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Engine.Conversations;
using FluentAssertions;
using Tests.Shape;
using Xunit;

namespace Tests.Storage;

/// <summary>
/// What is stored must load for ever. <c>Approved/schema-N</c> holds a sample of what each schema wrote. When one of these fails because
/// the form has changed, it needs a new schema, an upgrade step and a new folder. That goes for a new list with a default, too: the generated
/// reader gives an init-only property that is missing in the JSON null, not its default. Until the first release the sample may be changed in place.
/// </summary>
public sealed class StoredFormTests
{
    public static TheoryData<int> Schemas => [.. Enumerable.Range(1, Conversation.CurrentSchema)];

    [Fact]
    public void A_conversation_is_stored_in_the_approved_form() => Written("conversation", TestTurns.FullConversation(), json => json.Conversation);

    [Fact]
    public void A_transcript_line_is_stored_in_the_approved_form() => Written("line", TestTurns.Turn(null, "m1").Entries[1], json => json.TranscriptEntry);

    [Fact]
    public void A_ticket_is_stored_in_the_approved_form() => Written("ticket", TestTurns.Ticket(), json => json.Ticket);

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Every_schema_that_was_ever_written_loads(int schema)
    {
        var conversation = ConversationJson.ReadConversation(Stored(schema, "conversation"));

        conversation.Schema.Should().Be(Conversation.CurrentSchema);
        conversation.Should().BeEquivalentTo(TestTurns.FullConversation());
        ConversationJson.ReadEntry(Stored(schema, "line")).Reply.Should().NotBeNull();
        ConversationJson.ReadTicket(Stored(schema, "ticket")).Should().BeEquivalentTo(TestTurns.Ticket());
    }

    [Fact]
    public void A_newer_schema_is_refused_and_not_guessed_at()
    {
        var newer = JsonSerializer.SerializeToUtf8Bytes(TestTurns.FullConversation() with { Schema = Conversation.CurrentSchema + 1 }, ConversationJson.Default.Conversation);

        FluentActions.Invoking(() => ConversationJson.ReadConversation(newer)).Should().Throw<NewerSchemaException>();
    }

    private static void Written<T>(string name, T value, Func<ConversationJson, JsonTypeInfo<T>> type)
    {
        var readable = new ConversationJson(new JsonSerializerOptions(ConversationJson.Default.Options) { WriteIndented = true });
        Approved.Matches(PathOf(Conversation.CurrentSchema, name), JsonSerializer.Serialize(value, type(readable)));
    }

    private static byte[] Stored(int schema, string name) => File.ReadAllBytes(PathOf(schema, name));

    private static string PathOf(int schema, string name) => RepositoryFolder.Of("Tests", "Storage", "Approved", $"schema-{schema}", $"{name}.json");
}
