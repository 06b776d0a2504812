namespace KnowledgeBase.Facts;

/// <summary>A number, address or name that may change or differ by plan or region.</summary>
public sealed record Fact
{
    public required string Id { get; init; }

    /// <summary>What stands for <c>{fact:id}</c>, by locale: the value as it is, without its unit.</summary>
    public required IReadOnlyDictionary<string, string> Shown { get; init; }

    /// <summary>The bare value as the file has it.</summary>
    public required string Value { get; init; }

    /// <summary>For editors and calculations; a sentence says it in its own words.</summary>
    public string? Unit { get; init; }

    /// <summary>The plan and region it is true for; null for all.</summary>
    public string? Plan { get; init; }

    public string? Region { get; init; }

    /// <summary>The region as choices and wordings name it.</summary>
    internal string? RegionId => Region?.ToLowerInvariant().Replace(' ', '-');

    public required string Source { get; init; }
    public required DateOnly Reviewed { get; init; }

    /// <summary>When somebody has to look again whether it is still true.</summary>
    public required DateOnly CheckBy { get; init; }

    /// <summary>The value as a duration, when its unit is one of time.</summary>
    public TimeSpan? Duration { get; init; }

    internal string File { get; init; } = "";
    internal int Line { get; init; }
}
