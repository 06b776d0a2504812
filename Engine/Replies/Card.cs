using System.Text.Json.Serialization;

namespace Engine.Replies;

/// <summary>Something richer than a sentence. Every card also has a text form, so that no channel and no reader is left out.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StepsCard), "steps")]
[JsonDerivedType(typeof(ReviewCard), "review")]
[JsonDerivedType(typeof(SummaryCard), "summary")]
public abstract record Card
{
    private protected Card()
    {
    }

    public required string Title { get; init; }

    /// <summary>The whole card as plain text, for channels and readers without cards.</summary>
    public abstract string AsText();
}

/// <summary>A fix or a sign-in step to carry out, one short action a line.</summary>
public sealed record StepsCard : Card
{
    public required IReadOnlyList<string> Steps { get; init; }

    public override string AsText() => string.Join('\n', Steps.Select((step, index) => $"{index + 1}. {step}"));
}

/// <summary>The checklist as the member sees it before it is sent; each line can be changed.</summary>
public sealed record ReviewCard : Card
{
    /// <summary>What every line's button shows where there is no room for the line's own label: "Change".</summary>
    public string? ChangeWord { get; init; }

    public required IReadOnlyList<ReviewLine> Lines { get; init; }

    public override string AsText() => string.Join('\n', Lines.Select(line => $"- {line.Label}: {line.Value}"));
}

/// <summary>One checklist item: <paramref name="ItemId"/> is what "change" refers to.</summary>
public sealed record ReviewLine(string ItemId, string Label, string Value, string ChangeLabel);

/// <summary>A copy to keep: the ticket number and what was sent.</summary>
public sealed record SummaryCard : Card
{
    public required IReadOnlyList<SummaryLine> Lines { get; init; }

    public override string AsText() => string.Join('\n', Lines.Select(line => $"- {line.Label}: {line.Value}"));
}

/// <summary>One fact on a summary.</summary>
public sealed record SummaryLine(string Label, string Value);
