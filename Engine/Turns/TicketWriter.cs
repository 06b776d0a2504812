using System.Reflection;
using Engine.Conversations;
using Engine.Handover;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Engine.Turns;

/// <summary>Writes the neutral ticket of a conversation whose member has just agreed to send it.</summary>
public sealed class TicketWriter(Knowledge knowledge)
{
    private static readonly string EngineVersion = typeof(TicketWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The checklist as tickets have it: the item's id there, ours, and how sensitive it is.</summary>
    private static readonly (string TicketId, string Item, string Sensitivity)[] Checklist =
    [
        ("full_name", Items.FullName, "pii"),
        ("date_of_birth", Items.DateOfBirth, "pii"),
        ("member_number", Items.MemberNumber, "pii"),
        ("last_known_email", Items.Email, "pii"),
        ("last_known_phone", Items.Phone, "pii"),
        ("last_sign_in", Items.LastSignIn, "none"),
        ("error_wording", Items.ErrorText, "none"),
        ("error_time", Items.ErrorTime, "none"),
        ("platform", Items.Platform, "none"),
        ("browser", Items.Browser, "none"),
        ("browser_version", Items.BrowserVersion, "none"),
        ("device", Items.Device, "none"),
        ("os", Items.Os, "none"),
        ("os_version", Items.OsVersion, "none"),
        ("app_version", Items.AppVersion, "none"),
        ("tries_made", Items.TriesMade, "none"),
    ];

    internal IReadOnlyList<Ticket> Write(Conversation after, DateTimeOffset now) => after.Talk.Filing is { } filing ? [Write(after, filing, now)] : [];

    private Ticket Write(Conversation after, Filing filing, DateTimeOffset now)
    {
        var talk = after.Talk;
        var topic = knowledge.Topics.Find(filing.Topic);
        var problem = talk.ProblemOf(filing.Topic);

        return new Ticket
        {
            Key = filing.Key,
            Number = filing.Number,
            ConversationId = after.Key.Id,
            Channel = after.Key.Channel,
            CreatedUtc = now,
            MemberLocal = after.LocalTime(now),
            Language = after.Locale,
            Reason = filing.Reason,
            Goal = topic?.Goal ?? "other",
            Topic = filing.Topic,
            Who = talk.Given(Items.Who) ?? "member",
            Error = ErrorOf(talk, topic?.Family ?? "none", problem),
            Environment = EnvironmentOf(talk),
            Checklist =
            [
                .. Checklist.Select(item => ItemOf(talk, item.TicketId, item.Item, item.Sensitivity)),
                .. ToldText.All.Where(told => talk.Given(told.Item) is not null).Select(told => ToldOf(talk, told.Item, told.TicketId, told.Sensitivity)),
            ],
            Steps = [.. talk.Problems.SelectMany(known => known.Tried).Select(tried => new TicketStep(tried.Fix, tried.OfferedAt.ToUniversalTime(), Result(tried.Result)))],
            RuledOut = [.. talk.Problems.SelectMany(known => known.RuledOut).Select(ruled => new TicketRuledOut(ruled.Cause, ruled.By))],
            SuggestedNext = SuggestedNext(filing.Reason, filing.Topic),
            Consent = new TicketConsent(filing.ConsentVersion, now),
            Redactions = after.Redactions,
            ContentVersion = knowledge.Version,
            EngineVersion = EngineVersion,
        };
    }

    private static TicketError ErrorOf(Talk talk, string family, Problem? problem) => new(
        talk.Given(Items.ErrorText),
        family,
        problem?.Cause,
        problem?.Confidence ?? 0,
        talk.Given(Items.ErrorCode),
        talk.Given(Items.ErrorTime),
        talk.Given(Items.ErrorTime) switch
        {
            null => "unknown",
            var time when time.Contains('T', StringComparison.Ordinal) && !time.Contains('/', StringComparison.Ordinal) => "minute",
            _ => "about",
        },
        talk.Given(Items.WaitUntil) is { } until ? DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture) : null);

    private static TicketEnvironment EnvironmentOf(Talk talk)
    {
        var source = new[] { Items.Browser, Items.Os, Items.Device }.Select(item => talk.Slots.GetValueOrDefault(item)).FirstOrDefault(slot => slot?.Value is not null)?.Provenance;

        return new TicketEnvironment(
            talk.Given(Items.Platform) switch { "mobile" => "app", "web" => "web", _ => null },
            talk.Given(Items.Browser),
            talk.Given(Items.BrowserVersion),
            talk.Given(Items.Device),
            talk.Given(Items.Os),
            talk.Given(Items.OsVersion),
            talk.Given(Items.AppVersion),
            source switch { Provenance.Detected => "detected", null => null, _ => "typed" });
    }

    private static TicketItem ItemOf(Talk talk, string ticketId, string item, string sensitivity) => talk.Slots.TryGetValue(item, out var slot)
        ? new TicketItem(ticketId, State(slot.State), slot.Value, sensitivity, slot.Value is null ? null : Source(slot.Provenance))
        : new TicketItem(ticketId, "not_asked", null, sensitivity, null);

    /// <summary>In English, whatever the member speaks: agents read it.</summary>
    private TicketItem ToldOf(Talk talk, string item, string ticketId, string sensitivity) =>
        ItemOf(talk, ticketId, item, sensitivity) with { Value = ToldText.For(item, talk.Given(item)!, knowledge.Wordings, Locale.Fallback) };

    private static string State(SlotState state) => state switch
    {
        SlotState.Given => "given",
        SlotState.Unknown => "unknown",
        SlotState.Declined => "declined",
    };

    private static string Source(Provenance provenance) => provenance switch
    {
        Provenance.Typed => "typed",
        Provenance.Chosen => "chosen",
        Provenance.Detected => "detected",
    };

    private static string? Result(FixResult? result) => result switch
    {
        FixResult.Worked => "worked",
        FixResult.DidNotHelp => "no",
        FixResult.CouldNot => "could_not",
        FixResult.Skipped => "skipped",
        null => null,
    };

    /// <summary>Why it came to a person says most; who only asked for one still has a problem, and it tells what to do about it.</summary>
    private static string SuggestedNext(string reason, string topic) => (reason, topic) switch
    {
        ("locked_no_selfservice", _) => "agent_unlock",
        ("security", _) => "agent_secure_account",
        ("proxy", _) => "agent_check_proxy_record",
        (_, "account-compromised") => "agent_secure_account",
        (_, "account-locked") => "agent_unlock",
        (_, "proxy-not-authorized" or "caregiver-access") => "agent_check_proxy_record",
        _ => "agent_identity_check",
    };
}
