using System.Collections.Frozen;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>
/// Hears what a message does in the dialogue: yes, back, start over. Only a short message as a whole can be an act, so that "I had to
/// cancel my card" is none; but a yes or no at the front of a longer answer to a question is one.
/// </summary>
internal sealed class ActReading
{
    /// <summary>A longer message tells something; it is no bare act.</summary>
    private const int LongestAct = 12;

    private const double SureOfUnknownWords = 0.9;
    private const double SureOfUnknownWordsInAnswer = 0.7;
    private const double SureOfClause = 0.85;

    /// <summary>"Yes I typed my user name": what sounds somewhat like another act is a yes where yes or no was asked for.</summary>
    private const double SureBesideYesOrNo = 0.7;

    /// <summary>Where a question waits for yes or no, the two are likelier than the content's phrases alone make them.</summary>
    private const float YesNoFavour = 3f;

    private readonly Labels _labels;
    private readonly Thresholds _thresholds;
    private readonly FrozenDictionary<string, Act>.AlternateLookup<ReadOnlySpan<char>> _actOf;
    private readonly FrozenDictionary<string, Act>.AlternateLookup<ReadOnlySpan<char>> _leadOf;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _isFiller;

    public ActReading(RecognitionRules rules, Labels labels, IEnumerable<(Act Act, string Phrase)> phrases)
    {
        _labels = labels;
        _thresholds = rules.Thresholds;
        var reading = new Reading();
        _isFiller = rules.Fillers.Select(word => Plain(reading, word)).ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
        _leadOf = rules.Leads.SelectMany(lead => lead.Value.Select(word => (Word: Plain(reading, word), lead.Key)))
            .DistinctBy(lead => lead.Word).ToFrozenDictionary(lead => lead.Word, lead => lead.Key)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        var all = phrases.ToList();
        var known = all.Select(phrase => (Key: Plain(reading, phrase.Phrase), phrase.Act))
            .Concat(all.Select(phrase => (Key: Core(reading, phrase.Phrase), phrase.Act))).Where(phrase => phrase.Key.Length > 0)
            .DistinctBy(phrase => phrase.Key).ToFrozenDictionary(phrase => phrase.Key, phrase => phrase.Act);
        _actOf = known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The act and how sure it is; the words of the act are <paramref name="spoken"/>, so that what follows can be heard on its own.</summary>
    public (Act Act, double Sureness)? Read(Workspace work, Asked asked, out int spoken)
    {
        spoken = work.Terms.Count;
        if (work.Reading.Count == 0) { return null; }
        if (work.Reading.Count <= LongestAct)
        {
            if (_actOf.TryGetValue(work.Reading.Folded, out var known) || _actOf.TryGetValue(Core(work.Reading), out known)) { return (known, 0.99); }
            if (Likeliest(work, asked) is { } likely && !(asked == Asked.YesNo && likely.Sureness < SureBesideYesOrNo && Lead(work, asked, out _) is not null)) { return likely; }
        }
        if (Lead(work, asked, out spoken) is { } lead) { return lead; }

        var clause = asked == Asked.Nothing ? null : Clause(work.Reading);

        return clause is { } heard && work.SightingCount > 0 && IsLinkOfPages(heard.Act) ? null : clause;
    }

    /// <summary>"Home | Sign in | The password is incorrect | Help": pasted with the page around it, whose links ask for nothing.</summary>
    private static bool IsLinkOfPages(Act act) => act is Act.Back or Act.Restart or Act.Cancel or Act.Help or Act.Skip or Act.ChangeLanguage;

    private (Act Act, double Sureness)? Likeliest(Workspace work, Asked asked)
    {
        var (best, bestWeight, total) = (-1, 0f, 0f);
        for (var label = 0; label < _labels.Count; label++)
        {
            var weight = work.Whole[label];
            if (asked == Asked.YesNo && _labels.AsAct(label) is Act.Affirm or Act.Deny) { weight *= YesNoFavour; }
            total += weight;
            if (_labels.IsAct(label) && weight > bestWeight) { (best, bestWeight) = (label, weight); }
        }
        // A word that nobody taught us is hardly part of a yes or a "go back".
        var isAnswer = asked != Asked.Nothing;
        var needed = work.Terms.KnownCount < work.Terms.Count ? (isAnswer ? SureOfUnknownWordsInAnswer : SureOfUnknownWords) : isAnswer ? _thresholds.ActInAnswer : _thresholds.Act;
        if (best < 0 || bestWeight / total < needed) { return null; }

        return (_labels.AsAct(best)!.Value, bestWeight / total);
    }

    // "You pick, I don't know", "I can't remember, it was dark": after a question, one clause or the first words may be the answer.
    private (Act Act, double Sureness)? Clause(Reading reading)
    {
        const int longestOpening = 6;
        const int shortestOpening = 3;
        for (var first = 0; first < reading.Count;)
        {
            var end = first;
            while (end < reading.Count - 1 && reading[end].StopAfter == Stop.None) { end++; }
            if (_actOf.TryGetValue(reading.Text(first, end + 1 - first), out var act)) { return (act, SureOfClause); }
            first = end + 1;
        }
        for (var count = Math.Min(longestOpening, reading.Count); count >= shortestOpening; count--)
        {
            if (_actOf.TryGetValue(reading.Text(0, count), out var act)) { return (act, SureOfClause); }
        }

        return null;
    }

    // "yes, on my phone" after a question; without one only a yes or no that stands apart by a comma.
    private (Act Act, double Sureness)? Lead(Workspace work, Asked asked, out int spoken)
    {
        spoken = 0;
        var reading = work.Reading;
        var at = 0;
        while (at < reading.Count - 1 && _isFiller.Contains(reading.Text(reading[at]))) { at++; }
        if (!_leadOf.TryGetValue(reading.Text(reading[at]), out var act)) { return null; }
        if (asked != Asked.YesNo && reading[at].StopAfter == Stop.None && reading.Count > at + 1) { return null; }
        while (spoken < work.Terms.Count && work.Terms[spoken].Word <= at) { spoken++; }

        return (act, 0.9);
    }

    private string Core(Reading reading, string phrase)
    {
        reading.Read(phrase);

        return Core(reading);
    }

    // The phrase without what changes nothing; when nothing else is left, the phrase itself.
    private string Core(Reading reading)
    {
        var kept = new List<string>();
        for (var i = 0; i < reading.Count; i++)
        {
            var word = reading.Text(reading[i]);
            if (!_isFiller.Contains(word)) { kept.Add(word.ToString()); }
        }

        return kept.Count == 0 ? reading.Folded.ToString() : string.Join(' ', kept);
    }

    private static string Plain(Reading reading, string text)
    {
        reading.Read(text);

        return reading.Folded.ToString();
    }
}
