namespace KnowledgeBase.Recognition;

/// <summary>The labels that a model knows: topics, acts (written <c>act:affirm</c>) and the two that are no problem to solve.</summary>
internal sealed class Labels
{
    public const string Clarify = "clarify";
    public const string OutOfScope = "out-of-scope";
    public const string Emergency = "emergency";
    public const string TicketStatus = "ticket-status";
    public const string TalkToAgent = "talk-to-agent";

    /// <summary>Said around a problem, not instead of one.</summary>
    private static readonly HashSet<string> Courtesies = ["greeting", "thanks-goodbye"];


    private const string ActPrefix = "act:";

    private readonly string[] _names;
    private readonly Act?[] _acts;

    public Labels(IReadOnlyList<string> names)
    {
        _names = [.. names];
        _acts = [.. names.Select(ActIn)];
    }

    public int Count => _names.Length;

    public string this[int index] => _names[index];

    public static bool IsCourtesy(string label) => Courtesies.Contains(label);

    public static string For(Act act) => ActPrefix + act;

    /// <summary>The act's id in content and in <c>decode</c>: <c>dont-know</c>.</summary>
    public static string IdOf<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "-" : "") + char.ToLowerInvariant(letter)));

    /// <summary>From an id in kebab case, as content has it.</summary>
    public static Act ActOf(string id) => Enum.Parse<Act>(id.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    public Act? AsAct(int index) => _acts[index];

    public bool IsAct(int index) => _acts[index] is not null;

    public int IndexOf(string name) => Array.IndexOf(_names, name);

    /// <summary>What people wrap around the thing they want to say.</summary>
    public bool IsChaff(int index) => IsAct(index) || _names[index] == Clarify || Courtesies.Contains(_names[index]);

    /// <summary>The act that a label stands for, or null when it is a topic's.</summary>
    public static Act? ActIn(string name) =>
        name.StartsWith(ActPrefix, StringComparison.Ordinal) ? Enum.Parse<Act>(name[ActPrefix.Length..]) : null;
}
