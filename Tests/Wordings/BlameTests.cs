using FluentAssertions;
using KnowledgeBase.Wordings;
using Xunit;

namespace Tests.Wordings;

public sealed class BlameTests
{
    [Theory]
    [InlineData("You failed to sign in.")]
    [InlineData("You’ve failed five times.")]
    [InlineData("That was your mistake.")]
    [InlineData("You entered the wrong password.")]
    [InlineData("You should have waited.")]
    [InlineData("This date is invalid.")]
    [InlineData("You forgot to turn it on.")]
    public void Finds_words_that_blame(string text) => Blame.WordsIn(text, "en").Should().NotBeEmpty();

    [Theory]
    [InlineData("There were too many wrong tries, so the portal locked the account.")]
    [InlineData("If the page says “Invalid code”, ask for a new one.")]
    [InlineData("Something went wrong on my side, and it is not your fault.")]
    [InlineData("This isn't your doing, and we can mend it.")]
    [InlineData("The sign-in failed because the code was too old.")]
    public void Lets_kind_words_and_quoted_messages_pass(string text) => Blame.WordsIn(text, "en").Should().BeEmpty();
}
