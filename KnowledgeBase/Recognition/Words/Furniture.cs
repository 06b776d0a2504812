namespace KnowledgeBase.Recognition.Words;

/// <summary>
/// Sets the furniture of a pasted page aside: lines that hold nothing but links, headings, ids and times. A single line is never
/// furniture, since a member may well type "forgot password" and nothing else.
/// </summary>
internal sealed class Furniture
{
    private const int LongestPhrase = 5;

    /// <summary>Fewer words than these would leave nothing to understand.</summary>
    private const int EnoughLeft = 2;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _phrases;

    public Furniture(RecognitionRules rules)
    {
        var reading = new Reading();
        var phrases = new HashSet<string>();
        foreach (var phrase in rules.Furniture)
        {
            reading.Read(phrase);
            phrases.Add(reading.Folded.ToString());
        }
        _phrases = phrases.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public void SetAside(Reading reading)
    {
        var left = 0;
        for (var first = 0; first < reading.Count;)
        {
            var end = EndOfLine(reading, first);
            if (first == 0 && end == reading.Count) { return; }
            if (IsFurniture(reading, first, end)) { Mark(reading, first, end, true); }
            else { left += end - first; }
            first = end;
        }
        if (left < EnoughLeft) { Mark(reading, 0, reading.Count, false); }
    }

    private static int EndOfLine(Reading reading, int at)
    {
        while (at < reading.Count - 1 && reading[at].StopAfter != Stop.Line) { at++; }

        return at + 1;
    }

    /// <summary>Whether the words from <paramref name="first"/> up to <paramref name="end"/> are links, headings, ids and times, and nothing else.</summary>
    public bool IsFurniture(Reading reading, int first, int end)
    {
        for (var at = first; at < end;)
        {
            var taken = reading[at].Kind is WordKind.Number or WordKind.Code or WordKind.Address ? 1 : LengthOfPhrase(reading, at, end);
            if (taken == 0) { return false; }
            at += taken;
        }

        return true;
    }

    private int LengthOfPhrase(Reading reading, int at, int end)
    {
        for (var count = Math.Min(LongestPhrase, end - at); count > 0; count--)
        {
            if (_phrases.Contains(reading.Text(at, count))) { return count; }
        }

        return 0;
    }

    private static void Mark(Reading reading, int first, int end, bool isFurniture)
    {
        for (var at = first; at < end; at++) { reading[at].IsFurniture = isFurniture; }
    }
}
