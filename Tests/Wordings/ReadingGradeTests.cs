using FluentAssertions;
using KnowledgeBase.Wordings;
using Xunit;

namespace Tests.Wordings;

public sealed class ReadingGradeTests
{
    [Theory]
    [InlineData("lock", 1)]
    [InlineData("page", 1)]
    [InlineData("pages", 2)]
    [InlineData("locked", 1)]
    [InlineData("added", 2)]
    [InlineData("table", 2)]
    [InlineData("times", 1)]
    [InlineData("account", 2)]
    [InlineData("password", 2)]
    [InlineData("minutes", 2)]
    [InlineData("browser", 2)]
    [InlineData("automatic", 4)]
    [InlineData("the", 1)]
    public void Counts_syllables_as_they_are_spoken(string word, int syllables) => ReadingGrade.SyllablesIn(word).Should().Be(syllables);

    [Fact]
    public void Plain_sentences_grade_low_and_long_ones_high()
    {
        ReadingGrade.Of("Your account is locked until {unlocks-at}. It opens by itself. There is nothing you need to do.", "en")
            .Should().BeLessThan(6);
        ReadingGrade.Of("Authentication credentials that were previously established necessitate administrative verification prior to reactivation of your account.", "en")
            .Should().BeGreaterThan(15);
    }

    [Fact]
    public void List_items_count_as_sentences() =>
        ReadingGrade.Of("Open the page\nType the name\nChoose the button\nWait a little while", "en").Should().BeLessThan(4);

    [Theory]
    [InlineData("Authentication application.", "en")]
    [InlineData("Su cuenta está bloqueada hasta las dos y media de la tarde de hoy.", "es")]
    public void Says_nothing_of_a_few_words_or_another_language(string text, string locale) => ReadingGrade.Of(text, locale).Should().BeNull();
}
