using System.Collections.Concurrent;
using KnowledgeBase.Recognition.Deciding;
using KnowledgeBase.Recognition.Details;
using KnowledgeBase.Recognition.Emergencies;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Secrets;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition;

/// <summary>
/// Text in, meaning out: which problem, which dialogue act, which details. Built once from the content; safe for all threads.
/// The label of a message that is only an act, or only details, is <c>clarify</c>: it names no problem.
/// </summary>
public sealed class Recogniser
{
    private readonly Lexicon _lexicon;
    private readonly Furniture _furniture;
    private readonly LabelModel _model;
    private readonly ScreenWordings _wordings;
    private readonly Weighing _weighing;
    private readonly KnownPhrases _phrases;
    private readonly ActReading _acts;
    private readonly Decider _decider;
    private readonly LanguageGuess _language;
    private readonly DistressReading _distress;
    private readonly BareDevice _bareDevice;
    private readonly Likeness _likeness;
    private readonly SecretScrubber _secrets;
    private readonly EmergencyReader _emergencies;
    private readonly DangerHearing _danger;
    private readonly HashSet<string> _smallWords;
    private readonly Thresholds _thresholds;
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    internal Recogniser(RecognitionRules rules, TrainingMaterial material, SecretScrubber secrets, EmergencyReader emergencies)
    {
        _thresholds = rules.Thresholds;
        _secrets = secrets;
        _emergencies = emergencies;
        _furniture = new Furniture(rules);
        _smallWords = [.. rules.LanguageWords.Values.SelectMany(words => words), .. rules.Fillers, .. rules.Negators];
        // Learning is most of what a start costs, and the models need nothing of each other.
        var danger = Task.Run(() => new DangerModel(rules, [.. material.Examples, .. material.DangerExamples], _furniture, _smallWords));
        var acts = Task.Run(() => new ActModel(rules, material.ActExamples, material.Acts));
        _lexicon = Lexicon.Taught(rules, material.Examples.Select(example => example.Text));
        _model = Training.Train(_lexicon, material.Examples);
        _wordings = new ScreenWordings(_lexicon, material.Wordings);
        var labels = new Labels(_model.Labels);
        _phrases = new KnownPhrases(_lexicon, material.Examples, labels);
        _weighing = new Weighing(_model, _wordings, _phrases, labels, rules.Thresholds);
        _acts = new ActReading(rules, labels, material.Acts, acts.GetAwaiter().GetResult());
        _decider = new Decider(_model, labels, _lexicon, _furniture, rules);
        _language = new LanguageGuess(rules);
        _distress = new DistressReading(rules);
        _bareDevice = new BareDevice(rules);
        _danger = new DangerHearing(emergencies, danger.GetAwaiter().GetResult(), rules.Thresholds);
        _likeness = new Likeness(_lexicon, _model, _furniture);
        AskedReader = new AskedReader(rules);
    }

    /// <summary>Reads from the assistant's own last words what it had asked for.</summary>
    public AskedReader AskedReader { get; }

    public static Recogniser From(Knowledge knowledge) => new(knowledge.Recognition, TrainingMaterial.From(knowledge), knowledge.Secrets, knowledge.Emergencies);

    public Decoded Decode(in Utterance utterance)
    {
        var scrubbed = _secrets.Scrub(utterance.Text, utterance.Asked, utterance.IsSpeech);
        // What was typed is read, not what was left of it: a cry for help inside a removed part is still one.
        var named = _emergencies.Read(utterance.Text);
        var work = Rent();
        var decoded = utterance.Text.Length > Reading.LongestText
            ? Unheard(scrubbed, "it is too long to be matched")
            : Decode(utterance, scrubbed, work);
        var words = work.Reading.Count;
        var sounds = _danger.Sounds(decoded.Scrubbed, decoded.SureOf(Labels.Emergency));
        decoded = decoded with { Entities = EntityReader.Read(scrubbed.Text, utterance) };
        if (utterance.Asked == Asked.Name && IsRequestAlone(decoded)) { decoded = decoded with { Entities = decoded.Entities with { FullName = null } }; }
        decoded = DetailDecision.Settle(decoded, utterance.Asked, words, _bareDevice.Is(work.Reading, decoded.Entities));
        decoded = WithQuote(decoded, utterance, work);
        _workspaces.Add(work);
        var said = utterance;
        var (kind, mayBe) = _danger.Judge(named, decoded, sounds, utterance, words, part => DangerAlone(part, said));

        return kind is null ? WithoutDanger(decoded) with { MayBeDanger = mayBe } : decoded with
        {
            Decision = Decision.Answer,
            Label = Labels.Emergency,
            Label2 = null,
            Confidence = 1,
            Act = null,
            ActBeside = null,
            Emergency = true,
            EmergencyKind = kind,
            Because = $"somebody may be in danger ('{kind}')",
        };
    }

