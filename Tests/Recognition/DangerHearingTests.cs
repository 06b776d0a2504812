using FluentAssertions;
using KnowledgeBase.Recognition;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary>Dangers that no phrase names, and what may be one.</summary>
public sealed class DangerHearingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    [Theory]
    [InlineData("the mower went over his foot and there's bone")]
    [InlineData("grandpa went into the canal and didn't come up")]
    [InlineData("mi nene se metió las pilas del control en la boca y no puede pasar saliva")]
    [InlineData("somebody put something in my cup and my legs don't work")]
    public void Hears_what_no_phrase_names(string text) => Decode(text).Emergency.Should().BeTrue();

    [Theory]
    [InlineData("i don't know, she ate the whole blister pack")]
    [InlineData("no funcionó y mi suegro se puso morado en la hamaca")]
    public void Hears_it_in_an_answer_that_is_a_no_as_well(string text) => Decode(text, Asked.YesNo).Emergency.Should().BeTrue();

    [Theory]
    [InlineData("zebra stripes on my lavender curtain")]
    [InlineData("my heart is set on the blue card, where do i pick one")]
    [InlineData("killer app you have there, it just ate my password")]
    [InlineData("se me murió el teléfono en plena llamada")]
    [InlineData("my daughter dyed her hair purple")]
    [InlineData("my car got towed this morning")]
    [InlineData("the cat knocked the router off the shelf")]
    [InlineData("i burned dinner while waiting on hold")]
    [InlineData("teen, hes my son")]
    [InlineData("my husband is dead set on doing this himself")]
    [InlineData("she's dead certain she typed it right")]
    [InlineData("my son is dead asleep and his phone has the code")]
    [InlineData("my request got shot down twice")]
    [InlineData("mi esposo está muerto de cansancio")]
    public void Hears_none_in_harmless_words(string text) => Decode(text).Emergency.Should().BeFalse();

    [Theory]
    [InlineData("my wife is dead on the floor")]
    [InlineData("he's dead serious and he won't wake up")]
    [InlineData("my dad is dead asleep and turning blue")]
    [InlineData("i think i got shot")]
    public void Hears_it_beside_a_way_of_speaking(string text) => Decode(text).Emergency.Should().BeTrue();

    [Fact]
    public void What_hints_at_danger_is_marked_and_still_understood()
    {
        var decoded = Decode("my mom fell again and i can't get into her account");

        decoded.MayBeDanger.Should().BeTrue();
        decoded.Emergency.Should().BeFalse();
        decoded.Decision.Should().Be(Decision.Clarify);
    }

    [Fact]
    public void What_is_left_without_the_sound_of_danger_is_asked_about()
    {
        var decoded = Decode("he is my son and i help him sign in");

        (decoded.Decision, decoded.Label, decoded.MayBeDanger).Should().Be((Decision.Clarify, "caregiver-access", false));
    }

    [Fact]
    public void A_short_answer_is_no_hint() => Decode("my hands shake", Asked.Choice).MayBeDanger.Should().BeFalse();

    [Fact]
    public void What_everybody_types_is_no_hint() => Decode("i forgot my password").MayBeDanger.Should().BeFalse();

    private static Decoded Decode(string text, Asked asked = Asked.Nothing) => Assistant.Recogniser.Decode(new Utterance(text, "en", Now, asked));
}
