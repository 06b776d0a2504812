using FluentAssertions;
using KnowledgeBase.Recognition;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary>What an answer does, where none of the acts' own words stand in it.</summary>
public sealed class LearntActTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    [Theory]
    [InlineData("I'll be darned, it did", Asked.YesNo, Act.Affirm)]
    [InlineData("con eso quedó, mil gracias por la paciencia", Asked.YesNo, Act.Affirm)]
    [InlineData("stuck in the very same spot as before", Asked.YesNo, Act.Deny)]
    [InlineData("my nephew set all that up so who knows", Asked.Date, Act.DontKnow)]
    [InlineData("I told you wrong, it was the tablet", Asked.Choice, Act.Correction)]
    [InlineData("what business is it of yours where I live", Asked.Words, Act.Why)]
    [InlineData("pónmelo más clarito que no capté", Asked.YesNo, Act.Repeat)]
    public void Is_heard_in_peoples_own_words(string answer, Asked asked, Act act) => Decode(answer, asked).Act.Should().Be(act);

    [Theory]
    [InlineData("it says start over", Asked.ErrorText)]
    [InlineData("the one with cancel on it", Asked.Choice)]
    [InlineData("el botón que dice regresar", Asked.Words)]
    public void Is_not_heard_in_what_only_tells_something(string answer, Asked asked) => Decode(answer, asked).Act.Should().BeNull();

    [Fact]
    public void Is_heard_beside_a_problem_and_the_problem_is_worked_on()
    {
        var decoded = Decode("it kicked me out again", Asked.YesNo);

        decoded.Label.Should().Be("session-timeout");
        decoded.Act.Should().BeNull();
        decoded.ActBeside.Should().Be(Act.Deny);
    }

    [Fact]
    public void Is_nothing_where_nothing_was_asked() => Decode("stuck in the very same spot as before", Asked.Nothing).Act.Should().BeNull();

    [Theory]
    [InlineData("Did turning it off and on help?", Asked.YesNo)]
    [InlineData("¿Ya le llegó?", Asked.YesNo)]
    [InlineData("Where do you use it most?", Asked.Words)]
    [InlineData("I'll wait here.", Asked.Nothing)]
    public void Depends_on_what_kind_of_question_it_was(string question, Asked asked) => Assistant.Recogniser.AskedReader.Read(question).Should().Be(asked);

    private static Decoded Decode(string answer, Asked asked) => Assistant.Recogniser.Decode(new Utterance(answer, "en", Now, asked));
}
