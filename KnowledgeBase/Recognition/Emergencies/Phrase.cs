namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>A row of words with alternatives, words that may be missing, and gaps, as the top of <c>emergencies.yaml</c> explains.</summary>
internal sealed class Phrase
{
    private const int WidestGap = 3;
    private readonly Slot[] _slots;

    private Phrase(Slot[] slots) => _slots = slots;

    /// <summary>The words that a match can begin with.</summary>
    public IEnumerable<int> Beginnings
    {
        get
        {
            foreach (var slot in _slots)
            {
                foreach (var word in slot.Words)
                {
                    yield return word;
                }

                if (!slot.MayBeMissing)
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Null when the line is not written as it should be; then the text says why.</summary>
    public static Phrase? Read(string line, IReadOnlyDictionary<string, IReadOnlyList<string>> lists, PhraseWords words, out string fault)
    {
        var slots = new List<Slot>();
        var gap = 0;
        fault = "";
        foreach (var part in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                gap = WidestGap;
                continue;
            }

            var missing = part.StartsWith('(') && part.EndsWith(')');
            var said = new HashSet<int>();
            foreach (var choice in part.Trim('(', ')').Split('/'))
            {
                if (!choice.StartsWith('{'))
                {
                    said.Add(words.Add(choice));
                }
                else if (lists.TryGetValue(choice.Trim('{', '}'), out var list))
                {
                    said.UnionWith(list.Select(words.Add));
                }
                else
                {
                    fault = $"'{choice}' is no list of this file";
                    return null;
                }
            }

            slots.Add(new Slot([.. said], missing, gap));
            gap = 0;
        }

        if (slots.Count == 0 || slots.TrueForAll(slot => slot.MayBeMissing))
        {
            fault = "a phrase needs a word that must be there";
            return null;
        }

        return new Phrase([.. slots]);
    }

    /// <summary>The last token of the match that begins at <paramref name="first"/>, or -1.</summary>
    public int Match(ReadOnlySpan<int> tokens, int first) => Match(tokens, first, slot: 0, last: first - 1);

    private int Match(ReadOnlySpan<int> tokens, int at, int slot, int last)
    {
        if (slot == _slots.Length)
        {
            return last;
        }

        // The depth is bounded by the phrase's own length and each gap by three words, so the work per token is, too.
        var wanted = _slots[slot];
        var widest = Math.Min(tokens.Length - 1, at + (last < 0 || slot == 0 ? 0 : wanted.Gap));
        for (var i = at; i <= widest; i++)
        {
            if (wanted.Has(tokens[i]))
            {
                var end = Match(tokens, i + 1, slot + 1, i);
                if (end >= 0)
                {
                    return end;
                }
            }
        }

        return wanted.MayBeMissing ? Match(tokens, at, slot + 1, last) : -1;
    }

    private readonly struct Slot
    {
        private readonly int _only;
        private readonly HashSet<int>? _any;

        public Slot(int[] words, bool mayBeMissing, int gap)
        {
            Words = words;
            MayBeMissing = mayBeMissing;
            Gap = gap;
            _only = words[0];
            _any = words.Length > 1 ? [.. words] : null;
        }

        public int[] Words { get; }

        public bool MayBeMissing { get; }

        public int Gap { get; }

        public bool Has(int word) => _any is null ? word == _only : _any.Contains(word);
    }
}
