using FluentAssertions;
using KnowledgeBase.Loading;
using Xunit;

namespace Tests.Loading;

public sealed class ContentNodeTests
{
    private readonly FaultList _faults = new();

    [Fact]
    public void Reads_texts_lists_numbers_dates_and_maps()
    {
        var node = Read("""
            says: no
            minutes: 30
            waits: true
            reviewed: 2026-11-23
            fixes: [reset-password, "wait-out"]
            people-say:
              en:
                - on my phone
            """);

        node.Required("says").Text().Should().Be("no");
        node.Required("minutes").Number(0, 60).Should().Be(30);
        node.Required("waits").YesNo().Should().BeTrue();
        node.Required("reviewed").Date().Should().Be(new DateOnly(2026, 11, 23));
        node.Required("fixes").Ids().Should().Equal("reset-password", "wait-out");
        node.Required("people-say").Map().Should().ContainSingle(entry => entry.Key == "en").Which.Value.Texts().Should().Equal("on my phone");
        Faults(node).Should().BeEmpty();
    }

    [Theory]
    [InlineData("a: ", "a.yaml:1: the text is empty")]
    [InlineData("a: '  '", "a.yaml:1: the text is empty")]
    [InlineData("\na: [x]", "a.yaml:2: a text is expected here")]
    [InlineData("b: x", "a.yaml:1: the key 'a' is missing")]
    [InlineData("a: x\nb: y", "a.yaml:2: unknown key 'b'; known here: a")]
    [InlineData("a: x\nc: y\na: z", "a.yaml:3: the key 'a' stands here a second time; the first is in line 1")]
    [InlineData("- a", "a.yaml:1: a map of keys and values is expected here")]
    [InlineData("a: &x y", "a.yaml:1: this is not YAML: anchors, aliases and tags are not used in content")]
    [InlineData("a: !!str y", "a.yaml:1: this is not YAML: anchors, aliases and tags are not used in content")]
    [InlineData("b: x\na: *x", "a.yaml:2: this is not YAML: anchors, aliases and tags are not used in content")]
    [InlineData("a: x\n---\na: y", "a.yaml:2: a second document begins here; one file holds one")]
    [InlineData("", "a.yaml:1: the file is empty")]
    public void Names_what_is_wrong_and_where(string yaml, string fault)
    {
        var node = Read(yaml);

        node.Required("a").Text();

        Faults(node).Should().Contain(fault);
    }

    [Fact]
    public void Tells_of_a_broken_file_once_and_reads_on_without_throwing()
    {
        var node = Read("a: 'x\nb: y");

        node.Required("a").Text().Should().BeEmpty();
        node.Required("b").List().Should().BeEmpty();
        node.Required("c").Required("d").YesNo().Should().BeFalse();

        Faults(node).Should().ContainSingle().Which.Should().StartWith("a.yaml:").And.Contain("this is not YAML");
    }

    [Fact]
    public void Names_every_fault_of_a_file_in_the_order_of_its_lines()
    {
        var node = Read("id: Not_Kebab\nminutes: soon\nwaits: yes\nday: 2026-02-30\nkind: blue");

        node.Required("kind").OneOf("red", "green");
        node.Required("day").Date();
        node.Required("waits").YesNo();
        node.Required("minutes").Number(1, 90);
        node.Required("id").Id();

        Faults(node).Should().Equal(
            "a.yaml:1: 'Not_Kebab' is no id: use small letters, digits and single hyphens (kebab-case)",
            "a.yaml:2: 'soon' is not a whole number from 1 to 90",
            "a.yaml:3: 'yes' is neither true nor false",
            "a.yaml:4: '2026-02-30' is not a date such as 2026-11-23",
            "a.yaml:5: 'blue' is not one of: red, green");
    }

    [Fact]
    public void Does_not_follow_values_nested_without_end() =>
        Faults(Read(new string('[', 5000))).Should().ContainSingle().Which.Should().Contain("nested too deeply");

    private ContentNode Read(string yaml) => YamlFile.Read(yaml, "a.yaml", _faults);

    private IReadOnlyList<string> Faults(ContentNode root)
    {
        root.FaultUnreadKeys();

        return [.. _faults.InOrder().Select(fault => fault.ToString())];
    }
}
