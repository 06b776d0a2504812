using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Activities;

namespace Bot.Channels.BotConnector;

/// <summary>Takes out of a message that it was addressed to the bot, and keeps what was said. "@Sign-in help my account is locked" is about the account.</summary>
internal static partial class Mentions
{
    internal static string Without(Activity activity)
    {
        var text = activity.Text ?? "";
        if (!text.Contains('<', StringComparison.Ordinal) && activity.Entities is not { Count: > 0 })
        {
            return text;
        }

        foreach (var mention in (activity.Entities ?? []).Select(entity => OfBot(entity, activity.Recipient?.Id)).OfType<string>())
        {
            text = text.Replace(mention, " ", StringComparison.OrdinalIgnoreCase);
        }

        // Other people's names are words of the sentence; only their brackets go. The bot's goes, too, when the entity that should tell of it is missing.
        text = Tag().Replace(text, tag => tag.Groups[1].Value.Trim().Equals(activity.Recipient?.Name?.Trim(), StringComparison.OrdinalIgnoreCase) ? " " : tag.Groups[1].Value);
        return text.Trim();
    }

    internal static bool IsOfBot(Activity activity) =>
        (activity.Entities ?? []).Any(entity => OfBot(entity, activity.Recipient?.Id) is not null) || Tag().Matches(activity.Text ?? "").Any(tag => IsName(tag, activity));

    private static bool IsName(Match tag, Activity activity) => tag.Groups[1].Value.Trim() is { Length: > 0 } name && name.Equals(activity.Recipient?.Name?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string? OfBot(RawJson entity, string? botId) =>
        botId is not null
        && "mention".Equals(ActivityReader.TextOf(entity, "type"), StringComparison.OrdinalIgnoreCase)
        && entity.Element.TryGetProperty("mentioned", out var mentioned)
        && mentioned.ValueKind == JsonValueKind.Object
        && ActivityReader.TextOf(RawJson.Of(mentioned), "id") == botId
        && ActivityReader.TextOf(entity, "text") is { Length: > 0 } text
            ? text
            : null;

    [GeneratedRegex("<at(?: [^<>]{0,100})?>([^<>]{0,200})</at>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
