using System.Collections.Frozen;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>
/// Hears what a message does in the dialogue: yes, back, start over. Only a short message as a whole can be an act, so that "I had to
/// cancel my card" is none; but a yes or no at the front of a longer answer to a question is one, and what other answers do is learnt (<see cref="ActModel"/>).
/// </summary>
internal sealed class ActReading
{
    /// <summary>A longer message tells something; it is no bare act.</summary>
    private const int LongestAct = 12;

    private const double SureOfPhrase = 0.99;
    private const double SureOfLead = 0.9;
    private const double SureOfUnknownWords = 0.9;
    private const double SureOfUnknownWordsInAnswer = 0.7;
    private const double SureOfClause = 0.85;

    /// <summary>A longer answer tells a story.</summary>
    private const int LongestAnswer = 30;

    /// <summary>"No wait, it was the app" is surely more than a no.</summary>
    private const float SureBesideLead = 0.9f;

    /// <summary>However sure: "it kicked me out again" is a no, and may be a problem too.</summary>
    private const float MostSureLearnt = 0.94f;

    /// <summary>"Yes I typed my user name": what sounds somewhat like another act is a yes where yes or no was asked for.</summary>
    private const double SureBesideYesOrNo = 0.7;

    /// <summary>Where a question waits for yes or no, the two are likelier than the content's phrases alone make them.</summary>
    private const float YesNoFavour = 3f;

    private readonly Labels _labels;
    private readonly ActModel _model;
    private readonly Thresholds _thresholds;
    private readonly FrozenDictionary<string, Act>.AlternateLookup<ReadOnlySpan<char>> _actOf;
    private readonly FrozenDictionary<string, Act>.AlternateLookup<ReadOnlySpan<char>> _leadOf;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _isFiller;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _joins;

    public ActReading(RecognitionRules rules, Labels labels, IEnumerable<(Act Act, string Phrase)> phrases, ActModel model)
    {
        _labels = labels;
        _model = model;
        _thresholds = rules.Thresholds;
        var reading = new Reading();
        _isFiller = rules.Fillers.Select(word => Plain(reading, word)).ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
        _joins = rules.Joins.Select(word => Plain(reading, word)).ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
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
    public HeardAct? Read(Workspace work, Asked asked, out int spoken)
    {
        spoken = work.Terms.Count;
        if (work.Reading.Count == 0) { return null; }
        var isShort = work.Reading.Count <= LongestAct;
        var isAnswer = asked != Asked.Nothing && work.Reading.Count <= LongestAnswer;
        var answer = isAnswer ? _model.Likeliest(work.Reading.Folded, asked == Asked.YesNo) : default;
        var onlyTells = isAnswer && answer.Act is null && answer.Share >= _thresholds.NoAct;
        if (isShort && WordForWord(work.Reading) is { } known && !(onlyTells && asked != Asked.YesNo && _model.Knows(known))) { return new HeardAct(known, SureOfPhrase); }
        var lead = Lead(work, asked, out var spokenByLead);
        var likely = isShort && !onlyTells ? Likeliest(work, asked) : null;
        if (likely is { } other && (other.Act == answer.Act || !_model.Knows(other.Act))) { return other; }
        if (Learnt(answer, lead, asked) is { } learnt)
        {
            if (lead?.Act == learnt.Act) { spoken = spokenByLead; }

            return learnt;
        }
        if (likely is not null && !(asked == Asked.YesNo && likely.Value.Sureness < SureBesideYesOrNo && lead is not null)) { return likely; }
        if (lead is not null)
        {
            spoken = spokenByLead;

            return lead;
        }

        return asked == Asked.Nothing || onlyTells ? null : Clause(work);
    }

    /// <summary>"Yes, did all of that, still white": a yes that tells what was done, with a no in what follows that tells how it went.</summary>
    public bool TellsNoBesideYes(Reading reading)
    {
        if (reading.Count > LongestAnswer) { return false; }
        var first = 0;
        while (first < reading.Count - 1 && (_isFiller.Contains(reading.Text(reading[first])) || _leadOf.ContainsKey(reading.Text(reading[first])))) { first++; }
        if (first > 0 && IsNo(reading, first, reading.Count)) { return true; }
        for (var from = first; from < reading.Count;)
        {
            var end = from + 1;
            while (end < reading.Count && reading[end - 1].StopAfter == Stop.None && !_joins.Contains(reading.Text(reading[end]))) { end++; }
            if (end - from < reading.Count && IsNo(reading, from, end)) { return true; }
            from = end;
        }

        return false;
    }

    private bool IsNo(Reading reading, int first, int end)
    {
        var (act, share) = _model.Likeliest(reading.Text(first, end - first), isToYesOrNo: true);

        return act == Act.Deny && share >= _thresholds.LearntAct;
    }

    private HeardAct? Learnt((Act? Act, float Share) answer, HeardAct? lead, Asked asked)
    {
        // "Yes I typed it": what stands in front of an answer to yes or no is hardly doubted.
        var isDoubted = asked == Asked.YesNo && lead is not null && lead.Value.Act != answer.Act && answer.Share < SureBesideLead;

        return answer.Act is { } act && answer.Share >= _thresholds.LearntAct && !isDoubted ? new HeardAct(act, Math.Min(answer.Share, MostSureLearnt), IsLearnt: true) : null;
    }

    private Act? WordForWord(Reading reading) =>
        _actOf.TryGetValue(reading.Folded, out var known) || _actOf.TryGetValue(Core(reading), out known) ? known : null;

    /// <summary>"Home | Sign in | The password is incorrect | Help": pasted with the page around it, whose links ask for nothing.</summary>
    private static bool IsLinkOfPages(Act act) => act is Act.Back or Act.Restart or Act.Cancel or Act.Help or Act.Skip or Act.ChangeLanguage;

    private HeardAct? Likeliest(Workspace work, Asked asked)
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

        return new HeardAct(_labels.AsAct(best)!.Value, bestWeight / total);
    }

