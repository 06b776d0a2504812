using Engine.Conversations;
using Engine.Journeys;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Journeys;

public class JourneyGraphTests
{
    private static readonly JourneyCatalog Catalog = new();

    public static TheoryData<string> Journeys => [.. Catalog.All.Select(journey => journey.Id)];

    /// <summary>Every step at which a conversation can stand, waiting for the member.</summary>
    public static TheoryData<string, string> Steps
    {
        get
        {
            var steps = new TheoryData<string, string>();
            foreach (var map in Catalog.All.Select(journey => journey.Describe()))
            {
                foreach (var step in map.Steps.Where(step => !map.Silent.Contains(step) && !map.Endings.Contains(step)))
                {
                    steps.Add(map.Journey, step);
                }
            }

            return steps;
        }
    }

    [Theory]
    [MemberData(nameof(Journeys))]
    public void Has_no_dead_end_no_unreached_step_and_no_endless_circle(string journey) => FaultsOf(Catalog.Find(journey)!.Describe()).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Journeys))]
    public void A_step_that_loses_its_ways_out_is_noticed(string journey)
    {
        var map = Catalog.Find(journey)!.Describe();

        foreach (var step in map.Steps.Where(step => !map.Endings.Contains(step)))
        {
            FaultsOf(map with { Moves = [.. map.Moves.Where(move => move.From != step)] }).Should().NotBeEmpty("{0} was cut off", step);
        }
    }

    [Theory]
    [MemberData(nameof(Journeys))]
    public void A_step_that_nothing_leads_to_any_more_is_noticed(string journey)
    {
        var map = Catalog.Find(journey)!.Describe();

        foreach (var step in map.Steps.Where(step => step != Catalog.Find(journey)!.Begin().Step))
        {
            FaultsOf(map with { Moves = [.. map.Moves.Where(move => move.To != step)] }).Should().NotBeEmpty("nothing leads to {0}", step);
        }
    }

    [Fact]
    public void A_circle_whose_budget_is_taken_away_is_noticed()
    {
        var map = Catalog.Find("fix-error")!.Describe();

        FaultsOf(map with { Budgets = new Dictionary<string, string>() }).Should().Contain(fault => fault.Contains("go round"));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_person_is_one_request_away(string journey, string step)
    {
        var assistant = await At.StepAsync(journey, step);
        assistant.Desk.Agents = 1;

        await assistant.HearsAsync("I want to talk to a person");

        assistant.Conversation.Talk.Stack.Should().Contain(frame => frame.Journey == "checklist" || frame.Journey == "live-agent");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Nonsense_leads_to_the_offer_of_a_person_within_four_turns(string journey, string step)
    {
        var assistant = await At.StepAsync(journey, step);
        var said = new List<TranscriptEntry>();

        for (var turn = 0; turn < 4; turn++)
        {
            said.AddRange(await assistant.HearsAsync("zxcv qwpo lkjh"));
        }

        said.Should().Contain(entry => entry.Reply!.Choices.Any(choice => choice.Id == "agent" || choice.Id == "get-person") || entry.Reply.Journey == "checklist" || entry.Reply.Journey == "live-agent");
    }

    private static IEnumerable<string> FaultsOf(JourneyMap map) => JourneyCheck.FaultsOf(map, Catalog.Find(map.Journey)!.Begin().Step, Assistant.Knowledge.Wordings);
}
