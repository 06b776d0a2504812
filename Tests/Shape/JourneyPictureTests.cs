using Engine.Journeys;
using Xunit;

namespace Tests.Shape;

public class JourneyPictureTests
{
    private static readonly JourneyCatalog Catalog = new();

    public static TheoryData<string> Journeys => [.. Catalog.All.Select(journey => journey.Id)];

    [Theory]
    [MemberData(nameof(Journeys))]
    public void The_drawn_map_is_the_one_that_was_reviewed(string journey) =>
        Approved.Matches(RepositoryFolder.Of("docs", "journeys", $"{journey}.mmd"), Catalog.Find(journey)!.Describe().Mermaid);
}
