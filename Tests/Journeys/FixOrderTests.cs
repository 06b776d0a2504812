using Engine.Journeys;
using FluentAssertions;
using KnowledgeBase.Topics;
using Tests.Given;
using Xunit;

namespace Tests.Journeys;

/// <summary>What agents confirmed moves fixes up, and never past what keeps the member safe: shown for every problem there is.</summary>
public sealed class FixOrderTests
{
    private static FixLibrary Fixes => Assistant.Knowledge.Fixes;

    public static TheoryData<string> Topics => [.. Assistant.Knowledge.Topics.All.Select(topic => topic.Id)];

    [Fact]
    public void A_fix_for_what_agents_often_found_is_offered_earlier()
    {
        var (topic, confirmed) = (Topic("network"), new Dictionary<(string, string), int> { [("network", "vpn-in-the-way")] = 12, [("network", "address-mistyped")] = 1 });

        Order(topic, confirmed).Should().Equal("check-own-connection", "turn-off-vpn", "switch-network", "check-typed-address", "sign-in-to-wifi");
    }

    [Fact]
    public void A_few_cases_say_nothing_and_nor_does_a_small_lead()
    {
        var topic = Topic("network");
        var few = new Dictionary<(string, string), int> { [("network", "vpn-in-the-way")] = FixOrder.FewestConfirmed - 1 };
        var even = new Dictionary<(string, string), int> { [("network", "no-connection")] = 50, [("network", "address-mistyped")] = 48, [("network", "wifi-wants-a-sign-in")] = 52, [("network", "vpn-in-the-way")] = 49, [("network", "network-blocks")] = 50 };

        Order(topic, few).Should().Equal(topic.Fixes);
        Order(topic, even).Should().Equal(topic.Fixes);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Whatever_is_confirmed_what_must_stay_stays(string id)
    {
        var topic = Topic(id);
        foreach (var cause in topic.Causes)
        {
            var confirmed = new Dictionary<(string, string), int> { [(id, cause.Id)] = 1_000, [("another-topic", cause.Id)] = 5_000 };
            var order = Order(topic, confirmed);

            order.Should().BeEquivalentTo(topic.Fixes, "no fix is left out, or offered twice");
            foreach (var (fix, place) in order.Select((fix, place) => (Fixes.Find(fix)!, place)))
            {
                var before = topic.Fixes.ToList().IndexOf(fix.Id);
                (before - place).Should().BeLessThanOrEqualTo(FixOrder.MostPlaces, "{0} passes no more", fix.Id);
                if (FixOrder.IsPinned(fix))
                {
                    place.Should().Be(before, "{0} stays where the writer put it", fix.Id);
                }

                topic.Fixes.Take(before).Where(earlier => Fixes.Find(earlier)!.NotAfter.Contains(fix.Id)).Should().BeSubsetOf(order.Take(place), "they make no sense after {0}", fix.Id);
            }
        }
    }

    [Fact]
    public void Where_the_order_itself_keeps_the_member_safe_nothing_moves()
    {
        var topic = Topic("account-compromised");

        foreach (var cause in topic.Causes)
        {
            Order(topic, new Dictionary<(string, string), int> { [(topic.Id, cause.Id)] = 1_000 }).Should().Equal(topic.Fixes);
        }
    }

    [Fact]
    public void Tries_that_may_lock_and_waits_are_among_what_stays() =>
        Fixes.All.Where(fix => fix.SpendsATry || fix.IsAWait).Should().HaveCountGreaterThan(10).And.OnlyContain(fix => FixOrder.IsPinned(fix));

    private static Topic Topic(string id) => Assistant.Knowledge.Topics.Find(id)!;

    private static IReadOnlyList<string> Order(Topic topic, Dictionary<(string, string), int> confirmed) => [.. FixOrder.Of(topic, Fixes, confirmed).Select(fix => fix.Id)];
}
