using KnowledgeBase.Recognition.Scanning;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>How common a word is: a word that nobody says is more likely to be a password, a name or a slip of the keys.</summary>
internal sealed class EverydayWords
{
    /// <summary>Times that a word must be said before it counts as everyday.</summary>
    public const int Everyday = 6;

    /// <summary>Times that a word must be said before it counts as known.</summary>
    public const int Rare = 2;

    /// <summary>Of the words of a language so many, the most common first, are everyday ones.</summary>
    private const int MostEveryday = 4_000;

    private readonly WordTable<int> _counts;
    private readonly WordTable<int> _groups;
    private readonly Spelling _spelling;

    /// <param name="texts">What people say to us.</param>
    /// <param name="commonWords">Of all languages.</param>
    public EverydayWords(IEnumerable<string> texts, IReadOnlyList<CommonWord> commonWords)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var common in commonWords)
        {
            var word = ScannedText.Of(common.Word).Word(0).ToString();
            counts[word] = Math.Max(counts.GetValueOrDefault(word), common.Rank < MostEveryday ? Everyday : Rare);
            if (common.Group > 0) { groups[word] = common.Group; }
        }
        _groups = new WordTable<int>(groups);
        foreach (var phrase in texts.Select(ScannedText.Of))
        {
            for (var i = 0; i < phrase.Count; i++)
            {
                if (!phrase.IsWord(i)) { continue; }
                var word = phrase.Word(i).ToString();
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        var known = counts.Where(word => word.Value >= Rare).ToList();
        _counts = new WordTable<int>(known);
        var everyday = known.Where(word => word.Value >= Everyday).ToList();
        _spelling = new Spelling([.. everyday.Select(word => word.Key)], [.. everyday.Select(word => word.Value)]);
    }

    /// <summary>0 for a word that was said once or never, unless it is an everyday word with a slip of the keys.</summary>
    public int CountOf(ReadOnlySpan<char> word) => _counts.TryGet(word, out var count) ? count : _spelling.Find(word) >= 0 ? Everyday : 0;

    /// <summary>Which words it is like: days of the week, animals, sweets; 0 when nobody knows.</summary>
    public int GroupOf(ReadOnlySpan<char> word) => _groups.TryGet(word, out var group) ? group : 0;

    /// <summary>"rabbitrabbit", "churchkey": two common words run together, as they are in passwords and hardly anywhere else.</summary>
    public bool IsCompound(ReadOnlySpan<char> word)
    {
        const int shortestPart = 3;
        const int longest = 24;
        if (word.Length > longest) { return false; }
        for (var cut = shortestPart; cut <= word.Length - shortestPart; cut++)
        {
            if (_counts.Has(word[..cut]) && (_counts.Has(word[cut..]) || IsCompound(word[cut..]))) { return true; }
        }

        return false;
    }
}
