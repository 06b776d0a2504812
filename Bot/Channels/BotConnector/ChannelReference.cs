using System.Text.Json;
using Bot.Activities;
using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>Where in which channel a conversation is, as a validated activity told it. Stored sealed with the conversation; ids only, no names.</summary>
/// <param name="ServiceUrl">Where the Connector is called.</param>
/// <param name="Audience">To whom our token is made out: the channel service, or a parent bot.</param>
/// <param name="ChannelId">The channel.</param>
/// <param name="BotId">Who we are there.</param>
/// <param name="UserId">Whom we answer.</param>
/// <param name="Conversation">The channel's conversation.</param>
internal sealed record ChannelReference(string ServiceUrl, string Audience, string ChannelId, string BotId, string UserId, ConversationAccount Conversation)
{
    /// <summary>Conversations that a parent bot names; see <see cref="KeyOf"/>.</summary>
    internal const string SkillChannel = "skill";

    internal static ChannelReference Of(Activity activity, ConnectorCaller caller, BotConnectorOptions options) => new(
        activity.ServiceUrl!,
        caller is ConnectorCaller.Parent parent ? parent.AppId : options.Issuer,
        activity.ChannelId!,
        activity.Recipient?.Id ?? options.AppId,
        activity.From!.Id!,
        activity.Conversation!);

    /// <summary>
    /// The channel's own names, except where somebody could choose those of another: a parent bot makes up its ids, so they count within that parent only; and Azure's
    /// Direct Line is not ours.
    /// </summary>
    internal static ConversationKey KeyOf(Activity activity, ConnectorCaller caller) => caller switch
    {
        ConnectorCaller.Parent parent => new ConversationKey(SkillChannel, $"{parent.AppId}:{activity.Conversation!.Id}"),
        _ when activity.ChannelId is DirectLine.DirectLineEndpoints.Channel or SkillChannel => new ConversationKey($"azure-{activity.ChannelId}", activity.Conversation!.Id!),
        _ => new ConversationKey(activity.ChannelId!, activity.Conversation!.Id!),
    };

    internal bool IsSkill(BotConnectorOptions options) => Audience != options.Issuer;

    internal string Write() => JsonSerializer.Serialize(this, ActivityJson.Default.ChannelReference);

    /// <summary>Null for a conversation of a channel whose clients fetch their answers.</summary>
    internal static ChannelReference? Of(Conversation conversation) =>
        conversation.ReplyAddress is { } address ? JsonSerializer.Deserialize(address.Reference, ActivityJson.Default.ChannelReference) : null;
}
