using System.Globalization;
using System.Text.Json;
using Engine.Conversations;

namespace Bot.Activities;

/// <summary>Reads an activity of a member as a message for the engine.</summary>
internal static class ActivityReader
{
    internal const string JoinEvent = "webchat/join";
    internal const string DeviceEvent = "assistant/device";
    internal const string LanguageEvent = "assistant/language";

    private const int LongestId = 100;
    private const int LongestFact = 60;
    private const int MostFields = 30;
    private static readonly TimeSpan FarthestOffset = TimeSpan.FromHours(14);

    /// <summary>Null when it is of a kind that we accept and ignore.</summary>
    /// <param name="activity">What the member's client sent.</param>
    /// <param name="conversation">Taken from the token and the address, never from the activity.</param>
    /// <param name="fromId">Who the channel says it is, never who the activity says.</param>
    /// <param name="freshId">The message's id when the client gave it none.</param>
    /// <param name="now">For time zones given by name.</param>
    internal static InboundMessage? Read(Activity activity, ConversationKey conversation, string fromId, Func<string> freshId, DateTimeOffset now)
    {
        var kind = KindOf(activity);

        return kind is null ? null : new InboundMessage
        {
            Conversation = conversation,
            Id = ClientId(activity) is { } own ? $"c:{own}" : $"f:{freshId()}",
            Kind = kind.Value,
            Text = (kind == MessageKind.Said ? activity.Text : activity.Name) ?? "",
            Pressed = kind == MessageKind.Said ? Pressed(activity.Value) : null,
            Device = kind == MessageKind.DeviceTold ? Device(activity.Value) : null,
            Locale = LocaleOf(kind == MessageKind.LanguagePicked ? TextOf(activity.Value, "language") : activity.Locale),
            UtcOffset = OffsetOf(activity, now),
            FromId = fromId,
            ChannelData = WithoutSpeech(activity.ChannelData)?.Text,
        };
    }

    internal static string? LocaleOf(string? locale) =>
        locale is { Length: >= 2 and <= 35 } && locale.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? locale : null;

    private static MessageKind? KindOf(Activity activity) => activity switch
    {
        { Type: ActivityTypes.Message } => MessageKind.Said,
        { Type: ActivityTypes.Event, Name: JoinEvent } => MessageKind.Joined,
        { Type: ActivityTypes.Event, Name: DeviceEvent } => MessageKind.DeviceTold,
        { Type: ActivityTypes.Event, Name: LanguageEvent } => MessageKind.LanguagePicked,
        _ => null,
    };

    /// <summary>Web Chat marks each sending, so that a message sent again after a lost answer is known for the same.</summary>
    private static string? ClientId(Activity activity) =>
        TextOf(activity.ChannelData, "clientActivityID") is { Length: > 0 and <= LongestId } id ? id : null;

    /// <summary>Who dictates to Web Chat sends there what else it may have heard, past the scrubber that takes secrets out of the text.</summary>
    private static RawJson? WithoutSpeech(RawJson? data)
    {
        const string Speech = "speech";
        if (data is not { Element: { ValueKind: JsonValueKind.Object } element } || !element.TryGetProperty(Speech, out _))
        {
            return data;
        }

        var kept = element.EnumerateObject().Where(property => property.Name != Speech).Select(property => $"{JsonSerializer.Serialize(property.Name, ActivityJson.Default.String)}:{property.Value.GetRawText()}");
        return new RawJson($"{{{string.Join(',', kept)}}}");
    }

    internal static PressedChoice? Pressed(RawJson? value)
    {
        if (TextOf(value, "choice") is not { Length: > 0 and <= LongestId } choice)
        {
            return null;
        }

        // A button without its prompt's mark can't be told from an old one.
        var turn = TextOf(value, "turn") is { Length: <= LongestId } token ? token : "";
        var fields = value!.Value.Element.EnumerateObject()
            .Where(field => field.Name is not ("choice" or "turn") && field.Value.ValueKind == JsonValueKind.String)
            .Take(MostFields)
            .ToDictionary(field => field.Name, field => Text(field.Value) ?? "");

        return new PressedChoice(turn, choice, fields);
    }

    private static DeviceFacts? Device(RawJson? value) => value is { Element.ValueKind: JsonValueKind.Object }
        ? new DeviceFacts(Fact(value, "browser"), Fact(value, "browserVersion"), Fact(value, "os"), Fact(value, "osVersion"), Fact(value, "device"), Fact(value, "platform"))
        : null;

    private static string? Fact(RawJson? value, string name) => TextOf(value, name) is { Length: > 0 and <= LongestFact } fact && !fact.Any(char.IsControl) ? fact : null;

    internal static string? TextOf(RawJson? json, string name) =>
        json is { Element: { ValueKind: JsonValueKind.Object } found } && found.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String
            ? Text(property)
            : null;

    /// <summary>Half a surrogate pair inside a payload of ours was not put there by a client of ours.</summary>
    private static string? Text(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal static TimeSpan? OffsetOf(Activity activity, DateTimeOffset now)
    {
        if (activity.LocalTimestamp is { Length: <= LongestFact } local && SaysOffset(local)
            && DateTimeOffset.TryParse(local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Offset.Duration() <= FarthestOffset)
        {
            return at.Offset;
        }

        return activity.LocalTimezone is { Length: > 0 and <= LongestFact } zone && IsZoneName(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
            ? known.GetUtcOffset(now)
            : null;
    }

    /// <summary>Ends in <c>-08:00</c>. What ends in Z is no local time, whatever the field is called.</summary>
    private static bool SaysOffset(string time) => time.Length > 6 && time[^6] is ('+' or '-') && time[^3] == ':';

    /// <summary>Zones are looked up as files: a name that could leave their folder is no zone.</summary>
    private static bool IsZoneName(string name) =>
        char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+');
}
