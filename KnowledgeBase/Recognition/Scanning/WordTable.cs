using System.Collections.Frozen;
using System.Globalization;

namespace KnowledgeBase.Recognition.Scanning;

/// <summary>Folded words and what each stands for; looked up without making a string.</summary>
internal sealed class WordTable<T>
{
    private readonly FrozenDictionary<string, T> _words;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public WordTable(IEnumerable<KeyValuePair<string, T>> words)
    {
        _words = words.ToFrozenDictionary(StringComparer.Ordinal);
        _bySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IEnumerable<string> Words => _words.Keys;

    public bool TryGet(ReadOnlySpan<char> word, out T value) => _bySpan.TryGetValue(word, out value!);

    public bool Has(ReadOnlySpan<char> word) => _bySpan.ContainsKey(word);
}

/// <summary>Word tables from the compact form they are kept in.</summary>
internal static class WordTable
{
    /// <summary>From "zero=0 one=1 ...".</summary>
    public static WordTable<int> OfNumbers(string pairs) => new(Pairs(pairs).Select(pair => KeyValuePair.Create(pair.Word, int.Parse(pair.Value, CultureInfo.InvariantCulture))));

    /// <summary>From "chrome=Chrome ie=Internet_Explorer"; an underscore stands for a space.</summary>
    public static WordTable<string> OfNames(string pairs) => new(Pairs(pairs).Select(pair => KeyValuePair.Create(pair.Word, pair.Value.Replace('_', ' '))));

    /// <summary>From "one two three": a mere set.</summary>
    public static WordTable<bool> Of(string words) => new(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().Select(word => KeyValuePair.Create(word, true)));

    private static IEnumerable<(string Word, string Value)> Pairs(string pairs) =>
        from pair in pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        let split = pair.IndexOf('=', StringComparison.Ordinal)
        select (pair[..split], pair[(split + 1)..]);
}
