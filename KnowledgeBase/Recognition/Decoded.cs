namespace KnowledgeBase.Recognition;

/// <summary>What the recogniser would do with an utterance on its own: act on it, ask which problem is meant, or say it did not follow.</summary>
public enum Decision { Answer, Clarify, Fallback }

/// <summary>What an utterance does in the dialogue, apart from naming a problem.</summary>
public enum Act
{
    Affirm, Deny, Back, Restart, Cancel, Repeat, Why, DontKnow, Correction,
    Skip, HoldOn, Help, AreYouABot, ChangeLanguage, HowLong,
}

/// <summary>A label and how sure the recogniser is of it, 0 to 1.</summary>
public readonly record struct Candidate(string Label, double Confidence);

/// <summary>An on-screen wording of a topic that was found in the utterance, and the cause it points to when it names one.</summary>
public sealed record SeenWording(string Topic, string Wording, string? Cause);

/// <summary>Everything that one utterance was found to say. Its text is already free of secrets.</summary>
public sealed record Decoded
{
    public required Decision Decision { get; init; }

    /// <summary>A topic id, or <c>clarify</c>, or <c>out-of-scope</c>; never empty.</summary>
    public required string Label { get; init; }

    public string? Label2 { get; init; }

    public required double Confidence { get; init; }

    /// <summary>Best first, at most five.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    public Act? Act { get; init; }

    /// <summary>The act is one that such answers mostly are, and none of its own words were said; a choice that the answer is like counts for more.</summary>
    public bool IsActLearnt { get; init; }

    /// <summary>What an answer does besides naming a problem, when that is what is worked on: "it kicked me out again" is a no, too.</summary>
    public Act? ActBeside { get; init; }

    /// <summary>Beside its yes it tells that things went wrong: "yes, did all that, still white". Where a step asks how it went, that is what counts.</summary>
    public bool TellsNoBesideYes { get; init; }

    public Entities Entities { get; init; } = Entities.None;

    public required string Scrubbed { get; init; }

    /// <summary>The kinds of secret that were removed, in the order they stood.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    public bool Emergency { get; init; }

    /// <summary>Which emergency content matched (an id of <c>Content/safety</c>), so that the right number is given.</summary>
    public string? EmergencyKind { get; init; }

    /// <summary>It may hint at danger: too little to break off for, enough to say whom to call.</summary>
    public bool MayBeDanger { get; init; }

    public SeenWording? Seen { get; init; }

    /// <summary>How many of its words the content has never used.</summary>
    public int UntaughtWords { get; init; }

    /// <summary>The member is angry or in despair about the sign-in: offer a person sooner.</summary>
    public bool Distressed { get; init; }

    /// <summary>What decided, in words that an editor understands; never what was typed.</summary>
    public string Because { get; init; } = "";

    /// <summary>How sure the recogniser is of one label among all; 0 when it is not among the best.</summary>
    internal double SureOf(string label) => Candidates.FirstOrDefault(candidate => candidate.Label == label).Confidence;
}
