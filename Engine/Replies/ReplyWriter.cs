using KnowledgeBase;

namespace Engine.Replies;

/// <summary>Puts what a journey wants said into finished words of the member's language.</summary>
internal sealed class ReplyWriter(Knowledge knowledge)
{
    internal Reply Write(Line line, string journey, string step, string locale, bool rephrase = false)
    {
        var wordings = knowledge.Wordings;
        locale = line.Locale ?? locale;
        var text = rephrase || line.InOtherWords ? wordings.Rephrase(line.Wording, locale, line.Values) : wordings.Say(line.Wording, locale, line.Values);

        return new Reply
        {
            Journey = journey,
            Step = step,
            Wording = line.Wording,
            Text = text,
            Choices = line.Choices ?? OwnChoices(line, locale),
            Card = line.Card,
            Progress = line.Progress,
            Values = line.Values.In(wordings.Locales.Best(locale)),
        };
    }

    private IReadOnlyList<Choice> OwnChoices(Line line, string locale) =>
    [
        .. knowledge.Wordings.Choices(line.Wording, locale, line.Values)
            .Where(choice => !line.Hidden.Contains(choice.Id))
            .Select(choice => new Choice(choice.Id, choice.Label)),
    ];
}
