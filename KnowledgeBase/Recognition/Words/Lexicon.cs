namespace KnowledgeBase.Recognition.Words;

/// <summary>Knows words: which mean the same, which belong to one idea, which one a misspelling stands for.</summary>
internal sealed class Lexicon
{
    /// <summary>A term nobody taught us.</summary>
    public const int Unknown = -1;

    private const int LongestPhrase = 4;

    private readonly Dictionary<string, int> _ids = [];
    private readonly List<string> _words = [];
    private readonly List<int> _counts = [];
    private readonly Dictionary<string, string[]> _sameAs = [];
    private readonly HashSet<string> _phraseStarts = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idOf;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _sameAsOf;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _startsPhrase;
    private readonly Dictionary<string, int[]> _ideasByWord = [];
    private readonly HashSet<string> _negators;
    private readonly HashSet<string> _negatable;
    private readonly HashSet<string> _turns;
    private readonly HashSet<string> _past;
    private readonly HashSet<string> _present;
    private readonly Reading _scratch = new();
    private int[][] _ideas = [];
    private bool[] _isNegator = [];
    private bool[] _isNegatable = [];
    private bool[] _isTurn = [];
    private bool[] _isPast = [];
    private bool[] _isPresent = [];
    private Spelling? _spelling;

    public Lexicon(RecognitionRules rules)
    {
        _idOf = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _sameAsOf = _sameAs.GetAlternateLookup<ReadOnlySpan<char>>();
        _startsPhrase = _phraseStarts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (phrase, meaning) in rules.SameAs) { AddPhrase(Plain(phrase), Plain(meaning)); }
        var idea = 0;
        foreach (var (_, words) in rules.Ideas)
        {
            foreach (var word in words) { AddIdea(Plain(word), idea); }
            idea++;
        }
        IdeaCount = idea;
        _negators = [.. rules.Negators.Select(OneWord)];
        _negatable = [.. rules.Negatable.Select(OneWord)];
        _turns = [.. rules.Turns.Select(OneWord)];
        _past = [.. rules.Past.Select(OneWord)];
        _present = [.. rules.Present.Select(OneWord)];
    }

    /// <summary>One that has learnt the words of some texts, and mends misspelled ones.</summary>
    public static Lexicon Taught(RecognitionRules rules, IEnumerable<string> texts)
    {
        var lexicon = new Lexicon(rules);
        var reading = new Reading();
        foreach (var text in texts)
        {
            reading.Read(text);
            lexicon.Learn(reading);
        }
        lexicon.Close();

        return lexicon;
    }

    public int IdeaCount { get; }

    public int Count => _words.Count;

    public string WordOf(int id) => _words[id];

    public ReadOnlySpan<int> IdeasOf(int id) => id < 0 ? [] : _ideas[id];

    /// <summary>A word that the content has never used, or once at most: a sign of talk about something else.</summary>
    public bool IsStranger(int id) => id < 0 || _counts[id] <= 1;

    /// <summary>Ends the learning of words; from now on misspellings are mended.</summary>
    public void Close()
    {
        foreach (var word in _ideasByWord.Keys.Concat(_negators).Concat(_negatable).Concat(_turns).Concat(_past).Concat(_present)
            .Concat(_sameAs.Values.SelectMany(meaning => meaning)).Distinct().ToList())
        {
            // Twice, since a word that the rules name is no stranger.
            Learn(word);
            Learn(word);
        }
        _ideas = [.. _words.Select(word => _ideasByWord.GetValueOrDefault(word, []))];
        _isNegator = [.. _words.Select(_negators.Contains)];
        _isNegatable = [.. _words.Select(_negatable.Contains)];
        _isTurn = [.. _words.Select(_turns.Contains)];
        _isPast = [.. _words.Select(_past.Contains)];
        _isPresent = [.. _words.Select(_present.Contains)];
        var single = _sameAs.Keys.Where(phrase => !phrase.Contains(' ') && !_ids.ContainsKey(phrase)).ToList();
        _spelling = new Spelling([.. _words, .. single], [.. _counts, .. single.Select(_ => 1)]);
        Shortenings = single;
    }

    private List<string> Shortenings { get; set; } = [];

    /// <summary>Learns every word of a reading.</summary>
    public void Learn(Reading reading) => Walk(reading, null);

    /// <summary>Cuts a reading into terms and stretches.</summary>
    public void Understand(Reading reading, Terms terms)
    {
        terms.Clear();
        Walk(reading, terms);
        Negate(reading, terms);
        CutIntoStretches(reading, terms);
    }

    /// <summary>The id of a plain word, or <see cref="Unknown"/>.</summary>
    public int Find(ReadOnlySpan<char> word) => _idOf.TryGetValue(word, out var id) ? id : Unknown;

    private void Walk(Reading reading, Terms? terms)
    {
        var at = 0;
        while (at < reading.Count)
        {
            if (reading[at].IsFurniture)
            {
                at++;
                continue;
            }
            var taken = WalkPhrase(reading, at, terms);
            if (taken == 0)
            {
                WalkWord(reading, at, terms);
                taken = 1;
            }
            at += taken;
        }
    }

    private int WalkPhrase(Reading reading, int at, Terms? terms)
    {
        if (!_startsPhrase.Contains(reading.Text(reading[at]))) { return 0; }
        for (var count = Math.Min(LongestPhrase, reading.Count - at); count > 0; count--)
        {
            if (!_sameAsOf.TryGetValue(reading.Text(at, count), out var meaning)) { continue; }
            foreach (var word in meaning) { Take(word, at + count - 1, terms, isMended: false); }

            return count;
        }

        return 0;
    }

    private void WalkWord(Reading reading, int at, Terms? terms)
    {
        var text = KindMark(reading, at);
        if (terms is null)
        {
            Learn(text.ToString());

            return;
        }
        if (_idOf.TryGetValue(text, out var id)) { terms.Add(id, at, isMended: false); }
        else { Mend(text, at, terms); }
    }

    // What a number is matters less than that it is one; a code that content names stays itself.
    private ReadOnlySpan<char> KindMark(Reading reading, int at)
    {
        var word = reading[at];
        var text = reading.Text(word);

        return word.Kind switch
        {
            WordKind.Number when word.Length >= 4 => word.Length >= 9 ? "#long" : "#number",
            WordKind.Number => _idOf.ContainsKey(text) ? text : "#few",
            WordKind.Code when !_idOf.ContainsKey(text) && word.Length > 3 => "#code",
            WordKind.Plain or WordKind.Code or WordKind.Address or WordKind.Removed or WordKind.Picture => text,
            _ => throw new InvalidOperationException($"Unknown kind of word {word.Kind}."),
        };
    }

    private void Mend(ReadOnlySpan<char> text, int at, Terms terms)
    {
        var close = _spelling!.Find(text);
        if (close >= _words.Count)
        {
            foreach (var word in _sameAs[Shortenings[close - _words.Count]]) { Take(word, at, terms, isMended: true); }
        }
        else if (close >= 0) { terms.Add(close, at, isMended: true); }
        else if (!TrySplit(text, at, terms)) { terms.Add(Unknown, at, isMended: false); }
    }

    // "lockedout", "myaccount"
    private bool TrySplit(ReadOnlySpan<char> text, int at, Terms terms)
    {
        const int shortestPart = 3;
        for (var cut = text.Length - shortestPart; cut >= shortestPart && text.Length <= 24; cut--)
        {
            if (!_idOf.TryGetValue(text[..cut], out var left) || !_idOf.TryGetValue(text[cut..], out var right)) { continue; }
            terms.Add(left, at, isMended: true);
            terms.Add(right, at, isMended: true);

            return true;
        }

        return false;
    }

    private void Take(string word, int at, Terms? terms, bool isMended)
    {
        if (terms is null) { Learn(word); }
        else { terms.Add(Find(word), at, isMended); }
    }

    private void Learn(string word)
    {
        if (_ids.TryGetValue(word, out var id)) { _counts[id]++; }
        else
        {
            _ids[word] = _words.Count;
            _words.Add(word);
            _counts.Add(1);
        }
    }

    private void Negate(Reading reading, Terms terms)
    {
        const int reach = 4;
        for (var i = 0; i < terms.Count; i++)
        {
            if (!Is(_isNegator, terms[i].Id)) { continue; }
            for (var j = i + 1; j < terms.Count && j <= i + reach; j++)
            {
                if (reading[terms[j - 1].Word].StopAfter != Stop.None && terms[j].Word != terms[j - 1].Word) { break; }
                if (Is(_isNegatable, terms[j].Id))
                {
                    terms[j].IsNegated = true;
                    break;
                }
            }
        }
    }

    private void CutIntoStretches(Reading reading, Terms terms)
    {
        const int shortest = 3;
        var first = 0;
        for (var i = 1; i <= terms.Count; i++)
        {
            var isEnd = i == terms.Count
                || (terms[i].Word != terms[i - 1].Word && reading[terms[i - 1].Word].StopAfter >= Stop.Sentence)
                || (i - first >= shortest && Is(_isTurn, terms[i].Id));
            if (!isEnd) { continue; }
            AddInWindows(terms, first, i);
            first = i;
        }
        FadeThePast(terms);
        AddQuoted(reading, terms);
    }

    // What stands in quotation marks is most likely the message on the screen.
    private static void AddQuoted(Reading reading, Terms terms)
    {
        const float telling = 2f;
        var first = -1;
        for (var i = 0; i <= terms.Count; i++)
        {
            var isQuoted = i < terms.Count && reading[terms[i].Word].Quoted;
            if (isQuoted && first < 0) { first = i; }
            if (isQuoted || first < 0) { continue; }
            if (i - first > 1 && i - first < terms.Count) { terms.AddStretch(first, i, telling); }
            first = -1;
        }
    }

    // Dictated text has no stops; its parts are heard through windows that overlap.
    private static void AddInWindows(Terms terms, int first, int end)
    {
        const int tooLong = 20;
        const int window = 14;
        const int step = 7;
        if (end - first <= tooLong)
        {
            terms.AddStretch(first, end, 1);

            return;
        }
        for (var from = first; from < end; from += step)
        {
            terms.AddStretch(from, Math.Min(from + window, end), 1);
            if (from + window >= end) { break; }
        }
    }

    // "Yesterday I was locked out, but today it says wrong password": what was true then only colours what is true now.
    private void FadeThePast(Terms terms)
    {
        const float faded = 0.3f;
        var isNowTold = false;
        for (var i = 0; i < terms.StretchCount; i++) { isNowTold |= Has(terms, i, _isPresent) || (i > 0 && Is(_isTurn, terms[terms.Stretch(i).First].Id)); }
        if (!isNowTold) { return; }
        for (var i = 0; i < terms.StretchCount; i++)
        {
            if (Has(terms, i, _isPast) && !Has(terms, i, _isPresent)) { terms.Stretch(i).Weight = faded; }
        }
    }

    private static bool Has(Terms terms, int stretch, bool[] marks)
    {
        for (var i = terms.Stretch(stretch).First; i < terms.Stretch(stretch).End; i++)
        {
            if (Is(marks, terms[i].Id)) { return true; }
        }

        return false;
    }

    private static bool Is(bool[] marks, int id) => id >= 0 && marks[id];

    // A phrase becomes a word of its own, so that "last week" is one mark of the past.
    private string OneWord(string text)
    {
        var plain = Plain(text);
        if (!plain.Contains(' ')) { return plain; }
        var joined = plain.Replace(" ", "", StringComparison.Ordinal);
        if (!_sameAs.ContainsKey(plain)) { AddPhrase(plain, joined); }

        return joined;
    }

    private void AddPhrase(string phrase, string meaning)
    {
        _sameAs[phrase] = meaning.Split(' ');
        _phraseStarts.Add(phrase.Split(' ')[0]);
    }

    private void AddIdea(string word, int idea) =>
        _ideasByWord[word] = _ideasByWord.TryGetValue(word, out var others) ? [.. others, idea] : [idea];

    private string Plain(string text)
    {
        _scratch.Read(text);

        return _scratch.Folded.ToString();
    }
}
