using System.Text.Json;
using Bot.Activities;
using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>Reads an activity that the gate has let in.</summary>
internal static class ConnectorReader
{
    internal const string CardAction = "adaptiveCard/action";
    internal const string HandOffStatusEvent = "handoff.status";
    internal const string ExpectReplies = "expectReplies";

    private const int LongestState = 20;

    /// <summary>Channels in which nobody else can read along, whatever they leave out. Everywhere else a conversation of unknown kind counts as a group.</summary>
    private static readonly string[] PrivateChannels = ["webchat", "directline", "sms"];

    internal static Inbound Read(Activity activity, ConversationKey key, string replyTo, DateTimeOffset now)
    {
        if (!IsPrivate(activity))
        {
            return InGroup(activity);
        }

        return activity switch
        {
            { Type: ActivityTypes.Message } => Said(activity, key, replyTo, now),
            { Type: ActivityTypes.Event, Name: HandOffStatusEvent } => HandOff(activity, key),
            { Type: ActivityTypes.Event } => Event(activity, key, replyTo, now),
            { Type: ActivityTypes.Invoke, Name: CardAction } => Pressed(activity, key, replyTo, now),
            { Type: ActivityTypes.Invoke } => new Inbound.UnknownInvoke(),
            { Type: ActivityTypes.ConversationUpdate } => Members(activity, key, replyTo, now),
            { Type: ActivityTypes.InstallationUpdate, Action: "add" or "add-upgrade" } => Joined(activity, key, replyTo, now),
            { Type: ActivityTypes.InstallationUpdate, Action: "remove" } => new Inbound.Left("The bot was removed."),
            { Type: ActivityTypes.Typing } => new Inbound.Typing(),
            { Type: ActivityTypes.EndOfConversation } => new Inbound.Left("The caller has ended the conversation."),
            { Type: ActivityTypes.MessageUpdate } => new Inbound.Revised(IdOf(activity.Id!), Mentions.Without(activity)),
            { Type: ActivityTypes.MessageDelete } => new Inbound.Revised(IdOf(activity.Id!), Text: null),
            _ => new Inbound.Ignored(),
        };
    }

    internal static bool IsPrivate(Activity activity)
    {
        var conversation = activity.Conversation!;
        return conversation.IsGroup != true
            && (conversation.ConversationType is { Length: > 0 } type
                ? type.Equals("personal", StringComparison.OrdinalIgnoreCase)
                : PrivateChannels.Contains(activity.ChannelId));
    }

    /// <summary>Under which id a message of the channel stands in the transcript.</summary>
    internal static string IdOf(string activityId) => $"a:{activityId}";

    /// <summary>The channel's id of a message in the transcript; null when it is not one of a channel's.</summary>
    internal static string? ActivityIdOf(string? messageId) => messageId is not null && messageId.StartsWith("a:", StringComparison.Ordinal) ? messageId["a:".Length..] : null;

    /// <summary>What is not said to the bot is none of its business.</summary>
    private static Inbound InGroup(Activity activity) => activity switch
    {
        { Type: ActivityTypes.Message } when Mentions.IsOfBot(activity) => new Inbound.InGroup(),
        { Type: ActivityTypes.InstallationUpdate, Action: "add" } => new Inbound.InGroup(),
        { Type: ActivityTypes.ConversationUpdate, MembersAdded: { } added } when added.Any(member => IsBot(member, activity)) => new Inbound.InGroup(),
        { Type: ActivityTypes.Invoke } => new Inbound.UnknownInvoke(),
        _ => new Inbound.Ignored(),
    };

    private static Inbound.Turn Said(Activity activity, ConversationKey key, string replyTo, DateTimeOffset now) => new(Message(activity, key, replyTo, now) with
    {
        Kind = MessageKind.Said,
        Text = Mentions.Without(activity),
        Pressed = ActivityReader.Pressed(activity.Value),
    });

    /// <summary>What is in the payload tells the choice; a verb alone names one, too, but then of a card that we have no mark of.</summary>
    private static Inbound Pressed(Activity activity, ConversationKey key, string replyTo, DateTimeOffset now)
    {
        if (ActionOf(activity) is not { } action)
        {
            return new Inbound.BadInvoke();
        }

        var pressed = PressedIn(action);
        pressed ??= ActivityReader.TextOf(RawJson.Of(action), "verb") is { Length: > 0 and <= 100 } verb ? new PressedChoice("", verb, new Dictionary<string, string>()) : null;

        return pressed is null
            ? new Inbound.BadInvoke()
            : new Inbound.Turn(Message(activity, key, replyTo, now) with { Kind = MessageKind.Said, Pressed = pressed });
    }

    /// <summary>The mark of the prompt whose button was executed; null when it has none.</summary>
    internal static string? TurnTokenOf(Activity activity) => ActionOf(activity) is { } action ? PressedIn(action)?.TurnToken : null;

    private static JsonElement? ActionOf(Activity activity) =>
        activity.Value is { Element.ValueKind: JsonValueKind.Object } value && value.Element.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object ? action : null;

    private static PressedChoice? PressedIn(JsonElement action) => action.TryGetProperty("data", out var data) ? ActivityReader.Pressed(RawJson.Of(data)) : null;

    private static Inbound Event(Activity activity, ConversationKey key, string replyTo, DateTimeOffset now) =>
        ActivityReader.Read(activity, key, activity.From!.Id!, () => "", now) is { } read
            ? new Inbound.Turn(Message(activity, key, replyTo, now) with { Kind = read.Kind, Text = read.Text, Device = read.Device })
            : new Inbound.Ignored();

    private static Inbound HandOff(Activity activity, ConversationKey key) =>
        ActivityReader.TextOf(activity.Value, "state") is { Length: > 0 and <= LongestState } state && state.All(char.IsAsciiLetter)
            ? new Inbound.Turn(new InboundMessage { Conversation = key, Id = IdOf(activity.Id!), Kind = MessageKind.HandOffTold, Text = state.ToLowerInvariant(), FromId = activity.From!.Id! })
            : new Inbound.Ignored();

    private static Inbound Members(Activity activity, ConversationKey key, string replyTo, DateTimeOffset now) =>
        (activity.MembersRemoved ?? []).Any(member => IsBot(member, activity)) ? new Inbound.Left("The bot was removed.")
            : activity.MembersAdded is { Count: > 0 } ? Joined(activity, key, replyTo, now)
            : new Inbound.Ignored();

    private static Inbound.Turn Joined(Activity activity, ConversationKey key, string replyTo, DateTimeOffset now) =>
        new(Message(activity, key, replyTo, now) with { Kind = MessageKind.Joined, Text = ActivityTypes.ConversationUpdate });

    private static bool IsBot(ChannelAccount member, Activity activity) => member.Id is not null && member.Id == activity.Recipient?.Id;

    private static InboundMessage Message(Activity activity, ConversationKey key, string replyTo, DateTimeOffset now) => new()
    {
        Conversation = key,
        Id = IdOf(activity.Id!),
        Kind = MessageKind.Said,
        FromId = activity.From!.Id!,
        Locale = ActivityReader.LocaleOf(activity.Locale),
        UtcOffset = ActivityReader.OffsetOf(activity, now),
        ReplyTo = replyTo,
        IsAnsweredInPlace = activity.DeliveryMode == ExpectReplies,
        SentAt = activity.Timestamp ?? "",
    };
}
