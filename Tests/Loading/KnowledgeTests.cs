using FluentAssertions;
using KnowledgeBase;
using KnowledgeBase.Wordings;
using Tests.Given;
using Xunit;

namespace Tests.Loading;

public sealed class KnowledgeTests
{
    [Fact]
    public void Reads_a_topic_as_its_file_tells_it()
    {
        var topic = new ContentBuilder().Load().Topics.Find("account-locked")!;

        topic.LeadsTo.Should().Be("fix-error");
        topic.PeopleSay["en"].Should().Equal("i'm locked out", "it says my account is locked");
        topic.SeenOnScreen["en"].Should().SatisfyRespectively(
            plain => plain.Cause.Should().BeNull(),
            telling => telling.Cause.Should().Be("too-many-tries"));
        topic.Causes.Select(cause => cause.Share).Should().Equal(70, 30);
        topic.Questions.Single().Answers.Select(answer => answer.Answer).Should().Equal("me", "not-me");
        topic.Fixes.Should().Equal("wait-out-lockout");
    }

    [Fact]
    public void Finds_nothing_for_ids_that_no_file_has()
    {
        var knowledge = new ContentBuilder().Load();

        knowledge.Topics.Find("gone-since").Should().BeNull();
        knowledge.Fixes.Find("gone-since").Should().BeNull();
        knowledge.Acts.Find("gone-since").Should().BeNull();
        knowledge.Wordings.Has("fix-error.gone-since").Should().BeFalse();
    }

    [Fact]
    public void Same_content_has_the_same_version_and_another_content_another()
    {
        var version = new ContentBuilder().Load().Version;

        new ContentBuilder().Load().Version.Should().Be(version).And.StartWith("2026-11-23.");
        new ContentBuilder().Replace("topics/account-locked.yaml", "i'm locked out", "locked out").Load().Version.Should().NotBe(version);
    }

    [Fact]
    public void Settings_override_what_the_plan_is_called()
    {
        var knowledge = new ContentBuilder().Load(plan: new() { ["Name"] = "Evergreen Health", ["portal-address"] = "portal.evergreen.example" });

        knowledge.Wordings.Say("triage.greet", "en", Values.None).Should().Be("Welcome to Evergreen Health. Sign in at portal.evergreen.example.");
        knowledge.Facts.Plan("name")!.Value.Should().Be("Evergreen Health");
    }

    [Fact]
    public void A_fact_is_said_as_it_is_and_can_be_calculated_with()
    {
        var facts = new ContentBuilder().With("facts/more.yaml", """
            crisis-line: { value: { en: "988", es: "988, oprima 2" }, source: a, reviewed: 2026-11-01, check-by: 2027-11-01 }
            """).Load().Facts;

        facts.Find("lockout")!.Shown["es"].Should().Be("90");
        facts.Find("lockout")!.Duration.Should().Be(TimeSpan.FromMinutes(90));
        facts.Find("tries")!.Region.Should().Be("Washington");
        facts.Find("crisis-line")!.Shown["es"].Should().Be("988, oprima 2");
    }

    [Fact]
    public void A_plan_setting_that_overrides_nothing_stops_the_start() =>
        new ContentBuilder().Faults(plan: new() { ["PortlAddress"] = "x" })
            .Should().ContainSingle().Which.Should().Contain("Plan:PortlAddress").And.Contain("portl-address");

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        FluentActions.Invoking(() => Knowledge.Load("/no/such/folder")).Should().Throw<DirectoryNotFoundException>().WithMessage("*no/such/folder*");
}