    // "You pick, I don't know", "I can't remember, it was dark": after a question, one clause or the first words may be the answer.
    private HeardAct? Clause(Workspace work) => ClauseOf(work.Reading) is { } act && !(work.SightingCount > 0 && IsLinkOfPages(act)) ? new HeardAct(act, SureOfClause) : null;

    private Act? ClauseOf(Reading reading)
    {
        const int longestOpening = 6;
        const int shortestOpening = 3;
        for (var first = 0; first < reading.Count;)
        {
            var end = first;
            while (end < reading.Count - 1 && reading[end].StopAfter == Stop.None) { end++; }
            if (_actOf.TryGetValue(reading.Text(first, end + 1 - first), out var act)) { return act; }
            first = end + 1;
        }
        for (var count = Math.Min(longestOpening, reading.Count); count >= shortestOpening; count--)
        {
            if (_actOf.TryGetValue(reading.Text(0, count), out var act)) { return act; }
        }

        return null;
    }

    // "yes, on my phone" after a question; without one only a yes or no that stands apart by a comma.
    private HeardAct? Lead(Workspace work, Asked asked, out int spoken)
    {
        spoken = 0;
        var reading = work.Reading;
        var at = 0;
        while (at < reading.Count - 1 && _isFiller.Contains(reading.Text(reading[at]))) { at++; }
        if (!_leadOf.TryGetValue(reading.Text(reading[at]), out var act)) { return null; }
        if (asked != Asked.YesNo && reading[at].StopAfter == Stop.None && reading.Count > at + 1) { return null; }
        while (spoken < work.Terms.Count && work.Terms[spoken].Word <= at) { spoken++; }

        return new HeardAct(act, SureOfLead);
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

/// <summary>An act, how sure it is, and whether it was learnt from what people answer rather than found in the acts' own words.</summary>
internal readonly record struct HeardAct(Act Act, double Sureness, bool IsLearnt = false);
