namespace Bot.Commands.Corpus;

/// <summary>What a change of content moved in a corpus, as lines to read: what kinds of move, then each message.</summary>
internal static class CorpusMoves
{
    private const int LongestText = 100;

    /// <summary>The report, and how many messages moved. Messages that only one side has are told, and are no moves.</summary>
    public static (IReadOnlyList<string> Lines, int Moved) Between(IReadOnlyList<CorpusReading> before, IReadOnlyList<CorpusReading> now)
    {
        var earlier = before.ToDictionary(reading => reading.Id);
        var later = now.Select(reading => reading.Id).ToHashSet();
        var moved = now.Where(reading => earlier.ContainsKey(reading.Id)).Select(reading => (Before: earlier[reading.Id], Now: reading, Moves: earlier[reading.Id].Moves(reading)))
            .Where(move => move.Moves.Count > 0).ToList();
        var lines = new List<string> { $"{moved.Count} of {now.Count} messages moved" };
        lines.AddRange(moved.SelectMany(move => move.Moves).GroupBy(move => move).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"  {group.Count(),4}  {group.Key}"));
        lines.AddRange(moved.Select(move => $"{Judged(move.Before, move.Now)} {move.Now.Id}: {string.Join(", ", move.Moves)} | {Short(move.Now.Scrubbed)}"));
        AddCount(lines, now.Count(reading => !earlier.ContainsKey(reading.Id)), "new in the corpus");
        AddCount(lines, before.Count(reading => !later.Contains(reading.Id)), "no longer in the corpus");

        return (lines, moved.Count);
    }

    /// <summary>How a corpus is understood, without anything to compare with: how often each label is answered, and where wanted labels are known, how often rightly.</summary>
    public static IReadOnlyList<string> Summary(IReadOnlyList<CorpusReading> readings)
    {
        var lines = readings.GroupBy(reading => $"{reading.Decision} {reading.Label}").OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"  {group.Count(),4}  {group.Key}").Prepend($"{readings.Count} messages").ToList();
        var wanted = readings.Where(reading => reading.Wanted is not null).ToList();
        if (wanted.Count > 0) { lines.Add($"{wanted.Count(reading => reading.Label == reading.Wanted)} of {wanted.Count} labels are as wanted"); }

        return lines;
    }

    // Where the corpus says what is wanted, an editor sees at once which moves to look at.
    private static string Judged(CorpusReading before, CorpusReading now) =>
        now.Wanted is null || before.Label == now.Label ? "moved " : now.Label == now.Wanted ? "better" : before.Label == now.Wanted ? "worse " : "moved ";

    private static void AddCount(List<string> lines, int count, string what)
    {
        if (count > 0) { lines.Add($"{count} {what}"); }
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        return line.Length <= LongestText ? line : $"{line[..(char.IsHighSurrogate(line[LongestText - 1]) ? LongestText - 1 : LongestText)]}...";
    }
}
