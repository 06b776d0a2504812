using System.Globalization;
using System.Text;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Engine.Replies;

/// <summary>Writes replies in the manner the member chose, for every channel alike.</summary>
internal sealed class MannerWriter(Knowledge knowledge)
{
    /// <summary>The choice that goes on to the next step of a list.</summary>
    internal const string NextStepChoice = "next-step";

    /// <summary>One thing at a time: the step at hand in place of the whole list, and a way on to the next.</summary>
    internal Reply OneStep(Reply reply, Manner? manner, int at, string locale)
    {
        if (manner is not { OneThing: true } || reply.Card is not StepsCard { Steps: { Count: > 1 } steps })
        {
            return reply;
        }

        var step = Math.Min(at, steps.Count - 1);
        var text = knowledge.Wordings.Say("global.step-of", locale, Values.None.With("step", step + 1).With("of", steps.Count).With("text", steps[step]));
        var isLast = step == steps.Count - 1;

        return reply with
        {
            Text = step == 0 || isLast ? $"{reply.Text}\n\n{text}" : text,
            Card = null,
            Choices = isLast ? reply.Choices : [new Choice(NextStepChoice, knowledge.Wordings.Say("global.next-step", locale, Values.None)), .. reply.Choices],
        };
    }

    internal IReadOnlyList<Reply> Write(IReadOnlyList<Reply> replies, Manner? manner, string locale)
    {
        if (manner is null || replies.Count == 0)
        {
            return replies;
        }

        var written = manner.NoCards ? [.. replies.Select(WithoutCard)] : replies;
        written = manner.BiggerSteps ? AsOne(written) : written;

        return manner.PlainText ? [.. written.Select(reply => Plain(reply, locale))] : written;
    }

    private static Reply WithoutCard(Reply reply) => reply.Card is not { } card ? reply : reply with { Card = null, Text = $"{reply.Text}\n\n{card.Title}\n{card.AsText()}" };

    /// <summary>Everything in the last message; what has a card of its own stays by itself.</summary>
    private static IReadOnlyList<Reply> AsOne(IReadOnlyList<Reply> replies) => replies.SkipLast(1).Any(reply => reply.Card is not null)
        ? replies
        : [replies[^1] with { Text = string.Join("\n\n", replies.Select(reply => reply.Text)) }];

    private Reply Plain(Reply reply, string locale)
    {
        var text = new StringBuilder();
        foreach (var line in reply.Text.Split('\n'))
        {
            text.Append(line.TrimStart('#').Replace("**", "", StringComparison.Ordinal).Replace("__", "", StringComparison.Ordinal).Trim() is var bare && bare.StartsWith("- ", StringComparison.Ordinal) ? bare[2..] : bare).Append('\n');
        }

        var plain = text.ToString().TrimEnd();
        if (reply.Choices.Count > 0)
        {
            var answers = reply.Choices.Select((choice, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}) {choice.Label}"));
            plain = $"{plain}\n\n{knowledge.Wordings.Say("global.can-answer", locale, Values.None)}\n{string.Join('\n', answers)}";
        }

        return reply with { Text = plain };
    }
}
