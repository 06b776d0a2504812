using FluentAssertions;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Details;
using Xunit;

namespace Tests.Recognition;

public class AgeReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-8));

    [Theory]
    [InlineData("12", "12")]
    [InlineData("she's 12", "12")]
    [InlineData("twelve", "12")]
    [InlineData("he is twenty one", "21")]
    [InlineData("6 months", "0")]
    [InlineData("18 months", "1")]
    [InlineData("a newborn", "0")]
    [InlineData("tiene 12 anos", "12")]
    [InlineData("turns 18 tomorrow", "2008-11-25")]
    [InlineData("turns 13 today", "2013-11-24")]
    [InlineData("she turned 13 today", "2013-11-24")]
    [InlineData("he turns 18 next month", "17")]
    [InlineData("I don't know", null)]
    [InlineData("999", null)]
    public void Reads_an_age_where_one_was_asked_for(string text, string? birth) => Read(text, Asked.SomeonesBirth).Should().Be(birth);

    [Theory]
    [InlineData("can i see my 15 year old's records", "15")]
    [InlineData("my son turns 18 next month what happens to my access", "17")]
    [InlineData("my daughter is 12 years old", "12")]
    [InlineData("I'm 85 years old and can't sign in", null)]
    [InlineData("I tried 5 times", null)]
    [InlineData("it worked 2 years ago", null)]
    public void Elsewhere_only_a_plain_age_of_somebody_else_counts(string text, string? birth) => Read(text, Asked.Nothing).Should().Be(birth);

    [Theory]
    [InlineData("02/29/2016", "2016-02-29")]
    [InlineData("November 24, 2013", "2013-11-24")]
    public void A_day_of_birth_is_read_as_the_other_persons(string text, string day)
    {
        var read = EntityReader.Read(text, new Utterance(text, "en", Now, Asked.SomeonesBirth));

        read.DateOfBirth.Should().ContainSingle().Which.From.ToString("yyyy-MM-dd", null).Should().Be(day);
    }

    private static string? Read(string text, Asked asked) => EntityReader.Read(text, new Utterance(text, "en", Now, asked)).TheirBirth?.ToString();
}
