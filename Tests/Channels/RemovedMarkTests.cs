using Bot.Activities;
using Bot.Storage;
using Engine.Conversations;
using Engine.Replies;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

/// <summary>What was taken out of a message is told to its member in words of their language, and kept in a form that machines read.</summary>
public sealed class RemovedMarkTests
{
    private static readonly RemovedMarks Marks = new(() => Assistant.Knowledge);

    [Theory]
    [InlineData("en", "[password removed]")]
    [InlineData("es", "[contraseña eliminada]")]
    public async Task A_member_reads_in_their_own_language_what_was_taken_out(string language, string shown)
    {
        using var server = DirectLineServer.Start();
        using var chat = await server.ChatAsync();
        using var said = await chat.PostAsync(new { type = "message", locale = "en-US", text = language == "es" ? "hola, no puedo entrar, mi contraseña es Hunter2!secreto" : "I can't get in, my password is Hunter2!secret" });

        var own = (await chat.ReadAsync()).Single(activity => activity.Text("from", "role") == "user");
        var kept = await server.Of<ConversationStore>().ReadTranscriptAsync(new ConversationKey("directline", chat.Id), 0, 10, TestContext.Current.CancellationToken);

        own.Text("text").Should().Contain(shown).And.NotContain("[removed").And.NotContain("Hunter2");
        kept.First(entry => entry.Speaker == Speaker.Member && !entry.Silent).Text.Should().Contain("[removed: password]");
    }

    [Fact]
    public void Cards_and_replies_say_it_so_too()
    {
        var entry = new TranscriptEntry
        {
            Sequence = 2,
            Speaker = Speaker.Assistant,
            At = DateTimeOffset.UnixEpoch,
            Reply = new Reply
            {
                Journey = "checklist",
                Step = "review",
                Wording = "checklist.review",
                Text = "[removed: pin]",
                Card = new ReviewCard { Title = "Revise", Lines = [new ReviewLine("edit-error-text", "Mensaje", "dice [removed: code] y [removed: something-new]", "Cambiar")] },
            },
        };

        var reply = Marks.InWords(entry, "es").Reply!;

        reply.Text.Should().Be("[PIN eliminado]");
        ((ReviewCard)reply.Card!).Lines[0].Value.Should().Be("dice [código eliminado] y [dato secreto eliminado]");
    }

    [Theory]
    [InlineData("nothing of it")]
    [InlineData("[removed: ")]
    [InlineData("[removed: not closed [removed: ")]
    [InlineData("removed: code]")]
    public void What_is_no_mark_stays_as_it_is(string text) => Marks.InWords(text, "es").Should().Be(text);

    [Fact]
    public void A_text_full_of_beginnings_is_read_once() =>
        Marks.InWords(string.Concat(Enumerable.Repeat("[removed: ", 200_000)), "es").Should().HaveLength(2_000_000);
}
