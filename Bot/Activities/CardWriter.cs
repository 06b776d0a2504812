using System.Text;
using System.Text.Json;
using Engine.Replies;

namespace Bot.Activities;

/// <summary>Draws a reply's card as an Adaptive Card.</summary>
internal static class CardWriter
{
    /// <summary>With buttons that send a message.</summary>
    internal static Attachment Write(Card card, string turnToken) => Close(
        Draw(card, line => new SubmitAction(card.ChangeWordOf(line), new SubmitData(turnToken, line.ItemId, ActivityWriter.Button(new Choice(line.ItemId, line.ChangeLabel), turnToken))) { Tooltip = line.ChangeLabel }),
        card.InText());

    /// <param name="card">What is drawn.</param>
    /// <param name="change">The button that changes a line of a review; without one its lines are only shown.</param>
    internal static IReadOnlyList<CardElement> Draw(Card card, Func<ReviewLine, CardButton>? change) => [new TextBlock(card.Title) { Style = TextBlock.Heading }, .. Body(card, change)];

    internal static Attachment Close(IReadOnlyList<CardElement> body, string inText) =>
        new(Attachment.AdaptiveCardType, new RawJson(JsonSerializer.Serialize(new AdaptiveCard { FallbackText = inText, Body = body }, ActivityJson.Default.AdaptiveCard)));

    internal static string InText(this Card card) => $"{card.Title}\n{card.AsText()}";

    /// <summary>What the button that changes a line says.</summary>
    internal static string ChangeWordOf(this Card card, ReviewLine line) => (card as ReviewCard)?.ChangeWord ?? line.ChangeLabel;

    private static IEnumerable<CardElement> Body(Card card, Func<ReviewLine, CardButton>? change) => card switch
    {
        StepsCard steps => [new TextBlock(Numbered(steps.Steps))],
        ReviewCard review when change is not null => review.Lines.Select(line => Review(line, change(line))),
        ReviewCard review => review.Lines.Select(line => Fact(line.Label, line.Value)),
        SummaryCard summary => summary.Lines.Select(line => Fact(line.Label, line.Value)),
        _ => throw new InvalidOperationException($"{card.GetType().Name} is a card that nobody draws yet."),
    };

    /// <summary>One Markdown list, so that a screen reader says "list, five items" and numbers are not read twice.</summary>
    private static string Numbered(IReadOnlyList<string> steps)
    {
        var list = new StringBuilder();
        for (var index = 0; index < steps.Count; index++)
        {
            list.Append(index + 1).Append(". ").Append(steps[index].ReplaceLineEndings(" ")).Append('\n');
        }

        return list.ToString();
    }

    private static ColumnSet Review(ReviewLine line, CardButton change) => new(
    [
        new Column("stretch", Labelled(line.Label, line.Value)),
        new Column("auto", [new ActionSet([change])]) { VerticalContentAlignment = "center" },
    ])
    { Separator = true };

    private static Container Fact(string label, string value) => new(Labelled(label, value)) { Separator = true };

    private static IReadOnlyList<CardElement> Labelled(string label, string value) =>
        [new TextBlock(label) { IsSubtle = true }, RichTextBlock.Of(value) with { Spacing = "none" }];
}
