namespace KnowledgeBase.Recognition.Matching;

/// <summary>
/// The order in which examples are learnt, drawn for each example from the hash of its own text, which is its first lot: whatever else is added, it keeps its place among the others, so that a new line of content changes what is near it
/// and little else.
/// </summary>
internal static class Lot
{
    /// <summary>A further lot of the same example, another for each number: of a round, of a word.</summary>
    public static ulong Drawn(ulong lot, int number)
    {
        // SplitMix64: near numbers become far ones.
        var drawn = lot + ((ulong)(number + 1) * 0x9E3779B97F4A7C15);
        drawn = (drawn ^ (drawn >> 30)) * 0xBF58476D1CE4E5B9;
        drawn = (drawn ^ (drawn >> 27)) * 0x94D049BB133111EB;

        return drawn ^ (drawn >> 31);
    }

    /// <summary>The places of all examples in the order of their lots.</summary>
    public static int[] Order(ulong[] lots)
    {
        var order = Enumerable.Range(0, lots.Length).ToArray();
        Array.Sort([.. lots.Select(lot => Drawn(lot, 0))], order);

        return order;
    }
}
