using FluentAssertions;
using KnowledgeBase.Recognition;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary>No text of the longest length may take long or throw, whatever is in it.</summary>
public sealed class HostileTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    public static TheoryData<string, string> Patterns => new()
    {
        { "one long word", "a" },
        { "misspelled words", "temporarly acount pasword lockd " },
        { "unknown long words", "qzxvkwjq " },
        { "words of wordings", "account locked code expired your too many " },
        { "and", "and locked and forgot and code and " },
        { "addresses", "a@ " },
        { "removed marks", "[removed:]" },
        { "open removed marks", "[removed:" },
        { "quotes", "\"a\" " },
        { "stops", "a. " },
        { "lone surrogates", "\ud83d" },
        { "pairs", "😀" },
        { "combining", "e\u0301\u0302\u0303" },
        { "zero width", "l\u200bo" },
        { "right to left", "\u202elocked " },
        { "digits", "1234567890 " },
        { "other digits", "١٢٣٤ " },
        { "styled letters", "𝐥𝐨𝐜𝐤𝐞𝐝 " },
        { "negations", "not not never no " },
    };

    [Theory, MemberData(nameof(Patterns))]
    public void Takes_no_long_time(string name, string pattern)
    {
        name.Should().NotBeEmpty();
        var text = string.Concat(Enumerable.Repeat(pattern, (4000 / pattern.Length) + 1))[..4000];

        var fastest = Fastest.Of(() => Decode(text));

        fastest.Should().BeLessThan(TimeSpan.FromMilliseconds(500), "a release build takes less than 10 ms; a debug build on a busy machine is allowed much, quadratic work would take longer");
    }

    private static Decoded Decode(string text) => Assistant.Recogniser.Decode(new Utterance(text, "en", Now, Asked.Nothing));
}
