using FluentAssertions;
using KnowledgeBase.Recognition.Words;
using Xunit;

namespace Tests.Recognition;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("I CAN’T log-in!!", "i cant log in")]
    [InlineData("contraseña, café", "contrasena cafe")]
    [InlineData("ｌｏｃｋｅｄ 𝐨𝐮𝐭", "locked out")]
    [InlineData("lo\u200Bcked\u0301 out 😡", "locked out")]
    [InlineData("write to bob@example.com now", "write to #address now")]
    [InlineData("my password is [removed: password] ok", "my password is #removed ok")]
    [InlineData("version 12.4, page 3", "version 12.4 page 3")]
    public void Brings_words_to_one_plain_form(string text, string plain)
    {
        var reading = new Reading();

        reading.Read(text);

        reading.Folded.ToString().Should().Be(plain);
    }

    [Fact]
    public void Knows_where_a_sentence_stops_and_what_stood_in_quotes()
    {
        var reading = new Reading();

        reading.Read("It says “Account locked”. What now");

        reading[3].Quoted.Should().BeTrue();
        reading[3].StopAfter.Should().Be(Stop.Sentence);
        reading[4].Quoted.Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ud83d")]
    [InlineData("\u0000\u0007 \u202e")]
    public void Finds_no_words_where_there_are_none(string text)
    {
        var reading = new Reading();

        reading.Read(text);

        reading.Count.Should().Be(0);
    }

    [Fact]
    public void Reads_a_picture_only_where_there_are_no_words()
    {
        var alone = new Reading();
        var beside = new Reading();

        alone.Read("👍");
        beside.Read("ok 👍");

        alone.Folded.ToString().Should().Be("👍");
        beside.Folded.ToString().Should().Be("ok");
    }

    [Fact]
    public void Stands_the_longest_text_of_the_shortest_addresses()
    {
        var reading = new Reading();

        reading.Read(string.Concat(Enumerable.Repeat("a@ ", 2000)));

        reading.Count.Should().Be(Reading.LongestText / 3 + 1);
    }
}
