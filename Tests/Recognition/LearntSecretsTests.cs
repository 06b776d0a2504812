using FluentAssertions;
using KnowledgeBase;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Secrets;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary>Secrets for which there is no rule, found by what stands around the examples in the content.</summary>
public sealed class LearntSecretsTests
{
    private static readonly SecretScrubber Scrubber = Assistant.Knowledge.Secrets;

    [Theory]
    [InlineData("ok so my daughter told me to put PurpleRain in there and it says no", "PurpleRain")]
    [InlineData("the second one is otterpop with a capital O, thats the password", "otterpop")]
    [InlineData("i got the password off my fridge magnet, sunflowerdays", "sunflowerdays")]
    [InlineData("it was Marigold with a capital m thats my password", "Marigold")]
    [InlineData("i always use my dogs name and the year so rosie2014", "rosie2014")]
    [InlineData("mine is fluffy, hers is Whiskers7, both refused", "Whiskers7")]
    [InlineData("le puse luna y estrella como contraseña y dice que no", "luna")]
    public void Takes_out_what_no_rule_knows(string text, string secret)
    {
        var scrubbed = Scrubber.Scrub(text, Asked.Nothing);

        scrubbed.Removed.Should().Contain("password");
        scrubbed.Text.Should().NotContain(secret);
    }

    [Theory]
    [InlineData("Tried Chrome, tried Safari, and my password is still wrong")]
    [InlineData("my username is harborview61 and the password was changed on Monday")]
    [InlineData("puse mi nombre Guadalupe en el formulario y la contraseña no la acepta")]
    [InlineData("blorp wibble zonk")]
    [InlineData("i think i got pickpocketed")]
    [InlineData("i guess my dad got embezzled by his nephew")]
    [InlineData("i was born on March 9, 1957 in Stockton")]
    [InlineData("call me at 415-555-0121 or four one five five five five oh one two two")]
    [InlineData("the password link is https://kp.org/reset/help?lang=es&page=2")]
    public void Leaves_what_only_looks_like_one(string text)
    {
        var scrubbed = Scrubber.Scrub(text, Asked.Nothing);

        scrubbed.Removed.Should().BeEmpty();
        scrubbed.Text.Should().Be(text);
    }

    [Theory]
    [InlineData(Asked.Name, "Marigold Whitaker")]
    [InlineData(Asked.MemberNumber, "it is 44719028")]
    [InlineData(Asked.DateOfBirth, "march 9 57")]
    [InlineData(Asked.Device, "a Galaxy S23 and a ThinkPad")]
    public void Leaves_the_answer_to_a_question(Asked asked, string text) => Scrubber.Scrub(text, asked).Text.Should().Be(text);

    [Theory]
    [InlineData("webchat/join")]
    [InlineData("PurpleRain")]
    [InlineData("44719028")]
    public void Leaves_what_was_not_said_freely(string text) => Scrubber.Scrub(text, Asked.Nothing, isSpeech: false).Text.Should().Be(text);

    [Fact]
    public void Learns_the_same_at_every_start()
    {
        var other = Knowledge.Load(Path.Combine(AppContext.BaseDirectory, "Content")).Secrets;
        string[] texts = ["it should be huckleberry pie", "dodgers, always dodgers", "my pass used to be Cornbread and then 44", "Tuesday it took my password"];

        texts.Select(text => other.Scrub(text, Asked.Nothing).Text).Should().Equal(texts.Select(text => Scrubber.Scrub(text, Asked.Nothing).Text));
    }

    [Fact]
    public void Tells_an_editor_of_a_bracket_that_is_never_closed()
    {
        var content = new ContentBuilder().With("safety/secret-examples/en.yaml", "source: a\nreviewed: 2026-11-23\nexamples:\n  - \"my password was [[Rover and it says wrong\"\n");

        content.Faults().Should().ContainSingle().Which.Should().Contain("safety/secret-examples/en.yaml").And.Contain("a secret stands between the two");
    }

    [Fact]
    public void Tells_an_editor_of_a_line_that_is_no_word()
    {
        var content = new ContentBuilder().With("words/en.txt", "# common words\nthe 12\nof twelve\n");

        content.Faults().Should().ContainSingle().Which.Should().Contain("words/en.txt").And.Contain("3").And.Contain("a word is expected");
    }
}
