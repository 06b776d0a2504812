using Engine.Journeys;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Transcripts;

public class TranscriptCoverageTests(ITestOutputHelper output)
{
    /// <summary>A little below what was measured, so that one new step or wording may wait for its transcript, but not many.</summary>
    private static readonly Dictionary<string, double> Floors = new() { ["steps"] = 0.98, ["ways"] = 0.93, ["wordings"] = 0.95 };

    [Fact]
    public async Task The_transcripts_reach_nearly_all_there_is()
    {
        using var coverage = new TranscriptCoverage();

        foreach (var name in TranscriptFile.Names)
        {
            await TranscriptRun.OfAsync(TranscriptFile.Read(name));
        }

        var shares = coverage.Against(new JourneyCatalog(), Assistant.Knowledge);
        var line = $"{TranscriptFile.Names.Count()} transcripts: {string.Join(", ", shares)}";
        output.WriteLine(line);
        output.WriteLine(string.Join('\n', shares.SelectMany(share => share.Missing.Select(missing => $"not reached: {missing}"))));
        Console.WriteLine(line);

        foreach (var share in shares)
        {
            share.Part.Should().BeGreaterThanOrEqualTo(Floors[share.Of], "of the {0} these were not reached:\n{1}", share.Of, string.Join('\n', share.Missing));
        }
    }
}
