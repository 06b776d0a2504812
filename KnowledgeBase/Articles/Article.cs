namespace KnowledgeBase.Articles;

/// <summary>A longer help text in one language, which answers one question.</summary>
public sealed record Article
{
    public required string Id { get; init; }
    public required string Locale { get; init; }
    public required string Title { get; init; }

    /// <summary>Questions that this answers, as people put them.</summary>
    public required IReadOnlyList<string> PeopleAsk { get; init; }

    /// <summary>Topics that it helps with.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The whole text; facts and plan names are already filled in.</summary>
    public required string Markdown { get; init; }

    /// <summary>The same in pieces short enough for a chat; the first has no heading when text stands before any.</summary>
    public required IReadOnlyList<ArticleSection> Sections { get; init; }

    public required string Source { get; init; }
    public required DateOnly Reviewed { get; init; }
}

/// <summary>A heading and what stands below it: as Markdown, and as plain text for matching.</summary>
public sealed record ArticleSection(string? Heading, string Markdown, string Text);
