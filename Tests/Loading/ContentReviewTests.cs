using FluentAssertions;
using KnowledgeBase.Loading;
using Tests.Given;
using Xunit;

namespace Tests.Loading;

public sealed class ContentReviewTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Good_content_gives_no_warning() => Check(new ContentBuilder(), Today).Should().BeEmpty();

    [Theory]
    [InlineData(WarningKind.AsksForSecret, "wordings/en/triage.yaml", "Welcome to", "What is your password? Welcome to", "wordings/en/triage.yaml:1: this asks for a secret: 'What is your password?'")]
    [InlineData(WarningKind.AsksForSecret, "articles/en/recovery.md", "You can get", "Tell us your PIN. You can get", "articles/en/recovery.md:1: this asks for a secret: 'Tell us your PIN.'")]
    [InlineData(WarningKind.Blames, "wordings/en/fixes.yaml", "Close the app.", "Correct your mistake.", "wordings/en/fixes.yaml:1: 'your mistake' blames or scolds; say what happened and what to do")]
    [InlineData(WarningKind.LongLabel, "wordings/en/fix-error.yaml", "\"I can wait\"", "\"I can wait for as long as it takes, no problem\"", "wordings/en/fix-error.yaml:1: the label 'I can wait for as long as it takes, no problem' has 46 letters; 40 fit on a button")]
    [InlineData(WarningKind.Unused, "wordings/en/causes.yaml", "too-many-tries:", "moon: { say: \"the moon is full.\" }\ntoo-many-tries:", "wordings/en/causes.yaml:1: nothing refers to 'causes.moon'")]
    [InlineData(WarningKind.DeadEnd, "topics/account-locked.yaml", "hand-over-when: [someone-else-tried]", "hand-over-when: []", "topics/account-locked.yaml:1: no fix here cures 'someone-else-tried', and nobody takes over for it")]
    public void Names_what_an_editor_should_look_at(WarningKind kind, string file, string old, string with, string says)
    {
        var warnings = Check(new ContentBuilder().Replace(file, old, with), Today);

        warnings.Should().ContainSingle();
        warnings[0].Kind.Should().Be(kind);
        warnings[0].ToString().Should().Be(says);
    }

    [Fact]
    public void Names_facts_and_files_whose_review_is_overdue()
    {
        var warnings = Check(new ContentBuilder(), new DateOnly(2027, 6, 1));

        warnings.Select(warning => warning.ToString()).Should().Equal(
            "facts/sign-in.yaml:1: the fact 'lockout' was to be checked by 2027-05-01",
            "facts/sign-in.yaml:2: the fact 'tries' was to be checked by 2027-05-01");
        new ContentBuilder().Load().Check(new DateOnly(2027, 12, 1)).Select(warning => warning.File).Should()
            .Contain(["topics/account-locked.yaml", "fixes/wait-out-lockout.yaml", "articles/en/recovery.md"]);
    }

    [Fact]
    public void Names_sentences_that_are_hard_to_read()
    {
        var hard = "Reactivation necessitates administrative verification of previously established authentication credentials.";

        new ContentBuilder().Replace("wordings/en/triage.yaml", "Welcome to", hard + " Welcome to").Load().Check(Today)
            .Should().ContainSingle(warning => warning.Kind == WarningKind.HardToRead).Which.Says.Should().Contain("reads like school grade");
    }

    [Fact]
    public void Names_what_a_language_under_way_still_lacks() =>
        new ContentBuilder().Load().Check(Today).Where(warning => warning.Kind == WarningKind.Untranslated).Select(warning => warning.ToString()).Should()
            .Contain("wordings/en/triage.yaml:1: 'triage.greet' is missing in the language 'es' and is said in English")
            .And.Contain("articles/en/recovery.md:1: this is missing in the language 'es' and is shown in English");

    /// <summary>The builder's Spanish has nothing yet, which is a test of its own.</summary>
    private static List<ContentWarning> Check(ContentBuilder content, DateOnly today) => [.. content.Load().Check(today).Where(warning => warning.Kind != WarningKind.Untranslated)];
}
