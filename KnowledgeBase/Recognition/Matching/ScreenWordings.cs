using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>A wording that was found in a text, and how much of it.</summary>
internal readonly record struct Sighting(int Wording, float Share, float Evidence);

/// <summary>
/// The messages that systems show, found again when a member pastes or retypes one: cut short, misspelled, with values filled in
/// and noise around it. Wordings that share enough rare words with the text are aligned with it word by word, in order.
/// </summary>
internal sealed class ScreenWordings
{
    /// <summary>Stands where a wording has a {value}.</summary>
    private const int Value = -2;

    /// <summary>Only the wordings that share most are aligned.</summary>
    private const int MostAligned = 12;

    /// <summary>A longer text is aligned in its first part only; nobody pastes the error after five hundred words.</summary>
    private const int LongestText = 500;

    private const int LongestWording = 40;

    /// <summary>Share of a wording's weight that must be in the text at all before it is aligned.</summary>
    private const float WorthAligning = 0.45f;

    /// <summary>Each stray word between two words of the wording takes this much off.</summary>
    private const float StrayCost = 0.25f;

    private readonly List<SeenWording> _wordings = [];
    private readonly List<int[]> _terms = [];
    private readonly List<float> _totals = [];
    private readonly Dictionary<int, List<int>> _wordingsWith = [];
    private readonly Dictionary<int, float> _rarity = [];

    public ScreenWordings(Lexicon lexicon, IReadOnlyList<SeenWording> wordings)
    {
        var reading = new Reading();
        var terms = new Terms();
        foreach (var wording in wordings) { Add(lexicon, wording, reading, terms); }
        foreach (var (term, holders) in _wordingsWith) { _rarity[term] = MathF.Log((_wordings.Count + 1f) / holders.Count) + 0.3f; }
        _totals.AddRange(_terms.Select(wanted => wanted.Sum(RarityOf)));
    }

    public IReadOnlyList<SeenWording> All => _wordings;

    /// <summary>Fills in the best sightings, best first, and gives how many there are.</summary>
    public int Find(Terms text, Scratch scratch, Span<Sighting> found)
    {
        Shortlist(text, scratch);
        var count = 0;
        for (var i = 0; i < Math.Min(scratch.Candidates.Count, MostAligned); i++)
        {
            Insert(found, ref count, Align(scratch.Candidates[i], text, scratch));
        }
        scratch.Clear();

        return count;
    }

    public Scratch NewScratch() => new(_wordings.Count);

    /// <summary>A wording with {values} as plain words.</summary>
    internal static string WithoutValues(string says)
    {
        var plain = says;
        for (var open = plain.IndexOf('{'); open >= 0; open = plain.IndexOf('{'))
        {
            var close = plain.IndexOf('}', open);
            if (close < 0) { break; }
            plain = $"{plain[..open]} {plain[(close + 1)..]}";
        }

        return plain;
    }

    private void Add(Lexicon lexicon, SeenWording wording, Reading reading, Terms terms)
    {
        var wanted = new List<int>();
        var parts = wording.Wording.Split('{');
        for (var part = 0; part < parts.Length; part++)
        {
            var text = part == 0 ? parts[0] : parts[part][(parts[part].IndexOf('}') + 1)..];
            if (part > 0 && wanted.Count > 0) { wanted.Add(Value); }
            reading.Read(text);
            lexicon.Understand(reading, terms);
            for (var i = 0; i < terms.Count; i++) { wanted.Add(terms[i].Id); }
        }
        while (wanted.Count > 0 && wanted[^1] == Value) { wanted.RemoveAt(wanted.Count - 1); }
        if (wanted.Count > LongestWording) { wanted.RemoveRange(LongestWording, wanted.Count - LongestWording); }
        foreach (var term in wanted.Where(term => term >= 0).Distinct())
        {
            if (!_wordingsWith.TryGetValue(term, out var holders)) { _wordingsWith[term] = holders = []; }
            holders.Add(_wordings.Count);
        }
        _wordings.Add(wording);
        _terms.Add([.. wanted]);
    }

