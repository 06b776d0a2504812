using System.Text.Json.Serialization;

namespace Bot.Activities;

/// <summary>An Adaptive Card, as far as we draw them. Member's values go into <see cref="RichTextBlock"/>s, which know no Markdown: what somebody typed is never markup.</summary>
internal sealed record AdaptiveCard
{
    /// <summary>The newest that both Web Chat and Teams draw.</summary>
    private const string NewestForAll = "1.5";

    public string Type { get; } = "AdaptiveCard";

    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Version { get; } = NewestForAll;

    /// <summary>The whole card as text, for clients that draw no cards.</summary>
    public required string FallbackText { get; init; }

    public required IReadOnlyList<CardElement> Body { get; init; }
}

/// <summary>A part of a card.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), nameof(TextBlock))]
[JsonDerivedType(typeof(RichTextBlock), nameof(RichTextBlock))]
[JsonDerivedType(typeof(Container), nameof(Container))]
[JsonDerivedType(typeof(ColumnSet), nameof(ColumnSet))]
[JsonDerivedType(typeof(ActionSet), nameof(ActionSet))]
internal abstract record CardElement
{
    public string? Spacing { get; init; }
    public bool? Separator { get; init; }
}

/// <summary>Text of ours, in Markdown.</summary>
internal sealed record TextBlock(string Text) : CardElement
{
    /// <summary>Makes it a heading for screen readers as well as for the eye.</summary>
    internal const string Heading = "heading";

    public bool Wrap { get; } = true;
    public string? Style { get; init; }
    public bool? IsSubtle { get; init; }
}

/// <summary>Text shown letter by letter as it is.</summary>
internal sealed record RichTextBlock(IReadOnlyList<TextRun> Inlines) : CardElement
{
    internal static RichTextBlock Of(string text) => new([new TextRun(text)]);
}

/// <summary>A run of plain text.</summary>
internal sealed record TextRun(string Text)
{
    public string Type { get; } = nameof(TextRun);
}

/// <summary>Parts that belong together.</summary>
internal sealed record Container(IReadOnlyList<CardElement> Items) : CardElement;

/// <summary>Parts side by side.</summary>
internal sealed record ColumnSet(IReadOnlyList<Column> Columns) : CardElement;

/// <summary>One of the parts side by side; <paramref name="Width"/> is <c>stretch</c> or <c>auto</c>.</summary>
internal sealed record Column(string Width, IReadOnlyList<CardElement> Items)
{
    public string Type { get; } = nameof(Column);
    public string? VerticalContentAlignment { get; init; }
}

/// <summary>Buttons in the middle of a card.</summary>
internal sealed record ActionSet(IReadOnlyList<CardButton> Actions) : CardElement;

/// <summary>A button of a card.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SubmitAction), "Action.Submit")]
[JsonDerivedType(typeof(ExecuteAction), "Action.Execute")]
internal abstract record CardButton(string Title)
{
    /// <summary>Read out after the title, to tell buttons with the same title apart.</summary>
    public string? Tooltip { get; init; }
}

/// <summary>A button that sends a message. Web Chat knows this one only.</summary>
internal sealed record SubmitAction(string Title, SubmitData Data) : CardButton(Title);

/// <summary>A button whose answer takes the place of the card.</summary>
internal sealed record ExecuteAction(string Title, string Verb, PressedValue Data) : CardButton(Title);

/// <summary>
/// What a card's button sends. Web Chat takes <see cref="CardAction"/> as if it were a suggested action, so that the member's bubble says what was pressed;
/// every other client sends the whole object back, and finds <see cref="Turn"/> and <see cref="Choice"/> in it.
/// </summary>
internal sealed record SubmitData(string Turn, string Choice, CardAction CardAction)
{
    [JsonPropertyName("__isBotFrameworkCardAction")]
    public bool IsBotFrameworkCardAction { get; } = true;
}
