using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Loading;

public sealed class ContentFaultTests
{
    private const string Topic = "topics/account-locked.yaml";
    private const string Fix = "fixes/wait-out-lockout.yaml";
    private const string Steps = "wordings/en/fix-error.yaml";
    private const string Questions = "wordings/en/questions.yaml";
    private const string Article = "articles/en/recovery.md";
    private const string Facts = "facts/sign-in.yaml";

    [Fact]
    public void Content_without_faults_loads() => new ContentBuilder().Faults().Should().BeEmpty();

    [Theory]
    [InlineData(Topic, "family: locked", "famly: locked", 4, "unknown key 'famly'")]
    [InlineData(Topic, "family: locked\n", "", 1, "the key 'family' is missing")]
    [InlineData(Topic, "goal: sign_in", "goal: sign_in\ngoal: mfa", 4, "the key 'goal' stands here a second time; the first is in line 3")]
    [InlineData(Topic, "goal: sign_in", "goal: sing_in", 3, "'sing_in' is not one of: sign_in,")]
    [InlineData(Topic, "leads-to: fix-error", "leads-to: FixError", 2, "'FixError' is not one of: fix-error,")]
    [InlineData(Topic, "family: locked", "family: Locked out", 4, "'Locked out' is no ticket family")]
    [InlineData(Topic, "means: Sign-in is blocked for a while after too many wrong tries.", "means:", 1, "the text is empty")]
    [InlineData(Topic, "[\"i'm locked out\", \"it says my account is locked\"]", "i'm locked out", 7, "a list is expected here")]
    [InlineData(Topic, "\"it says my account is locked\"", "\"I'm locked out\"", 7, "'I'm locked out' stands in this list a second time")]
    [InlineData(Topic, "people-say:\n  en:", "people-say:\n  fr:", 7, "'fr' is no locale of locales.yaml")]
    [InlineData(Topic, "people-say:\n  en:", "people-say:\n  es:", 6, "the key 'en' is missing")]
    [InlineData(Topic, "for {minutes} minutes", "for {minutes minutes", 11, "a brace is open")]
    [InlineData(Topic, "minutes\", cause: too-many-tries", "minutes\", cause: too-few-tries", 11, "this topic has no cause 'too-few-tries'")]
    [InlineData(Topic, "share: 30", "share: 3", 12, "the shares of the causes add up to 73, not to about 100")]
    [InlineData(Topic, "share: 30", "share: a third", 14, "'a third' is not a whole number from 1 to 100")]
    [InlineData(Topic, "- { id: someone-else-tried, share: 30 }", "- { id: too-many-tries, share: 30 }", 14, "the cause 'too-many-tries' stands here a second time")]
    [InlineData(Topic, "me: { points-to: [too-many-tries] }", "me: { points-to: [nobody] }", 18, "this topic has no cause 'nobody'")]
    [InlineData(Topic, "not-me: {", "Not-Me: {", 19, "'Not-Me' is no id")]
    [InlineData(Topic, "- id: who-tried", "- id: who-knows", 16, "its wording is missing: the key 'who-knows' in wordings/en/questions.yaml")]
    [InlineData(Topic, "fixes: [wait-out-lockout]", "fixes: [wait-it-out]", 20, "there is no fix 'wait-it-out'")]
    [InlineData(Topic, "hand-over-when: [someone-else-tried]", "hand-over-when: [somebody]", 21, "this topic has no cause 'somebody'")]
    [InlineData(Topic, "article: recovery", "article: recover", 5, "there is no article 'recover'")]
    [InlineData(Topic, "reviewed: 2026-11-23", "reviewed: 23.11.2026", 23, "'23.11.2026' is not a date such as 2026-11-23")]
    [InlineData(Fix, "cures: [too-many-tries]", "cures: [too-few-tries]", 2, "no topic has the cause 'too-few-tries'")]
    [InlineData(Fix, "cures: [too-many-tries]", "cures: []", 2, "at least one entry is expected here")]
    [InlineData(Fix, "spends-a-try: false", "spends-a-try: no", 4, "'no' is neither true nor false")]
    [InlineData(Fix, "platforms: [web, mobile]", "platforms: [web, fax]", 6, "'fax' is not one of: web, mobile")]
    [InlineData(Fix, "variants: [ios]", "variants: [ios, mac]", 7, "the variant 'mac' is missing in its wording, wordings/en/fixes.yaml:1")]
    [InlineData(Fix, "not-after: []", "not-after: [dance]", 8, "there is no fix 'dance'")]
    [InlineData(Steps, "{unlocks-at}", "{unlocksAt}", 2, "a brace is open or holds no placeholder name")]
    [InlineData(Steps, "{fact:lockout}", "{fact:lock-out}", 2, "{fact:lock-out} is filled by no fact")]
    [InlineData(Steps, "say: \"Your", "says: \"Your", 1, "the key 'say' is missing")]
    [InlineData(Steps, "label: \"I need", "lable: \"I need", 7, "unknown key 'lable'; known here: hears, label")]
    [InlineData(Steps, "explain-wait:", "ExplainWait:", 1, "'ExplainWait' is no id")]
    [InlineData(Questions, "not-me: \"It was not me\"", "not-me: \"It was not me\", nobody: \"Nobody\"", 1, "the choice 'nobody' is not one that topics/account-locked.yaml:16 knows")]
    [InlineData(Questions, "  why: \"If it was not you, we will help you to be safe.\"\n", "", 1, "the key 'why' is missing")]
    [InlineData(Facts, "check-by: 2027-05-01 }", "reviewed-by: 2027-05-01 }", 1, "unknown key 'reviewed-by'")]
    [InlineData(Facts, "value: 90", "value: ninety", 1, "'ninety' is not a whole number")]
    [InlineData(Article, "title: Getting back in", "titel: Getting back in", 2, "unknown key 'titel'")]
    [InlineData(Article, "topics: [account-locked]", "topics: [account-lost]", 4, "there is no topic 'account-lost'")]
    [InlineData(Article, "---\ntitle", "title", 1, "between two lines of three hyphens")]
    [InlineData(Article, "## When", "<b>When</b>\n\n## When", 10, "articles hold no HTML")]
    [InlineData(Article, "- Wait", "| a | b |\n|---|---|\n| c | d |\n\n- Wait", 12, "articles hold no tables")]
    [InlineData(Article, "**slowly**", "[here](http://example.com)", 13, "the link 'http://example.com' does not begin with https://")]
    [InlineData(Article, "**slowly**", "at {unlocks-at}", 13, "{unlocks-at} cannot be filled in an article")]
    [InlineData(Article, "{fact:lockout}", "{fact:nothing}", 12, "{fact:nothing} is filled by no fact")]
    [InlineData("acts/affirm.yaml", "\"yep\"", "\"\"", 3, "the text is empty")]
    [InlineData("locales.yaml", "culture: en-US", "culture: english", 1, "'english' is no culture")]
    [InlineData("locales.yaml", "{time} on {day}", "at {time}", 1, "this needs exactly {time} and {day}")]
    public void Each_fault_names_its_file_its_line_and_what_is_wrong(string file, string old, string with, int line, string says)
    {
        var faults = new ContentBuilder().Replace(file, old, with).Faults();

        faults.Should().Contain(fault => fault.StartsWith($"{file}:{line}: ", StringComparison.Ordinal) && fault.Contains(says, StringComparison.Ordinal),
            "the faults are {0}", string.Join("; ", faults));
    }

