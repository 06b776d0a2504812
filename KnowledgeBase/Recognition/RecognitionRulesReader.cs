using KnowledgeBase.Loading;

namespace KnowledgeBase.Recognition;

/// <summary>Reads <c>recognition.yaml</c>: lists by language are joined, since a member may mix languages in one message.</summary>
internal static class RecognitionRulesReader
{
    internal static RecognitionRules Read(ContentNode root) => new()
    {
        SameAs = SameAs(root.Required("same-as")),
        Ideas = ByName(root.Required("ideas")),
        DangerIdeas = ByName(root.Required("danger-ideas")),
        Negators = Joined(root.Required("negators")),
        Negatable = Joined(root.Required("negatable")),
        Turns = Joined(root.Required("turns")),
        Past = Joined(root.Required("past")),
        Present = Joined(root.Required("present")),
        Leads = new Dictionary<Act, IReadOnlyList<string>>
        {
            [Act.Affirm] = Joined(root.Required("leads").Required("affirm")),
            [Act.Deny] = Joined(root.Required("leads").Required("deny")),
        },
        Fillers = Joined(root.Required("fillers")),
        Furniture = Joined(root.Required("furniture")),
        Distress = Joined(root.Required("distress")),
        Asking = Asking(root.Required("asking")),
        LanguageWords = root.Required("language-words").Map(1).ToDictionary(entry => entry.Key, entry => entry.Value.Texts()),
        Joins = Joined(root.Required("joins")),
        Adds = Joined(root.Required("adds")),
        StandsAlone = root.Required("stands-alone").Ids().ToHashSet(),
        AskedAbout = root.Required("asked-about").Ids().ToHashSet(),
        DeviceWords = Joined(root.Required("device-words")),
        DeviceTalk = Joined(root.Required("device-talk")),
        SaidToBeWell = Joined(root.Required("said-to-be-well")),
        Together = [.. root.Required("said-together").List().Select(Pair)],
        StopsFirst = root.Required("stops-first").Map().ToDictionary(entry => entry.Key, entry => entry.Value.Ids(1)),
        Thresholds = Thresholds(root.Required("thresholds")),
    };

    private static ProblemPair Pair(ContentNode pair) =>
        new(pair.Required("first").Id(), pair.Required("then").Id(), pair.Required("words").Texts(atLeast: 2), pair.Required("unless").Texts());

    private static Dictionary<string, string> SameAs(ContentNode byLanguage)
    {
        var meanings = new Dictionary<string, string>();
        foreach (var meaning in byLanguage.Map(1).SelectMany(language => language.Value.Map()))
        {
            foreach (var phrase in meaning.Value.List(1))
            {
                if (!meanings.TryAdd(phrase.Text(), meaning.Key) && meanings[phrase.Text()] != meaning.Key)
                {
                    phrase.Fault($"'{phrase.Text()}' already means '{meanings[phrase.Text()]}'");
                }
            }
        }

        return meanings;
    }

    private static Dictionary<string, IReadOnlyList<string>> ByName(ContentNode ideas) =>
        ideas.Map(1).ToDictionary(idea => idea.Key, idea => Joined(idea.Value));

    private static IReadOnlyList<string> Joined(ContentNode byLanguage) =>
        [.. byLanguage.Map(1).SelectMany(language => language.Value.Texts()).Distinct()];

    private static List<(Asked Asked, IReadOnlyList<string> Phrases)> Asking(ContentNode asking)
    {
        var names = Enum.GetValues<Asked>().ToDictionary(InKebabCase);
        var read = new List<(Asked Asked, IReadOnlyList<string> Phrases)>();
        foreach (var entry in asking.Map(1))
        {
            if (names.TryGetValue(entry.Key, out var asked)) { read.Add((asked, Joined(entry.Value))); }
            else { entry.Fault($"'{entry.Key}' is nothing that can be asked; known are: {string.Join(", ", names.Keys)}"); }
        }

        return read;
    }

    private static string InKebabCase(Asked asked) =>
        string.Concat(asked.ToString().Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "-" : "") + char.ToLowerInvariant(letter)));

    private static Thresholds Thresholds(ContentNode node) => new()
    {
        Answer = node.Required("answer").Share(),
        Clarify = node.Required("clarify").Share(),
        Seen = node.Required("seen").Share(),
        SeenWeight = node.Required("seen-weight").Decimal(),
        Act = node.Required("act").Share(),
        ActInAnswer = node.Required("act-in-answer").Share(),
        LearntAct = node.Required("learnt-act").Share(),
        NoAct = node.Required("no-act").Share(),
        Second = node.Required("second").Share(),
        Emergency = node.Required("emergency").Share(),
        EmergencyInAnswer = node.Required("emergency-in-answer").Share(),
        EmergencyInAnger = node.Required("emergency-in-anger").Share(),
        EmergencySurely = node.Required("emergency-surely").Share(),
        EmergencyHinted = node.Required("emergency-hinted").Share(),
        EmergencyInPassing = node.Required("emergency-in-passing").Share(),
        EmergencyInClause = node.Required("emergency-in-clause").Share(),
        FewestWordsOfDanger = node.Required("fewest-words-of-danger").Number(from: 1, to: 20),
        Offset = node.Required("offset").Decimal(),
        Slope = node.Required("slope").Decimal(),
        Lead = node.Required("lead").Decimal(),
    };
}
