using Bot.Accounts;
using Bot.Activities;
using KnowledgeBase;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Microsoft.Extensions.Options;

namespace Bot.Channels.BotConnector;

/// <summary>The one thing that is said where others read along: the way to a private chat. Of what was asked it shows nothing.</summary>
internal sealed class PrivateLine(Knowledge knowledge, Recogniser recogniser, ResumeTokens tokens, IOptions<AccountOptions> accounts, IOptions<BotConnectorOptions> options, TimeProvider clock)
{
    /// <summary>In Teams the way leads to the bot's own chat, elsewhere to the chat page, if it is known where members find that.</summary>
    internal string Write(Activity activity)
    {
        var locale = ActivityReader.LocaleOf(activity.Locale) ?? Locale.Fallback;
        var (wording, link) = activity.ChannelId == TeamsCards.Channel ? ("group.in-teams", ChatOf(activity, locale))
            : accounts.Value.PublicAddress is { Length: > 0 } site ? ("group.elsewhere", $"{site.TrimEnd('/')}/")
            : ("group.without-link", "");

        return knowledge.Wordings.Say(wording, locale, link.Length > 0 ? Values.None.With("link", link) : Values.None);
    }

    /// <summary>Teams writes the message for them, and they send it.</summary>
    private string ChatOf(Activity activity, string locale)
    {
        var chat = $"https://teams.microsoft.com/l/chat/0/0?users=28:{options.Value.AppId}";
        return TopicOf(activity, locale) is { } topic
            ? $"{chat}&message={Uri.EscapeDataString(knowledge.Wordings.Say("group.go-on", locale, Values.None.With("token", tokens.Issue(activity.From!.Id!, topic))))}"
            : chat;
    }

    /// <summary>Null when they named no problem, or one that must not wait for a link.</summary>
    private string? TopicOf(Activity activity, string locale) =>
        activity.Type == ActivityTypes.Message && recogniser.Decode(new Utterance(Mentions.Without(activity), locale, clock.GetUtcNow(), Asked.Nothing)) is { Decision: Decision.Answer, Emergency: false, Label: var label }
        && knowledge.Topics.Find(label) is not null
            ? label
            : null;
}
