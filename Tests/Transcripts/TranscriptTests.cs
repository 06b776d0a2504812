using FluentAssertions;
using Xunit;

namespace Tests.Transcripts;

public class TranscriptTests
{
    public static TheoryData<string> Files => [.. TranscriptFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Goes_as_written(string file)
    {
        var transcript = TranscriptFile.Read(file);

        var differences = await TranscriptRun.OfAsync(transcript);

        differences.Should().BeEmpty("{0} is \"{1}\"", file, transcript.Title);
    }
}
