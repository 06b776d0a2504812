using System.Collections.Concurrent;
using Engine.Replies;

namespace Tests.Transcripts;

/// <summary>What the transcripts have reached so far.</summary>
internal static class TranscriptCoverage
{
    private static readonly ConcurrentDictionary<string, int> Wordings = new();
    private static readonly ConcurrentDictionary<string, int> Steps = new();

    internal static IReadOnlyCollection<string> SpokenWordings => [.. Wordings.Keys];
    internal static IReadOnlyCollection<string> ReachedSteps => [.. Steps.Keys];

    internal static void Saw(Reply reply)
    {
        Wordings.AddOrUpdate(reply.Wording, 1, (_, count) => count + 1);
        Steps.AddOrUpdate($"{reply.Journey}.{reply.Step}", 1, (_, count) => count + 1);
    }
}
