namespace KnowledgeBase.Recognition.Words;

/// <summary>
/// Finds the known word that was meant by a misspelled one: every known word is filed under itself with up to two letters left
/// out, so a look-up is a few dozen hash probes whatever the number of words (the "symmetric delete" method).
/// </summary>
internal sealed class Spelling
{
    /// <summary>Shorter words are too easily another real word.</summary>
    private const int ShortestMended = 4;

    /// <summary>From this length on two slips are forgiven.</summary>
    private const int LongEnoughForTwo = 8;

    private const int LongestMended = 20;

    private readonly Dictionary<int, List<int>> _filed = [];
    private readonly string[] _words;
    private readonly int[] _counts;

    public Spelling(IReadOnlyList<string> words, IReadOnlyList<int> counts)
    {
        _words = [.. words];
        _counts = [.. counts];
        for (var id = 0; id < _words.Length; id++)
        {
            if (_words[id].Length is >= ShortestMended and <= LongestMended && _words[id][0] != '#') { File(id); }
        }
    }

    /// <summary>The id of the word that was most likely meant, or -1.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        if (word.Length is < ShortestMended or > LongestMended) { return -1; }
        var best = -1;
        var bestScore = int.MinValue;
        Consider(word, word, ref best, ref bestScore);
        Span<char> shorter = stackalloc char[LongestMended];
        Span<char> shortest = stackalloc char[LongestMended];
        for (var i = 0; i < word.Length; i++)
        {
            var once = Without(word, i, shorter);
            Consider(word, once, ref best, ref bestScore);
            if (word.Length < LongEnoughForTwo) { continue; }
            for (var j = i; j < once.Length; j++) { Consider(word, Without(once, j, shortest), ref best, ref bestScore); }
        }

        return best;
    }

    private void File(int id)
    {
        ReadOnlySpan<char> word = _words[id];
        Add(word, id);
        Span<char> shorter = stackalloc char[LongestMended];
        Span<char> shortest = stackalloc char[LongestMended];
        for (var i = 0; i < word.Length; i++)
        {
            var once = Without(word, i, shorter);
            Add(once, id);
            if (word.Length < LongEnoughForTwo) { continue; }
            for (var j = i; j < once.Length; j++) { Add(Without(once, j, shortest), id); }
        }
    }

    private void Add(ReadOnlySpan<char> letters, int id)
    {
        var key = string.GetHashCode(letters, StringComparison.Ordinal);
        if (!_filed.TryGetValue(key, out var ids)) { _filed[key] = ids = []; }
        if (ids.Count == 0 || ids[^1] != id) { ids.Add(id); }
    }

    private void Consider(ReadOnlySpan<char> word, ReadOnlySpan<char> letters, ref int best, ref int bestScore)
    {
        if (!_filed.TryGetValue(string.GetHashCode(letters, StringComparison.Ordinal), out var ids)) { return; }
        foreach (var id in ids)
        {
            if (id == best) { continue; }
            var slips = Slips(word, _words[id]);
            if (slips > (word.Length >= LongEnoughForTwo ? 2 : 1)) { continue; }
            // People rarely get the first letter wrong; among equals the commoner word was meant.
            if (word[0] != _words[id][0] && (word.Length < 6 || slips > 1)) { continue; }
            var score = (slips * -100_000) + Math.Min(_counts[id], 90_000);
            if (score > bestScore) { (best, bestScore) = (id, score); }
        }
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> word, int at, Span<char> into)
    {
        word[..at].CopyTo(into);
        word[(at + 1)..].CopyTo(into[at..]);

        return into[..(word.Length - 1)];
    }

    // Letters added, left out, changed, or swapped with their neighbour.
    private static int Slips(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > 2) { return 3; }
        Span<int> before = stackalloc int[LongestMended + 1];
        Span<int> last = stackalloc int[LongestMended + 1];
        Span<int> row = stackalloc int[LongestMended + 1];
        for (var j = 0; j <= b.Length; j++) { last[j] = j; }
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) { row[j] = Math.Min(row[j], before[j - 2] + 1); }
            }
            last.CopyTo(before);
            row.CopyTo(last);
        }

        return last[b.Length];
    }
}
