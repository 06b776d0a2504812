using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Loading;

public sealed class ParityTests
{
    private const string SpanishWait = """
        explain-wait:
          say: "Su cuenta está bloqueada hasta las {unlocks-at}."
          choices: { can-wait: "Puedo esperar", cannot-wait: "La necesito antes" }
        """;

    [Fact]
    public void A_language_under_way_may_lack_wordings() =>
        Spanish(SpanishWait).Faults().Should().BeEmpty();

    [Fact]
    public void A_complete_language_may_lack_nothing()
    {
        var faults = Spanish(SpanishWait).Replace("locales.yaml", "complete: false", "complete: true").Faults();

        faults.Should().Contain("wordings/en/triage.yaml:1: the wording 'triage.greet' is missing in the language 'es'")
            .And.Contain("articles/en/recovery.md:2: the article 'recovery' is missing in the language 'es'")
            .And.Contain("wordings/es/fix-error.yaml:1: 'why' is missing in the language 'es'");
    }

    [Theory]
    [InlineData("{unlocks-at}", "{opens-at}", "wordings/es/fix-error.yaml:1: the placeholder 'unlocks-at' is missing in the language 'es'")]
    [InlineData("{unlocks-at}", "{opens-at}", "wordings/es/fix-error.yaml:1: English has no placeholder 'opens-at' here")]
    [InlineData("can-wait: \"Puedo esperar\", ", "", "wordings/es/fix-error.yaml:1: the choice 'can-wait' is missing in the language 'es'")]
    [InlineData("explain-wait", "explain", "wordings/es/fix-error.yaml:1: English has no wording 'fix-error.explain'")]
    public void What_is_translated_fits_the_english(string old, string with, string fault) =>
        Spanish(SpanishWait.Replace(old, with, StringComparison.Ordinal)).Faults().Should().Contain(fault);

    [Fact]
    public void A_translated_article_has_an_english_one() =>
        new ContentBuilder().With("articles/es/otra.md", "---\ntitle: Otra\npeople-ask: [otra]\ntopics: []\nsource: x\nreviewed: 2026-11-01\n---\nTexto.").Faults()
            .Should().Equal("articles/es/otra.md:2: English has no article 'otra'");

    private static ContentBuilder Spanish(string yaml) => new ContentBuilder().With("wordings/es/fix-error.yaml", yaml);
}
