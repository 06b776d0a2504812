namespace KnowledgeBase.Topics;

/// <summary>One problem a member can have with signing in, as its content file tells it.</summary>
public sealed record Topic
{
    public required string Id { get; init; }

    /// <summary>The problem in one plain sentence, for editors and agents.</summary>
    public required string Means { get; init; }

    /// <summary>Which journey a member with this problem is led to, in kebab case.</summary>
    public required string LeadsTo { get; init; }

    /// <summary>The journey it leads to instead where the plan's accounts are connected and offer what it needs.</summary>
    public string? WithAccounts { get; init; }

    /// <summary>The problem it still is while the member has tries left: "2 attempts left before it locks" is no lock.</summary>
    public string? WhileTriesAreLeft { get; init; }

    /// <summary>The ticket's goal: sign_in, recover_password, recover_id, mfa, proxy, register or other.</summary>
    public required string Goal { get; init; }

    /// <summary>The ticket's error family.</summary>
    public required string Family { get; init; }

    /// <summary>The article that answers this topic, when there is one.</summary>
    public string? Article { get; init; }

    /// <summary>By locale.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> PeopleSay { get; init; }

    /// <summary>By locale.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ScreenWording>> SeenOnScreen { get; init; }

    public required IReadOnlyList<Cause> Causes { get; init; }

    /// <summary>In the order in which they tell causes apart best.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>Fix ids, in the order they are offered.</summary>
    public required IReadOnlyList<string> Fixes { get; init; }

    /// <summary>Cause ids for which a human is the answer at once.</summary>
    public required IReadOnlyList<string> HandOverWhen { get; init; }

    public required string Source { get; init; }
    public required DateOnly Reviewed { get; init; }
}

/// <summary>A message as systems show it; <paramref name="Cause"/> when it tells which cause is behind it.</summary>
public sealed record ScreenWording(string Says, string? Cause);

/// <summary>One reason for a problem; <paramref name="Share"/> is how common it is before anything is known, in percent.</summary>
public sealed record Cause(string Id, int Share);

/// <summary>A question that tells causes apart. Its text and choices are the wording <c>questions.{Id}</c>.</summary>
public sealed record Question(string Id, IReadOnlyList<Evidence> Answers);

/// <summary>What one answer to a question says about the causes.</summary>
public sealed record Evidence(string Answer, IReadOnlyList<string> PointsTo, IReadOnlyList<string> RulesOut)
{
    /// <summary>The detail whose presence gives this answer, such as <c>wait-until</c>: a member who told it isn't asked.</summary>
    public string? ToldBy { get; init; }

    /// <summary>A day that is told, and lies at least so many days back, gives this answer, unless another begins later.</summary>
    public int? DaysAgo { get; init; }

    /// <summary>Phrases in any language that give this answer when they stand in the message that names the problem: the question is then not asked.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];
}
