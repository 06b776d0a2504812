using Bot.Activities;
using Engine.Replies;

namespace Bot.Channels.BotConnector;

/// <summary>
/// What Teams shows of a reply. Its suggested actions carry no payload, so that a button could not be told from an old one: choices are buttons of a card there. The words stay in
/// the message, for whoever reads or hears no card.
/// </summary>
internal static class TeamsCards
{
    internal const string Channel = "msteams";

    /// <summary>Teams draws this many buttons of a set and hides the others.</summary>
    private const int MostInSet = 6;

    internal static Activity Asking(Activity written, Reply reply) => With(
        written,
        [
            .. reply.Card is { } card ? CardWriter.Draw(card, line => Button(new Choice(line.ItemId, card.ChangeWordOf(line)), reply) with { Tooltip = line.ChangeLabel }) : [],
            .. reply.Choices.Chunk(MostInSet).Select(choices => new ActionSet([.. choices.Select(choice => Button(choice, reply))])),
        ],
        reply);

    /// <summary>The same without its buttons.</summary>
    /// <param name="written">The message as it was said.</param>
    /// <param name="reply">What it said.</param>
    /// <param name="answer">In their place: which one was pressed; null when the member wrote their answer, which stands below.</param>
    internal static Activity Answered(Activity written, Reply reply, string? answer) => With(
        written,
        [
            .. reply.Card is { } card ? CardWriter.Draw(card, change: null) : [],
            .. answer is null ? Array.Empty<CardElement>() : [RichTextBlock.Of(answer)],
        ],
        reply);

    /// <summary>The label of the button that says this; null when none does.</summary>
    internal static string? LabelOf(Reply reply, string said) => said.Length > 0
        && (reply.Choices.Any(choice => choice.Label == said) || (reply.Card is ReviewCard review && review.Lines.Any(line => line.ChangeLabel == said)))
            ? said
            : null;

    private static Activity With(Activity written, IReadOnlyList<CardElement> body, Reply reply) => written with
    {
        SuggestedActions = null,
        Attachments = body.Count == 0 ? null : [CardWriter.Close(body, InText(reply))],
    };

    private static string InText(Reply reply) => string.Join('\n', [.. reply.Card is { } card ? [card.InText()] : Array.Empty<string>(), .. reply.Choices.Select(choice => $"- {choice.Label}")]);

    private static ExecuteAction Button(Choice choice, Reply reply) => new(choice.Label, choice.Id, new PressedValue(reply.TurnToken, choice.Id));
}
