using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Engine.Journeys;
using Engine.Replies;
using KnowledgeBase;

namespace Tests.Transcripts;

/// <summary>What the transcripts of one test have reached: steps and ways as the journeys count them, and the wordings that were spoken.</summary>
internal sealed class TranscriptCoverage : IDisposable
{
    /// <summary>Wordings that are spoken as they are, beside those of the journeys. All others (fixes, causes, topics ...) are parts of them.</summary>
    private static readonly string[] Spoken = ["understood", "global", "questions", "emergency"];

    /// <summary>Parts of cards and lists, and what is said when the program itself fails.</summary>
    private static readonly string[] NeverAlone =
    [
        "fix-error.steps-title", "checklist.review-title", "checklist.change-item", "checklist.change-word", "caregiver.steps-title", "caregiver.give-title", "caregiver.take-away-title", "security.steps-title", "global.next-step", "global.step-of", "global.can-answer", "checklist.nothing-to-change", "checklist.unknown-value", "checklist.declined-value",
        "checklist.platform-web", "checklist.platform-mobile", "checklist.summary-title", "checklist.summary-number", "clock-drift.steps-title", "remove-factor.keep-all", "global.none-of-these", "global.your-answer", "global.fault",
    ];

    /// <summary>Other tests move through journeys at the same time; only what happens under this one counts.</summary>
    private static readonly AsyncLocal<TranscriptCoverage?> Current = new();

    private readonly ConcurrentDictionary<string, bool> _wordings = new();
    private readonly ConcurrentDictionary<string, bool> _steps = new();
    private readonly ConcurrentDictionary<string, bool> _ways = new();
    private readonly MeterListener _listener = new();

    internal TranscriptCoverage()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == JourneyMeter.Moves)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Current.Value?.Moved(tags));
        _listener.Start();
        Current.Value = this;
    }

    public void Dispose()
    {
        Current.Value = null;
        _listener.Dispose();
    }

    internal static void Saw(Reply reply)
    {
        if (Current.Value is { } coverage)
        {
            coverage._wordings[reply.Wording] = true;
            coverage._steps[$"{reply.Journey}.{reply.Step}"] = true;
        }
    }

    internal IReadOnlyList<Share> Against(JourneyCatalog journeys, Knowledge knowledge)
    {
        var maps = journeys.All.Select(journey => journey.Describe()).ToList();
        var spoken = Spoken.Concat(journeys.Ids).ToList();

        return
        [
            new Share("steps", [.. maps.SelectMany(map => map.Steps.Select(step => $"{map.Journey}.{step}"))], _steps.Keys),
            new Share("ways", [.. maps.SelectMany(map => map.Moves.Select(move => Way(map.Journey, move.From, move.Signal, move.To)))], _ways.Keys),
            new Share("wordings", [.. knowledge.Wordings.All.Select(wording => wording.Id).Where(id => spoken.Contains(id.Split('.')[0])).Except(NeverAlone)], _wordings.Keys),
        ];
    }

    private void Moved(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (journey, from, signal, to) = ((string)tags[0].Value!, (string)tags[1].Value!, (string)tags[2].Value!, (string)tags[3].Value!);
        _steps[$"{journey}.{from}"] = true;
        _steps[$"{journey}.{to}"] = true;
        _ways[Way(journey, from, signal, to)] = true;
    }

    private static string Way(string journey, string from, string signal, string to) => $"{journey}: {from} --{signal}--> {to}";
}

/// <summary>How much of something was reached.</summary>
internal sealed record Share(string Of, IReadOnlyCollection<string> All, ICollection<string> Reached)
{
    internal IReadOnlyList<string> Missing { get; } = [.. All.Except(Reached).Order(StringComparer.Ordinal)];

    internal double Part => (double)(All.Count - Missing.Count) / All.Count;

    public override string ToString() => $"{Of} {All.Count - Missing.Count}/{All.Count}";
}
