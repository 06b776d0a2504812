namespace KnowledgeBase.Wordings;

/// <summary>What the assistant says at one place, in one language.</summary>
public sealed record Wording
{
    /// <summary><c>{journey}.{step}</c>, both in kebab case.</summary>
    public required string Id { get; init; }

    /// <summary>Markdown of the plainest kind, with {placeholders}; facts and plan names are already filled in.</summary>
    public required string Say { get; init; }

    /// <summary>The same in other words, for when the member did not follow.</summary>
    public string? Rephrase { get; init; }

    /// <summary>Why the assistant asks.</summary>
    public string? Why { get; init; }

    /// <summary>Steps of a fix, one short sentence each.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>By variant (ios, android, chrome ...): steps that replace <see cref="Steps"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> VariantSteps { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<WordingChoice> Choices { get; init; } = [];

    /// <summary>The values a caller has to give so that every text of this wording can be spoken.</summary>
    public IReadOnlySet<string> Placeholders => Texts.SelectMany(Template.NamesIn).ToHashSet();

    /// <summary>Where it stands in its file, for warnings.</summary>
    internal int Line { get; init; }

    /// <summary>Every text a member may read.</summary>
    internal IEnumerable<string> Texts =>
        [Say, .. new[] { Rephrase, Why }.OfType<string>(), .. Steps, .. VariantSteps.Values.SelectMany(steps => steps), .. Choices.Select(choice => choice.Label)];
}

/// <summary>A usual answer: its id is the journey's signal in kebab case, its label is what the button says, and it is also heard in the other phrases.</summary>
public sealed record WordingChoice(string Id, string Label, IReadOnlyList<string> Hears)
{
    /// <summary>How people say it in sentences of their own, from <c>answers/{locale}</c>: an answer that is like one of these is taken for it when nothing else is heard in it.</summary>
    public IReadOnlyList<string> Like { get; init; } = [];
}
