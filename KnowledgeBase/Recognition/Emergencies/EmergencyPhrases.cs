using KnowledgeBase.Loading;

namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>What a phrase of <c>emergencies.yaml</c> does when it is found.</summary>
internal enum PhraseRole
{
    /// <summary>Somebody is in danger.</summary>
    Danger,

    /// <summary>Danger, unless the talk is of signing in.</summary>
    Unsure,

    /// <summary>A way of speaking.</summary>
    Figure,
    Past,
    RecentPast,
}

/// <summary>A phrase's role, and for danger the kind, in the order in which kinds win.</summary>
/// <param name="IsLiteral">No way of speaking beside it takes it back.</param>
/// <param name="Line">Where it stands in the file.</param>
internal readonly record struct PhraseMeaning(PhraseRole Role, int Kind, bool IsLiteral = false, int Line = 0);

/// <summary><c>Content/safety/emergencies.yaml</c>, read and made ready for matching. All languages hold at once, because people mix them.</summary>
internal sealed class EmergencyPhrases
{
    private readonly HashSet<int> _signIn;
    private readonly HashSet<int> _urgent;
    private readonly HashSet<int> _negations;
    private readonly HashSet<int> _verbNegations;
    private readonly HashSet<int> _doubts;
    private readonly HashSet<int> _present;
    private readonly HashSet<int> _turning;

    private EmergencyPhrases(ContentNode root, IReadOnlyDictionary<string, IReadOnlyList<string>> lists)
    {
        _signIn = WordsOf(root.Required("sign-in-words"));
        _urgent = WordsOf(root.Required("urgent-words"));
        _verbNegations = WordsOf(root.Required("verb-negations"));
        _negations = [.. WordsOf(root.Required("negations")), .. _verbNegations];
        _doubts = WordsOf(root.Required("doubts"));
        _present = WordsOf(root.Required("present-words"));
        _turning = WordsOf(root.Required("turning-words"));
        var kinds = root.Required("kinds").Map(atLeast: 1);
        Kinds = [.. kinds.Select(kind => kind.Id())];
        foreach (var kind in kinds)
        {
            Add(kind.Value, lists, new PhraseMeaning(PhraseRole.Danger, Kinds.IndexOf(kind.Key)));
        }

        foreach (var kind in root.Required("unsure").Map())
        {
            if (!Kinds.Contains(kind.Key))
            {
                kind.Fault($"'{kind.Key}' is none of the kinds of this file");
            }

            Add(kind.Value, lists, new PhraseMeaning(PhraseRole.Unsure, Kinds.IndexOf(kind.Key)));
        }

        Add(root.Required("figures"), lists, new PhraseMeaning(PhraseRole.Figure, 0));
        Add(root.Required("past"), lists, new PhraseMeaning(PhraseRole.Past, 0));
        Add(root.Required("recent-past"), lists, new PhraseMeaning(PhraseRole.RecentPast, 0));
    }

    public List<string> Kinds { get; }

    public PhraseWords Words { get; } = new();

    public PhraseSet<PhraseMeaning> Phrases { get; } = new();

    public TogetherSet<PhraseMeaning> Together { get; } = new();

    public static EmergencyPhrases Read(ContentFolder content)
    {
        var root = content.Yaml("safety/emergencies.yaml");
        _ = root.Required("source").Text();
        _ = root.Required("reviewed").Date();
        var lists = root.Required("lists").Map().ToDictionary(list => list.Key, list => list.Value.Texts());

        return new EmergencyPhrases(root, lists);
    }

    public bool IsSignIn(int word) => _signIn.Contains(word);

    public bool IsUrgent(int word) => _urgent.Contains(word);

    public bool IsNegation(int word) => _negations.Contains(word);

    /// <summary>"dont", "isnt": takes back also what stands a word or two behind it.</summary>
    public bool IsVerbNegation(int word) => _verbNegations.Contains(word);

    /// <summary>"dont know", "not sure": what is doubted is not taken back.</summary>
    public bool IsDoubt(int word) => _doubts.Contains(word);

    public bool IsPresent(int word) => _present.Contains(word);

    /// <summary>"and", "but": what follows may be another thought.</summary>
    public bool IsTurning(int word) => _turning.Contains(word);

    private void Add(ContentNode byLocale, IReadOnlyDictionary<string, IReadOnlyList<string>> lists, PhraseMeaning meaning)
    {
        foreach (var line in byLocale.Map().SelectMany(locale => locale.Value.List()))
        {
            var text = line.Text();
            if (text.Contains(" + ", StringComparison.Ordinal))
            {
                // Words that a way of speaking has taken are not looked at, so what remains is meant as it is said.
                if (Together.Add(text, lists, Words, meaning with { IsLiteral = true, Line = line.Line }) is { } wrong)
                {
                    line.Fault(wrong);
                }

                continue;
            }

            var isLiteral = text.StartsWith("! ", StringComparison.Ordinal);
            var phrase = Phrase.Read(isLiteral ? text[2..] : text, lists, Words, out var fault);
            if (phrase is null)
            {
                line.Fault(fault);
            }
            else
            {
                Phrases.Add(phrase, meaning with { IsLiteral = isLiteral, Line = line.Line });
            }
        }
    }

    private HashSet<int> WordsOf(ContentNode byLocale) => [.. byLocale.Map().SelectMany(locale => locale.Value.Texts()).Select(Words.Add)];
}
