namespace KnowledgeBase.Recognition.Deciding;

/// <summary>What was decided about a text, before its details are added.</summary>
internal sealed record Verdict(Decision Decision, string Label, double Confidence, IReadOnlyList<Candidate> Candidates)
{
    public string? Label2 { get; init; }

    public Act? Act { get; init; }

    public bool IsActLearnt { get; init; }

    public Act? ActBeside { get; init; }

    /// <summary>Why, in words an editor understands.</summary>
    public required string Because { get; init; }
}
