using FluentAssertions;
using KnowledgeBase.Recognition;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

public sealed class RecogniserTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    private static readonly Recogniser Small = Recogniser.From(new ContentBuilder().Load());

    private static readonly Lazy<Recogniser> Whole = new(() => Recogniser.From(KnowledgeBase.Knowledge.Load()));

    [Fact]
    public void Finds_the_problem_in_misspelled_words() =>
        Decode("it says my acount is temporarly locked").Label.Should().Be("account-locked");

    [Fact]
    public void Remembers_which_wording_was_on_the_screen_and_its_cause()
    {
        var seen = Decode("the page says \"locked for 15 minutes\" ref 8812").Seen;

        seen!.Topic.Should().Be("account-locked");
        seen.Cause.Should().Be("too-many-tries");
    }

    [Theory]
    [InlineData("please hurry my mom is on the floor and shes cold")]
    [InlineData("my dad cut his leg with the chainsaw")]
    [InlineData("mi vecino esta golpeando a su esposa")]
    public void Hears_danger_in_words_that_no_phrase_names(string text)
    {
        var decoded = Whole.Value.Decode(new Utterance(text, "en", Now, Asked.Nothing));

        decoded.Emergency.Should().BeTrue();
        decoded.Label.Should().Be("emergency");
    }

    [Theory]
    [InlineData("my wife collapsed")]
    [InlineData("and I can't breathe")]
    [InlineData("i'm suicidal")]
    [InlineData("she overdosed")]
    [InlineData("i fainted")]
    [InlineData("sobredosis")]
    [InlineData("and he is unconscious")]
    public void Hears_a_danger_told_in_two_words_at_the_end_of_a_long_story(string danger)
    {
        const string story = "I've been trying to reset my password for an hour, the code never arrives on my phone, I tried chrome and safari and cleared the cache, your site says my account is locked, ";

        Whole.Value.Decode(new Utterance(story + danger, "en", Now, Asked.Nothing)).Emergency.Should().BeTrue();
    }

    [Fact]
    public void Lets_a_way_of_speaking_explain_only_itself()
    {
        const string text = "he took his blood thinner twice and now his nose won't quit bleeding";

        Whole.Value.Decode(new Utterance(text, "en", Now, Asked.Nothing)).Emergency.Should().BeTrue();
    }

    [Theory]
    [InlineData("poison control told us it was nothing, so now my password: how do I reset it")]
    [InlineData("this is ridiculous I'm so angry")]
    [InlineData("my daughter is 17 and will be 18 tomorrow")]
    [InlineData("my battery is dead")]
    [InlineData("I was in the ICU for three weeks after I collapsed at work and now I don't recall my password")]
    public void Takes_no_anger_and_no_birthday_for_danger(string text) =>
        Whole.Value.Decode(new Utterance(text, "en", Now, Asked.Nothing)).Emergency.Should().BeFalse();

    [Theory]
    [InlineData("my laptop")]
    [InlineData("on my phone")]
    [InlineData("safari on my ipad")]
    [InlineData("Chrome 141 on Windows 11")]
    [InlineData("en mi celular")]
    public void Takes_a_bare_device_for_a_detail_and_for_no_problem(string text) => Whole.Value.Decode(new Utterance(text, "en", Now, Asked.Nothing)).Label.Should().Be("clarify");

    [Theory]
    [InlineData("chrome is not supported")]
    [InlineData("lost my phone")]
    [InlineData("new phone")]
    public void A_device_with_a_word_of_trouble_is_a_problem(string text) => Whole.Value.Decode(new Utterance(text, "en", Now, Asked.Nothing)).Label.Should().BeOneOf("unsupported-browser", "mfa-device-lost");

    [Fact]
    public void A_yes_is_an_act_and_names_no_problem()
    {
        var decoded = Decode("yep!");

        decoded.Act.Should().Be(Act.Affirm);
        decoded.Label.Should().Be("clarify");
    }

    [Fact]
    public void Asks_when_no_problem_is_named()
    {
        var decoded = Decode("something is wrong with my login");

        decoded.Decision.Should().Be(Decision.Clarify);
        decoded.Label.Should().Be("clarify");
    }

    [Fact]
    public void Lets_what_the_screen_says_settle_a_long_story()
    {
        const string Story = "the kids were over all weekend and now when I go on my computer in the den it says the user name or password is incorrect and I have an appointment on Monday that I need to check";

        var decoded = Whole.Value.Decode(new Utterance(Story, "en", Now, Asked.Nothing));

        decoded.Decision.Should().Be(Decision.Answer);
        decoded.Label.Should().Be("incorrect-credentials");
    }

    [Fact]
    public void A_yes_before_a_short_answer_is_a_yes_where_yes_or_no_was_asked_for() =>
        Whole.Value.Decode(new Utterance("yes I typed my user name", "en", Now, Asked.YesNo)).Act.Should().Be(Act.Affirm);

    [Theory]
    [InlineData("help")]
    [InlineData("can you help")]
    public void A_bare_cry_for_help_is_too_vague_to_act_on(string text) =>
        Whole.Value.Decode(new Utterance(text, "en", Now, Asked.Nothing)).Decision.Should().Be(Decision.Clarify);

    [Theory]
    [InlineData("")]
    [InlineData("😡😡😡")]
    public void Owns_up_to_not_following_what_has_no_words(string text) =>
        Decode(text).Decision.Should().Be(Decision.Fallback);

    [Fact]
    public void Keeps_a_text_that_is_too_long_out_of_matching() =>
        Decode(string.Concat(Enumerable.Repeat("locked ", 700))).Decision.Should().Be(Decision.Fallback);

    [Theory]
    [InlineData("On my hp laptop")]
    [InlineData("samsung s21")]
    [InlineData("its a chromebook, the website")]
    [InlineData("im on my iphone in the app btw")]
    public void What_somebody_signs_in_with_is_no_problem_of_its_own(string text) =>
        Whole.Value.Decode(new Utterance(text, "en", Now, Asked.Nothing)).Label.Should().Be(Labels.Clarify);

    [Fact]
    public void Takes_secrets_out_before_anything_is_kept()
    {
        var decoded = Decode("my password is Hunter2! and i'm locked out");

        decoded.Scrubbed.Should().NotContain("Hunter2");
        decoded.Removed.Should().Contain("password");
    }

    private static Decoded Decode(string text) => Small.Decode(new Utterance(text, "en", Now, Asked.Nothing));
}