    /// <summary>"Go back", where a name is asked for, is no name: it is word for word what people say for a request that works everywhere.</summary>
    private static bool IsRequestAlone(Decoded decoded) => decoded is { Decision: Decision.Answer, Label: Labels.Clarify, IsActLearnt: false }
        && decoded.Act is Act.Back or Act.Restart or Act.Cancel or Act.Repeat or Act.Help or Act.HoldOn or Act.HowLong or Act.AreYouABot or Act.ChangeLanguage;

    /// <summary>The language the text is most likely in, where its small words tell.</summary>
    public string GuessLanguage(string text, string given)
    {
        var work = Rent();
        work.Reading.Read(text);
        var guess = _language.Guess(work.Reading, given);
        _workspaces.Add(work);

        return guess;
    }

    /// <summary>The words that tell what a text is about, after spelling and synonyms were settled; words that nobody taught us as they were typed.</summary>
    public IReadOnlyList<string> TellingWords(string text)
    {
        var work = Understood(text);
        var words = new List<string>(work.Terms.Count);
        for (var i = 0; i < work.Terms.Count; i++)
        {
            var word = work.Terms[i].Id >= 0 ? _lexicon.WordOf(work.Terms[i].Id) : work.Reading.Text(work.Reading[work.Terms[i].Word]).ToString();
            if (word.Length > 1 && word[0] != '#' && !_smallWords.Contains(word) && !words.Contains(word)) { words.Add(word); }
        }
        _workspaces.Add(work);

        return words;
    }

    /// <summary>How like a text is to what people say for each of a few answers, from 0 to 1.</summary>
    public IReadOnlyList<float> LikenessTo(IReadOnlyList<IReadOnlyList<string>> answers, string text)
    {
        var work = Rent();
        var likeness = _likeness.Of(text, answers, work);
        _workspaces.Add(work);

        return likeness;
    }

    /// <summary>The phrase of the content that a text is, word for word, under a label; null when it is none.</summary>
    internal string? PhraseOf(string scrubbed, string label)
    {
        var work = Understood(scrubbed);
        var phrase = work.Terms.Count == 0 || work.Terms.KnownCount < work.Terms.Count ? null : _phrases.TextOf(work.Terms, label);
        _workspaces.Add(work);

        return phrase;
    }

    /// <summary>The words that speak most for a label rather than another, the strongest first, as the content has them.</summary>
    internal IReadOnlyList<string> WordsFor(string scrubbed, string label, string? other, int most)
    {
        var work = Understood(scrubbed);
        work.Features.Take(work.Reading, work.Terms);
        _model.Resolve(work.Features);
        var names = _model.Labels.ToList();
        var telling = _model.Telling(work.Features, work.Terms.Count, names.IndexOf(label), other is null ? -1 : names.IndexOf(other));
        var words = Enumerable.Range(0, work.Terms.Count).Where(at => work.Terms[at].Id >= 0 && telling[at] > 0)
            .GroupBy(at => _lexicon.WordOf(work.Terms[at].Id)).OrderByDescending(word => word.Sum(at => telling[at])).ThenBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => word.Key).Take(most).ToList();
        _workspaces.Add(work);

