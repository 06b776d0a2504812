using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>Hears anger and despair about the sign-in, so that a person can be offered sooner.</summary>
internal sealed class DistressReading
{
    private const int LongestPhrase = 6;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _phrases;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _starts;

    public DistressReading(RecognitionRules rules)
    {
        var reading = new Reading();
        var phrases = new HashSet<string>();
        foreach (var phrase in rules.Distress)
        {
            reading.Read(phrase);
            phrases.Add(reading.Folded.ToString());
        }
        _phrases = phrases.GetAlternateLookup<ReadOnlySpan<char>>();
        _starts = phrases.Select(phrase => phrase.Split(' ')[0]).ToHashSet().GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool IsHeard(Reading reading)
    {
        for (var at = 0; at < reading.Count; at++)
        {
            if (!_starts.Contains(reading.Text(reading[at]))) { continue; }
            for (var count = 1; count <= LongestPhrase && at + count <= reading.Count; count++)
            {
                if (_phrases.Contains(reading.Text(at, count))) { return true; }
            }
        }

        return false;
    }
}
