using System.Globalization;

namespace KnowledgeBase.Recognition.Explaining;

/// <summary>Says in words an editor understands what decided about a message: <c>decode --explain</c>. It reads the message once more, so it is not for every turn.</summary>
public sealed class Explainer
{
    private const string Rules = "recognition.yaml";
    private const string Dangers = "safety/emergencies.yaml";
    private const int MostWords = 4;

    private readonly Knowledge _knowledge;
    private readonly Recogniser _recogniser;
    private readonly ContentPlaces _places;

    public Explainer(Knowledge knowledge, Recogniser recogniser, string contentFolder)
    {
        _knowledge = knowledge;
        _recogniser = recogniser;
        _places = new ContentPlaces(contentFolder);
    }

    public IReadOnlyList<Reason> Explain(in Utterance utterance, Decoded decoded) =>
    [
        .. _knowledge.Secrets.Explain(utterance.Text, utterance.Asked).Select(secret => new Reason("secret", $"{secret.Kind} removed: {secret.Why}", secret.Where)),
        .. Danger(utterance, decoded),
        .. Question(utterance.Asked),
        .. Act(decoded),
        .. Problem(decoded),
        .. Details(decoded.Entities),
    ];

    private IEnumerable<Reason> Danger(Utterance utterance, Decoded decoded)
    {
        var named = false;
        foreach (var (kind, line, counts) in _knowledge.Emergencies.Explain(utterance.Text))
        {
            named |= counts;
            yield return new Reason("emergency", (counts, decoded.Emergency) switch
            {
                (true, true) => $"a phrase of danger ('{kind}') stands in it, and nothing takes it back",
                (true, false) => $"a word of danger ('{kind}') stands in it, but the model hears no danger at all around it",
                (false, _) => $"a phrase of danger ('{kind}') stands in it, but a negation, a way of speaking or the past takes it back",
            }, $"{Dangers}:{line}");
        }
        if (decoded.Emergency && !named)
        {
            yield return new Reason("emergency", "no phrase names it; the model hears what danger is like, in a word that is mostly said of danger, or so surely that it needs none", _places.OfKey(Rules, "emergency"));
        }
    }

    private IEnumerable<Reason> Question(Asked asked)
    {
        if (asked == Asked.Nothing) { yield break; }
        var name = Labels.IdOf(asked);
        yield return new Reason("question", $"the assistant had asked for '{name}', so it is read as an answer to that first", _places.OfKey(Rules, name));
    }

    private IEnumerable<Reason> Act(Decoded decoded)
    {
        if (decoded.Act is not { } act) { yield break; }
        var phrase = _recogniser.PhraseOf(decoded.Scrubbed, Labels.For(act));
        yield return phrase is null
            ? new Reason("act", $"it is like the phrases of '{Labels.IdOf(act)}', or begins as they do", $"acts/{Labels.IdOf(act)}.yaml")
            : new Reason("act", $"\"{phrase}\" is a phrase of '{Labels.IdOf(act)}'", _places.OfPhrase(Labels.For(act), phrase));
    }

    private IEnumerable<Reason> Problem(Decoded decoded)
    {
        if (decoded.Candidates.Count == 0 || decoded.Emergency) { yield break; }
        var best = decoded.Candidates[0];
        if (_recogniser.PhraseOf(decoded.Scrubbed, best.Label) is { } phrase)
        {
            yield return new Reason("phrase", $"\"{phrase}\" stands word for word in the content, for '{best.Label}'", _places.OfPhrase(best.Label, phrase));
        }
        if (decoded.Seen is { } seen)
        {
            yield return new Reason("wording", $"the message \"{seen.Wording}\" was recognised in it, for '{seen.Topic}'{(seen.Cause is null ? "" : $" and its cause '{seen.Cause}'")}", _places.OfPhrase(seen.Topic, seen.Wording));
        }
        var other = decoded.Candidates.Count > 1 ? decoded.Candidates[1].Label : null;
        var words = _recogniser.WordsFor(decoded.Scrubbed, best.Label, other, MostWords);
        yield return new Reason("words", words.Count == 0
            ? $"no word speaks clearly for '{best.Label}'; it is the model's best guess"
            : $"for '{best.Label}'{(other is null ? "" : $" rather than '{other}'")} speak above all: {string.Join(", ", words)}");
        if (decoded.UntaughtWords > 0)
        {
            yield return new Reason("words", $"{decoded.UntaughtWords} of its words stand nowhere in the content and speak by their letters only");
        }
        yield return Line(best, decoded);
        if (decoded.Label2 is { } second) { yield return new Reason("two-problems", $"two parts of it are sure of different problems, or its words name both: '{decoded.Label}' and '{second}'", _places.OfKey(Rules, "stops-first")); }
    }

    private Reason Line(Candidate best, Decoded decoded)
    {
        var thresholds = _knowledge.Recognition.Thresholds;
        var confidence = best.Confidence.ToString("0.00", CultureInfo.InvariantCulture);

        return decoded.Act is not null && decoded.Label == Labels.Clarify ? new Reason("decision", "the act is all it says, so no problem is acted upon")
            : best.Confidence >= thresholds.Answer ? new Reason("decision", $"the confidence {confidence} reaches {Said(thresholds.Answer)}, so it is acted upon", _places.OfKey(Rules, "answer"))
            : best.Confidence >= thresholds.Clarify ? new Reason("decision", $"the confidence {confidence} is below {Said(thresholds.Answer)}, so the member is asked", _places.OfKey(Rules, "answer"))
            : new Reason("decision", $"the confidence {confidence} is below {Said(thresholds.Clarify)}, so nothing is made of it", _places.OfKey(Rules, "clarify"));
    }

    private static IEnumerable<Reason> Details(Entities found)
    {
        var names = typeof(Entities).GetProperties().Where(property => property.GetValue(found) is System.Collections.ICollection { Count: > 0 }).Select(property => property.Name)
            .Select(name => char.ToLowerInvariant(name[0]) + name[1..]).ToList();
        if (names.Count > 0) { yield return new Reason("details", $"read from it: {string.Join(", ", names)}"); }
    }

    private static string Said(double threshold) => threshold.ToString("0.00", CultureInfo.InvariantCulture);
}
