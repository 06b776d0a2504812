namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>Words that mean danger when they stand near each other, in whatever order: "chest" and "exploding", "knife" and "husband".</summary>
internal sealed class TogetherSet<T>
{
    /// <summary>Words from the first to the last of those that belong together. Wider, and two halves of a sentence would be read as one.</summary>
    private const int Widest = 9;

    private readonly List<(int Parts, T Of)> _rules = [];
    private readonly Dictionary<int, List<(int Rule, int Part)>> _byWord = [];

    /// <summary>Null when the line is well written; else what is wrong with it.</summary>
    public string? Add(string line, IReadOnlyDictionary<string, IReadOnlyList<string>> lists, PhraseWords words, T of)
    {
        var parts = line.Split(" + ");
        for (var part = 0; part < parts.Length; part++)
        {
            foreach (var choice in parts[part].Trim().Split('/'))
            {
                if (choice.StartsWith('{') && !lists.ContainsKey(choice.Trim('{', '}')))
                {
                    return $"'{choice}' is no list of this file";
                }

                if (choice.Contains(' '))
                {
                    return $"'{choice}' must be one word, or words with / between them";
                }

                foreach (var word in choice.StartsWith('{') ? lists[choice.Trim('{', '}')] : [choice])
                {
                    PartsOf(words.Add(word)).Add((_rules.Count, part));
                }
            }
        }

        _rules.Add((parts.Length, of));

        return null;
    }

    /// <summary>Every place where all parts of a rule stand near each other. Words in <paramref name="taken"/> mean something else there.</summary>
    public void Find(ReadOnlySpan<int> tokens, ReadOnlySpan<bool> taken, List<PhraseMatch<T>> found)
    {
        var last = new Dictionary<(int Rule, int Part), int>();
        for (var at = 0; at < tokens.Length; at++)
        {
            if (taken[at] || !_byWord.TryGetValue(tokens[at], out var parts))
            {
                continue;
            }

            foreach (var (rule, part) in parts)
            {
                last[(rule, part)] = at;
                if (FirstOf(rule, at, last) is { } first)
                {
                    found.Add(new PhraseMatch<T>(first, at, _rules[rule].Of));
                }
            }
        }
    }

    /// <summary>Where the row begins that ends here; null while a part is missing or too far away. One word is never two parts.</summary>
    private int? FirstOf(int rule, int at, Dictionary<(int Rule, int Part), int> last)
    {
        var first = at;
        var here = 0;
        for (var part = 0; part < _rules[rule].Parts; part++)
        {
            if (!last.TryGetValue((rule, part), out var place) || place <= at - Widest)
            {
                return null;
            }

            here += place == at ? 1 : 0;
            first = Math.Min(first, place);
        }

        return here == 1 ? first : null;
    }

    private List<(int Rule, int Part)> PartsOf(int word)
    {
        if (!_byWord.TryGetValue(word, out var parts))
        {
            _byWord[word] = parts = [];
        }

        return parts;
    }
}