    private float RarityOf(int term) => _rarity.GetValueOrDefault(term);

    private void Shortlist(Terms text, Scratch scratch)
    {
        for (var i = 0; i < text.Count && i < LongestText; i++)
        {
            var term = text[i].Id;
            if (term < 0 || !scratch.SeenTerms.Add(term) || !_wordingsWith.TryGetValue(term, out var holders)) { continue; }
            var weight = RarityOf(term);
            foreach (var wording in holders)
            {
                if (scratch.Shared[wording] == 0) { scratch.Touched.Add(wording); }
                scratch.Shared[wording] += weight;
            }
        }
        foreach (var wording in scratch.Touched)
        {
            if (scratch.Shared[wording] >= WorthAligning * _totals[wording]) { scratch.Candidates.Add(wording); }
        }
        scratch.Candidates.Sort(scratch.ByShared);
    }

    // Local alignment that keeps the order: a missing word just isn't counted, a stray one costs, unless it stands for a value.
    private Sighting Align(int wording, Terms text, Scratch scratch)
    {
        var wanted = _terms[wording];
        var length = Math.Min(text.Count, LongestText);
        var before = scratch.Before;
        var now = scratch.Now;
        before.AsSpan(0, length + 1).Clear();
        now[0] = 0;
        var (best, bestAt) = (0f, 0);
        for (var w = 0; w < wanted.Length; w++)
        {
            if (wanted[w] == Value) { continue; }
            var isAfterValue = w > 0 && wanted[w - 1] == Value;
            var weight = RarityOf(wanted[w]);
            var earlier = 0f;
            for (var i = 0; i < length; i++)
            {
                earlier = isAfterValue ? Math.Max(earlier, before[i]) : before[i];
                var score = Math.Max(before[i + 1], now[i] - StrayCost);
                if (text[i].Id == wanted[w]) { score = Math.Max(score, earlier + weight); }
                now[i + 1] = Math.Max(score, 0);
                if (score > best) { (best, bestAt) = (score, w); }
            }
            (before, now) = (now, before);
        }

        return Judge(wording, best, bestAt);
    }

    // A wording cut short counts by its beginning, if that is long enough to be told from others.
    private Sighting Judge(int wording, float best, int lastWord)
    {
        const float enoughToTell = 20f;
        var wanted = _terms[wording];
        var upTo = 0f;
        for (var w = 0; w <= lastWord; w++) { upTo += RarityOf(wanted[w]); }
        var whole = best / _totals[wording];
        var beginning = upTo > enoughToTell ? 0.92f * best / upTo : 0;
        var share = Math.Clamp(Math.Max(whole, beginning), 0, 1);
        var evidence = share * share * Math.Min(1, best / enoughToTell);

        return new Sighting(wording, share, evidence);
    }

    private static void Insert(Span<Sighting> found, ref int count, Sighting sighting)
    {
        var at = count;
        while (at > 0 && found[at - 1].Evidence < sighting.Evidence) { at--; }
        if (at >= found.Length) { return; }
        if (count < found.Length) { count++; }
        for (var i = count - 1; i > at; i--) { found[i] = found[i - 1]; }
        found[at] = sighting;
    }

    /// <summary>Working space of one search; not shared between threads.</summary>
    internal sealed class Scratch
    {
        internal readonly float[] Shared;
        internal readonly List<int> Touched = [];
        internal readonly List<int> Candidates = [];
        internal readonly HashSet<int> SeenTerms = [];
        internal readonly float[] Before = new float[LongestText + 1];
        internal readonly float[] Now = new float[LongestText + 1];
        internal readonly Comparison<int> ByShared;

        internal Scratch(int wordings)
        {
            Shared = new float[wordings];
            ByShared = (a, b) => Shared[b] == Shared[a] ? a.CompareTo(b) : Shared[b].CompareTo(Shared[a]);
        }

        internal void Clear()
        {
            foreach (var wording in Touched) { Shared[wording] = 0; }
            Touched.Clear();
            Candidates.Clear();
            SeenTerms.Clear();
        }
    }
}
