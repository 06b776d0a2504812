using System.Text;
using System.Text.Json;
using Engine.Replies;

namespace Bot.Activities;

/// <summary>Draws a reply's card as an Adaptive Card.</summary>
internal static class CardWriter
{
    internal static Attachment Write(Card card, string turnToken)
    {
        var drawn = new AdaptiveCard
        {
            FallbackText = $"{card.Title}\n{card.AsText()}",
            Body = [new TextBlock(card.Title) { Style = TextBlock.Heading }, .. Body(card, turnToken)],
        };

        return new Attachment(Attachment.AdaptiveCardType, new RawJson(JsonSerializer.Serialize(drawn, ActivityJson.Default.AdaptiveCard)));
    }

    private static IEnumerable<CardElement> Body(Card card, string turnToken) => card switch
    {
        StepsCard steps => [new TextBlock(Numbered(steps.Steps))],
        ReviewCard review => review.Lines.Select(line => Review(line, review.ChangeWord ?? line.ChangeLabel, turnToken)),
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

    private static ColumnSet Review(ReviewLine line, string changeWord, string turnToken) => new(
    [
        new Column("stretch", Labelled(line.Label, line.Value)),
        new Column("auto", [new ActionSet([Change(line, changeWord, turnToken)])]) { VerticalContentAlignment = "center" },
    ])
    { Separator = true };

    private static SubmitAction Change(ReviewLine line, string changeWord, string turnToken) =>
        new(changeWord, new SubmitData(turnToken, line.ItemId, ActivityWriter.Button(new Choice(line.ItemId, line.ChangeLabel), turnToken))) { Tooltip = line.ChangeLabel };

    private static Container Fact(string label, string value) => new(Labelled(label, value)) { Separator = true };

    private static IReadOnlyList<CardElement> Labelled(string label, string value) =>
        [new TextBlock(label) { IsSubtle = true }, RichTextBlock.Of(value) with { Spacing = "none" }];
}
