using System.Globalization;
using FluentAssertions;
using KnowledgeBase;
using KnowledgeBase.Facts;
using Tests.Given;
using Xunit;

namespace Tests.Facts;

public class ChildAccessTests
{
    private const string Washington = "washington";

    private static readonly ChildAccess Rules = new(Assistant.Knowledge.Facts);
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("2013-11-25", AccessLevel.Full, "2026-11-25")]
    [InlineData("2013-11-24", AccessLevel.Limited, "2031-11-24")]
    [InlineData("2013-11-23", AccessLevel.Limited, "2031-11-23")]
    [InlineData("2008-11-25", AccessLevel.Limited, "2026-11-25")]
    [InlineData("2008-11-24", AccessLevel.None, null)]
    [InlineData("2026-11-24", AccessLevel.Full, "2039-11-24")]
    public void In_Washington_it_changes_on_the_birthday_itself(string born, AccessLevel now, string? next)
    {
        var view = Rules.Of(Birth.On(Day(born)), Washington, Today);

        view.Now.Should().Be(now);
        view.NextDay.Should().Be(next is null ? null : Day(next));
    }

    [Fact]
    public void Today_is_told_from_any_other_day_of_the_year()
    {
        Rules.Of(Birth.On(Day("2013-11-24")), Washington, Today).IsNew.Should().BeTrue();
        Rules.Of(Birth.On(Day("2013-11-23")), Washington, Today).IsNew.Should().BeFalse();
    }

    [Theory]
    [InlineData("2029-02-28", AccessLevel.Full)]
    [InlineData("2029-03-01", AccessLevel.Limited)]
    public void A_leap_day_counts_from_the_first_of_March_in_a_year_without_one(string today, AccessLevel now) =>
        Rules.Of(Birth.On(Day("2016-02-29")), Washington, Day(today)).Now.Should().Be(now);

    [Fact]
    public void A_leap_day_stays_itself_in_a_leap_year() => Birth.On(Day("2016-02-29")).Birthday(12).Should().Be(Day("2028-02-29"));

    [Theory]
    [InlineData("2025-02-28", 8)]
    [InlineData("2025-03-01", 9)]
    [InlineData("2028-02-28", 11)]
    [InlineData("2028-02-29", 12)]
    public void The_age_of_a_leap_day_child_follows_the_same_rule(string today, int age) => Birth.On(Day("2016-02-29")).AgeOn(Day(today)).Should().Be(age);

    [Theory]
    [InlineData("colorado")]
    [InlineData("atlantis")]
    [InlineData(null)]
    public void Where_no_rule_is_known_none_is_made_up_and_only_coming_of_age_is_sure(string? region)
    {
        var view = Rules.Of(Birth.On(Day("2012-01-01")), region, Today);

        view.Should().Be(new AccessView(AccessLevel.NotKnown, AccessLevel.None, 18, Day("2030-01-01")));
    }

    [Fact]
    public void With_an_age_alone_no_day_is_made_up()
    {
        var view = Rules.Of(Birth.YearsAgo(12), Washington, Today);

        view.Should().Be(new AccessView(AccessLevel.Full, AccessLevel.Limited, 13, null));
    }

    [Fact]
    public void Rules_of_this_plan_are_not_told_to_the_members_of_another()
    {
        var facts = Knowledge.Load(Path.Combine(AppContext.BaseDirectory, "Content"), new Dictionary<string, string> { ["Name"] = "Other Health" }).Facts;

        new ChildAccess(facts).Of(Birth.YearsAgo(12), Washington, Today).Now.Should().Be(AccessLevel.NotKnown);
    }

    [Theory]
    [InlineData("2013-11-24")]
    [InlineData("0")]
    [InlineData("17")]
    public void A_birth_is_stored_and_read_again(string written) => Birth.Parse(written).ToString().Should().Be(written);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
