using FluentAssertions;
using KnowledgeBase;
using KnowledgeBase.Doors;
using Tests.Given;
using Xunit;

namespace Tests.Doors;

public class DoorCheckTests
{
    private static readonly DoorCheck Doors = new(Assistant.Knowledge.Facts);

    public static TheoryData<string, DoorVerdict, DoorTrick> Addresses
    {
        get
        {
            var addresses = new TheoryData<string, DoorVerdict, DoorTrick>();
            foreach (var parts in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Doors", "addresses.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')))
            {
                addresses.Add(parts[2], Enum.Parse<DoorVerdict>(parts[0]), Enum.Parse<DoorTrick>(parts[1]));
            }

            return addresses;
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Judges_each_address_of_the_corpus_right(string address, DoorVerdict verdict, DoorTrick trick)
    {
        var judgement = Doors.Judge(address);

        judgement.Should().NotBeNull();
        (judgement!.Verdict, judgement.Trick).Should().Be((verdict, trick), "{0} was read as {1}", address, judgement.Host);
    }

    [Fact]
    public void The_corpus_holds_at_least_sixty_addresses_of_every_kind()
    {
        Addresses.Count.Should().BeGreaterThanOrEqualTo(60);
        Addresses.Select(row => row.Data.Item2).Distinct().Should().BeEquivalentTo(Enum.GetValues<DoorVerdict>());
    }

    [Theory]
    [InlineData("I can't sign in")]
    [InlineData("it stopped at 8 a.m. yesterday")]
    [InlineData("app version 18.1.2.3 on iOS")]
    [InlineData("No.Really.")]
    [InlineData("...")]
    [InlineData("\ud800.org \udfff")]
    [InlineData("")]
    public void Finds_no_address_where_there_is_none(string text) => (Doors.Judge(text)?.Verdict ?? DoorVerdict.Elsewhere).Should().Be(DoorVerdict.Elsewhere);

    [Fact]
    public void A_regions_own_page_is_right_for_its_own_members() => Doors.Judge("wa.kaiserpermanente.org", "washington")!.Verdict.Should().Be(DoorVerdict.Right);

    [Fact]
    public void Of_several_addresses_the_most_doubtful_is_told() =>
        Doors.Judge("I know kp.org but the mail says kp-login.com, see example.org")!.Host.Should().Be("kp-login.com");

    [Fact]
    public void A_name_in_strange_letters_is_shown_as_computers_read_it() => Doors.Judge("кр.org")!.Host.Should().StartWith("xn--");

    [Fact]
    public void Another_plan_is_judged_by_its_own_address_and_not_by_this_ones()
    {
        var facts = Knowledge.Load(Path.Combine(AppContext.BaseDirectory, "Content"), new Dictionary<string, string> { ["Name"] = "Bluebird Health", ["PortalAddress"] = "https://my.bluebird.example" }).Facts;
        var doors = new DoorCheck(facts);

        doors.Judge("my.bluebird.example")!.Verdict.Should().Be(DoorVerdict.Right);
        doors.Judge("bluebird-login.com")!.Verdict.Should().Be(DoorVerdict.LookAlike);
        doors.Judge("kp.org")!.Verdict.Should().Be(DoorVerdict.Elsewhere);
    }

    [Fact]
    public void A_long_address_takes_no_long_time()
    {
        var address = $"https://{string.Join('.', Enumerable.Repeat("kaiser-permanente", 12))}.com/{new string('a', 3_000)}";

        Doors.Judge(address)!.Verdict.Should().Be(DoorVerdict.LookAlike);
    }
}
