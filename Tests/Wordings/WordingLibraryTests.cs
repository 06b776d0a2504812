using FluentAssertions;
using KnowledgeBase.Wordings;
using Tests.Given;
using Xunit;

namespace Tests.Wordings;

public sealed class WordingLibraryTests
{
    private const string ExplainWait = "fix-error.explain-wait";
    private static readonly Values UntilHalfPastTwo = Values.None.With("unlocks-at", new TimeOnly(14, 30));

    [Fact]
    public void Fills_what_the_caller_gives_and_what_facts_answer()
    {
        var wordings = new ContentBuilder().Load().Wordings;

        wordings.Say(ExplainWait, "en", UntilHalfPastTwo).Should()
            .Be("Your account is locked until 2:30 PM. It opens by itself after 90 minutes.");
        wordings.Rephrase(ExplainWait, "en", UntilHalfPastTwo).Should().Be("It opens by itself.");
        wordings.Why(ExplainWait, "en", Values.None).Should().Be("So that we know when to look again.");
        wordings.Choices(ExplainWait, "en", Values.None).Select(choice => choice.Label).Should().Equal("I can wait", "I need it sooner");
    }

    [Fact]
    public void Knows_which_values_a_caller_has_to_give() =>
        new ContentBuilder().Load().Wordings.Find(ExplainWait, "en").Placeholders.Should().BeEquivalentTo("unlocks-at");

    [Fact]
    public void Gives_the_steps_of_the_first_system_that_has_its_own()
    {
        var wordings = new ContentBuilder().Load().Wordings;

        wordings.Steps("fixes.wait-out-lockout", "en", ["safari", "ios"], Values.None).Should().StartWith("Close the app.");
        wordings.Steps("fixes.wait-out-lockout", "en", ["windows"], Values.None).Should().StartWith("Close the page.");
    }

    [Fact]
    public void Says_in_english_what_another_language_lacks_and_writes_its_values_in_english_too()
    {
        var wordings = new ContentBuilder()
            .With("wordings/es/fix-error.yaml", """
                explain-wait:
                  say: "Su cuenta está bloqueada hasta las {unlocks-at}. Se abre sola después de {fact:lockout} minutos."
                  choices: { can-wait: "Puedo esperar", cannot-wait: "La necesito antes" }
                """)
            .With("wordings/en/triage.yaml", "greet: { say: 'Now it is {time}.' }")
            .Load().Wordings;

        wordings.Say(ExplainWait, "es-US", UntilHalfPastTwo).Should().Be("Su cuenta está bloqueada hasta las 2:30 p. m. Se abre sola después de 90 minutos.");
        wordings.Say("triage.greet", "es", Values.None.With("time", new TimeOnly(14, 30))).Should().Be("Now it is 2:30 PM.");
    }

    [Fact]
    public void Throws_when_a_value_is_missing()
    {
        var wordings = new ContentBuilder().Load().Wordings;

        var saying = () => wordings.Say(ExplainWait, "en", Values.None);

        saying.Should().Throw<MissingValueException>().WithMessage("*'fix-error.explain-wait' (en) needs a value for {unlocks-at}*");
    }

    [Fact]
    public void Leaves_out_the_sentence_that_lacks_its_value_where_members_are_served()
    {
        var reported = new List<MissingValue>();
        var wordings = new ContentBuilder().Load(whenValueMissing: reported.Add).Wordings;

        var said = wordings.Say(ExplainWait, "en", Values.None.With("unlocks-at", " "));

        said.Should().Be("It opens by itself after 90 minutes.");
        reported.Should().Equal(new MissingValue(ExplainWait, "en", "unlocks-at"));
    }

    [Fact]
    public void Never_shows_a_brace_even_when_nothing_would_remain_to_be_said()
    {
        var wordings = new ContentBuilder().With("wordings/en/triage.yaml", "greet: { say: 'Hello {name}.' }").Load(whenValueMissing: _ => { }).Wordings;

        var saying = () => wordings.Say("triage.greet", "en", Values.None);

        saying.Should().Throw<MissingValueException>();
    }

    [Fact]
    public void A_value_that_looks_like_a_placeholder_is_shown_as_it_is()
    {
        var wordings = new ContentBuilder().With("wordings/en/triage.yaml", "greet: { say: 'You wrote: {text}' }").Load().Wordings;

        wordings.Say("triage.greet", "en", Values.None.With("text", "{plan:name} {x")).Should().Be("You wrote: {plan:name} {x");
    }

    [Fact]
    public void Tells_values_as_written_out_for_transcripts() =>
        UntilHalfPastTwo.With("wait", TimeSpan.FromMinutes(30)).With("tries", 5).With("app", "Firefox")
            .In(new ContentBuilder().Load().Locales.Best("en")).Should().BeEquivalentTo(new Dictionary<string, string>
            {
                ["unlocks-at"] = "2:30 PM",
                ["wait"] = "30 minutes",
                ["tries"] = "5",
                ["app"] = "Firefox",
            });

    [Fact]
    public void An_unknown_wording_is_our_fault_and_named() =>
        FluentActions.Invoking(() => new ContentBuilder().Load().Wordings.Say("no.such", "en", Values.None))
            .Should().Throw<KeyNotFoundException>().WithMessage("*'no.such'*");

    /// <summary>A problem may be called by a question ("What should I have ready?").</summary>
    [Fact]
    public void Puts_no_stop_behind_the_name_of_a_problem()
    {
        var wordings = Assistant.Knowledge.Wordings;
        var said = wordings.All.SelectMany(wording => wordings.InEachLanguage(wording.Id)).Select(wording => wording.Say).Where(say => say.Contains("{problem}", StringComparison.Ordinal)).ToList();

        said.Should().NotBeEmpty().And.NotContain(say => say.Contains("{problem}.", StringComparison.Ordinal) || say.Contains("{problem}?", StringComparison.Ordinal));
    }
}
