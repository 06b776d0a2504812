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
    public void Counts_syllables_as_they_are_spoken(string word, int syllables) => Formula("en").SyllablesIn(word).Should().Be(syllables);

    [Fact]
    public void Plain_sentences_grade_low_and_long_ones_high()
    {
        ReadingGrade.Of("Your account is locked until {unlocks-at}. It opens by itself. There is nothing you need to do.", Formula("en"))
            .Should().BeLessThan(6);
        ReadingGrade.Of("Authentication credentials that were previously established necessitate administrative verification prior to reactivation of your account.", Formula("en"))
            .Should().BeGreaterThan(15);
    }

    [Fact]
    public void List_items_count_as_sentences() =>
        ReadingGrade.Of("Open the page\nType the name\nChoose the button\nWait a little while", Formula("en")).Should().BeLessThan(4);

    [Theory]
    [InlineData("sí", 1)]
    [InlineData("cuenta", 2)]
    [InlineData("contraseña", 4)]
    [InlineData("ciudad", 2)]
    [InlineData("día", 2)]
    [InlineData("guía", 2)]
    [InlineData("que", 1)]
    [InlineData("quien", 1)]
    [InlineData("aplicación", 4)]
    [InlineData("leer", 2)]
    [InlineData("muy", 1)]
    [InlineData("y", 1)]
    [InlineData("ayuda", 3)]
    [InlineData("bloqueada", 4)]
    [InlineData("también", 2)]
    public void Counts_spanish_syllables_as_they_are_spoken(string word, int syllables) => Formula("es").SyllablesIn(word).Should().Be(syllables);

    [Fact]
    public void Spanish_is_graded_by_its_own_formula()
    {
        ReadingGrade.Of("Su cuenta está bloqueada. Se abre sola. No tiene que hacer nada. Vuelva más tarde.", Formula("es")).Should().BeLessThan(6);
        ReadingGrade.Of("La reactivación de las credenciales previamente establecidas requiere una verificación administrativa extraordinariamente complicada.", Formula("es")).Should().BeGreaterThan(12);
    }

    [Theory]
    [InlineData(90, 4.5)]
    [InlineData(65, 7.5)]
    [InlineData(60, 9.25)]
    public void A_grade_lies_between_the_points_of_the_scale(double ease, double grade)
    {
        var scale = Formula("es") with { PerWordInSentence = 0, PerSyllableInWord = 0, Plus = ease };

        scale.Grade(0, 0).Should().BeApproximately(grade, 0.001);
    }

    [Fact]
    public void Says_nothing_of_a_few_words_or_of_a_language_without_a_formula()
    {
        ReadingGrade.Of("Authentication application.", Formula("en")).Should().BeNull();
        ReadingGrade.Of("Votre compte est bloqué jusqu'à deux heures et demie de cet après-midi.", formula: null).Should().BeNull();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public void Half_of_what_is_said_reads_like_sixth_grade_or_below(string locale)
    {
        var all = Given.Assistant.Knowledge.ReadingGrades().Single(table => table.Locale == locale && table.File is null);

        all.Median.Should().BeLessThanOrEqualTo(6);
    }

    private static ReadingFormula Formula(string locale) => Given.Assistant.Knowledge.Locales.Best(locale).Reading!;
}