        return words;
    }

    private Workspace Rent() => _workspaces.TryTake(out var rented) ? rented : new Workspace(_lexicon, _model, _wordings);

    private Workspace Understood(string text)
    {
        var work = Rent();
        work.Reading.Read(text);
        _furniture.SetAside(work.Reading);
        _lexicon.Understand(work.Reading, work.Terms);

        return work;
    }

    /// <summary>
    /// Words of danger that are no danger: anger names no problem; of the rest it is asked about what it is likest to without them ("he is my son and I help him"), and else it is not about signing in.
    /// </summary>
    private static Decoded WithoutDanger(Decoded decoded)
    {
        const double mostOfTheRest = 0.5;
        const string because = "it sounds like danger, but tells of none that is here and now";
        if (decoded.Label != Labels.Emergency) { return decoded; }
        if (decoded.Distressed) { return decoded with { Decision = Decision.Fallback, Label = Labels.Clarify, Label2 = null, Because = because }; }
        var rest = 1 - decoded.SureOf(Labels.Emergency);
        var likest = decoded.Candidates.FirstOrDefault(candidate => candidate.Label != Labels.Emergency);

        return likest is { Label: not (Labels.Clarify or Labels.OutOfScope) } && likest.Confidence > mostOfTheRest * rest
            ? decoded with { Decision = Decision.Clarify, Label = likest.Label, Label2 = null, Because = $"{because}; without it, '{likest.Label}' is likest" }
            : decoded with { Label = Labels.OutOfScope, Label2 = null, Because = because };
    }

    /// <summary>How sure the telling of all problems from one another is of danger in a part of what was said, read as if it were all.</summary>
    private double DangerAlone(string part, in Utterance utterance)
    {
        var work = Rent();
        var alone = Decode(utterance, _secrets.Scrub(part, utterance.Asked, utterance.IsSpeech), work);
        _workspaces.Add(work);

        return alone.SureOf(Labels.Emergency);
    }

    private Decoded Decode(in Utterance utterance, ScrubbedText scrubbed, Workspace work)
    {
        work.Reading.Read(scrubbed.Text);
        if (work.Reading.Count == 0) { return Unheard(scrubbed, "it has no words"); }
        _furniture.SetAside(work.Reading);
        _lexicon.Understand(work.Reading, work.Terms);
        if (work.Terms.KnownCount == 0) { return Unheard(scrubbed, "none of its words is known"); }
        work.Features.Take(work.Reading, work.Terms);
        _weighing.Weigh(work);
        var act = _acts.Read(work, utterance.Asked, out var spoken);
        var verdict = _decider.Decide(work, act, isAllAct: spoken == work.Terms.Count, utterance.Asked);

        return new Decoded
        {
            Decision = verdict.Decision,
            Label = verdict.Label,
            Label2 = verdict.Label2,
            Confidence = verdict.Confidence,
            Candidates = verdict.Candidates,
            Act = verdict.Act,
            IsActLearnt = verdict.IsActLearnt,
            ActBeside = verdict.ActBeside,
            TellsNoBesideYes = utterance.Asked != Asked.Nothing && (verdict.Act ?? verdict.ActBeside) == Act.Affirm && _acts.TellsNoBesideYes(work.Reading),
            Scrubbed = scrubbed.Text,
            Removed = scrubbed.Removed,
            UntaughtWords = work.Terms.Count - work.Terms.KnownCount,
            Seen = Seen(work),
            Distressed = _distress.IsHeard(work.Reading),
            Because = verdict.Because,
        };
    }

    /// <summary>A long story leaves it open what is wrong; what the screen says in it may settle it, where no other problem is likelier.</summary>
    private Decoded WithQuote(Decoded decoded, in Utterance utterance, Workspace work)
    {
        if (decoded is not { Decision: Decision.Clarify, Act: null, Entities.ErrorText: [var quoted] } || quoted.Length >= decoded.Scrubbed.Length) { return decoded; }
        // "... and just send it to a person": the wish counts for more than the message.
        if (decoded.Candidates.Any(candidate => candidate.Label == Labels.TalkToAgent)) { return decoded; }
        var alone = Decode(utterance, new ScrubbedText(quoted, []), work);
        var likeliest = decoded.Candidates.Select(candidate => candidate.Label).FirstOrDefault(label => label is not (Labels.Clarify or Labels.OutOfScope or Labels.Emergency));

        return alone is not { Decision: Decision.Answer, Act: null } || alone.Label != likeliest ? decoded : decoded with
        {
            Decision = Decision.Answer,
            Label = alone.Label,
            Label2 = null,
            Confidence = alone.Confidence,
            Seen = decoded.Seen ?? alone.Seen,
            Because = $"what the screen says in it is '{alone.Label}'",
        };
    }

    private SeenWording? Seen(Workspace work)
    {
        for (var i = 0; i < work.SightingCount; i++)
        {
            if (work.Sightings[i].Share >= _thresholds.Seen) { return _wordings.All[work.Sightings[i].Wording]; }
        }

        return null;
    }

    private static Decoded Unheard(ScrubbedText scrubbed, string because) => new()
    {
        Decision = Decision.Fallback,
        Label = Labels.Clarify,
        Confidence = 0,
        Scrubbed = scrubbed.Text,
        Removed = scrubbed.Removed,
        Because = because,
    };
}