    [Fact]
    public void What_a_member_may_see_needs_its_wording() =>
        new ContentBuilder().Replace("wordings/en/topics.yaml", "account-locked", "account-blocked").Faults()
            .Should().Equal("topics/account-locked.yaml:1: its wording is missing: the key 'account-locked' in wordings/en/topics.yaml");

    [Fact]
    public void An_answer_without_a_choice_is_named_where_the_question_stands() =>
        new ContentBuilder().Replace(Questions, ", not-me: \"It was not me\"", "").Faults()
            .Should().Equal("topics/account-locked.yaml:16: the choice 'not-me' is missing in its wording, wordings/en/questions.yaml:1");

    [Fact]
    public void Steps_for_a_system_that_the_fix_does_not_name_are_named_in_both_files() =>
        new ContentBuilder().Replace("wordings/en/fixes.yaml", "    ios:", "    mac:").Faults().Should().Equal(
            "fixes/wait-out-lockout.yaml:7: the variant 'ios' is missing in its wording, wordings/en/fixes.yaml:1",
            "wordings/en/fixes.yaml:1: the variant 'mac' is not one that fixes/wait-out-lockout.yaml:7 knows");

    [Theory]
    [InlineData("topics/account_locked.yaml", "means: x", "'account_locked' is no id")]
    [InlineData("topics/other.yml", "means: x", "files in topics end in .yaml")]
    [InlineData("topics/more/other.yaml", "means: x", "nothing reads this file")]
    [InlineData("wordings/fr/triage.yaml", "greet: { say: Bonjour }", "nothing reads this file")]
    [InlineData("acts/shout.yaml", "means: x\npeople-say: { en: [hey] }", "'shout' is no act; acts are affirm, deny,")]
    [InlineData("facts/more.yaml", "lockout: { value: 60, source: a, reviewed: 2026-11-01, check-by: 2027-11-01 }", "the fact 'lockout' stands in facts/more.yaml as well")]
    [InlineData("wordings/en/empty.yaml", "", "the file is empty")]
    [InlineData("wordings/en/torn.yaml", "greet: { say: 'Hello", "this is not YAML")]
    [InlineData("wordings/en/texts.yaml", "greet: Hello", "a map of keys and values is expected here")]
    public void A_file_that_does_not_belong_or_cannot_be_read_is_named(string file, string text, string says) =>
        new ContentBuilder().With(file, text).Faults().Should().ContainSingle().Which.Should().MatchRegex(@"^\S+:1: ").And.Contain(says);

    [Fact]
    public void Without_the_list_of_languages_the_other_faults_are_still_found() =>
        new ContentBuilder().Without("locales.yaml").Replace(Topic, "goal: sign_in", "goal: none").Faults()
            .Should().Contain("locales.yaml:1: the file is missing").And.Contain(fault => fault.StartsWith("topics/account-locked.yaml:3: ", StringComparison.Ordinal));

    [Fact]
    public void A_torn_file_is_named_once_and_not_again_for_all_that_it_no_longer_says() =>
        new ContentBuilder().With(Questions, "who-tried:\n  say: \"Who\n").Faults()
            .Should().ContainSingle().Which.Should().Contain("this is not YAML");

    [Fact]
    public void All_faults_of_all_files_are_named_at_once() =>
        new ContentBuilder().Replace(Topic, "goal: sign_in", "goal: none").Replace(Fix, "minutes: 30", "minutes: soon").Replace(Steps, "{fact:lockout}", "{fact:x}").Faults()
            .Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)])
            .Should().Equal("fixes/wait-out-lockout.yaml:3:", "topics/account-locked.yaml:3:", "wordings/en/fix-error.yaml:2:");
}
