using FluentAssertions;
using KnowledgeBase.Recognition;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary>Two problems in one message: the first that stops them, then the other.</summary>
public sealed class SecondProblemTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    [Theory]
    [InlineData("my code never showed up. and is the authenticator safer than getting texts?", "code-not-received", "method-tradeoffs")]
    [InlineData("locked out of my account, also what should I have ready before my cruise so I can sign in there", "account-locked", "preparedness")]
    [InlineData("no me llega el código y oiga, ¿qué es más seguro, el texto o la aplicación?", "code-not-received", "method-tradeoffs")]
    public void A_question_besides_the_problem_is_kept(string text, string first, string second)
    {
        var decoded = Decode(text);

        (decoded.Label, decoded.Label2).Should().Be((first, second));
    }

    [Theory]
    [InlineData("the app says my phone is rooted and not secure")]
    [InlineData("my account is locked, how do i get in now")]
    [InlineData("Home | Sign in | KP  The user name or password you entered is incorrect. (E0207) 10:42 AM Help Contact")]
    public void A_plea_two_words_more_or_links_of_the_page_are_no_second_one(string text) => Decode(text).Label2.Should().BeNull();

    private static Decoded Decode(string text) => Assistant.Recogniser.Decode(new Utterance(text, "en", Now, Asked.Nothing));
}
