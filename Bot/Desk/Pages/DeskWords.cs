using System.Globalization;
using Bot.Storage.Model;
using KnowledgeBase.Wordings;

namespace Bot.Desk.Pages;

/// <summary>The desk's own words for ids, times and refusals; only agents read them.</summary>
internal static class DeskWords
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["agent_unlock"] = "Check who they are, then unlock the account",
        ["agent_secure_account"] = "Check who they are, then secure the account",
        ["agent_check_proxy_record"] = "Look up the caregiver's access on file",
        ["agent_identity_check"] = "Check who they are by the plan's own way",
        ["sign_in"] = "sign in",
        ["recover_password"] = "get a new password",
        ["recover_id"] = "find their user name",
        ["mfa"] = "set up or fix the second step",
        ["proxy"] = "act for somebody else",
        ["register"] = "register",
        ["other"] = "something else; see the talk",
        ["person"] = "a wish for a person",
        ["user_requested"] = "the member asked for a person",
        ["fixes_exhausted"] = "nothing the assistant knows helped",
        ["identity_check"] = "somebody must check who they are",
        ["locked_no_selfservice"] = "the account is locked and can't be opened by oneself",
        ["security"] = "it may be somebody else's doing",
        ["emergency_followup"] = "an emergency was mentioned",
        ["no"] = "did not help",
        ["could_not"] = "could not do it",
        ["not_asked"] = "not asked",
        ["declined"] = "did not want to say",
        ["unknown"] = "not known to the member",
        ["directline"] = "web chat",
        ["msteams"] = "Teams",
        ["browserVersion"] = "browser version",
        ["osVersion"] = "system version",
        ["appVersion"] = "app version",
        ["os"] = "system",
        ["kind"] = "web or app",
        ["source"] = "known from",
        ["os_version"] = "System version",
        ["member_number"] = "Member number",
    };

    internal static string Of(string id) => Known.GetValueOrDefault(id) ?? id.Replace('_', ' ').Replace('-', ' ');

    /// <summary>What a language is called; its id when it is not spoken any more.</summary>
    internal static string Language(string id, LocaleList locales) => locales.Has(id) ? locales.Best(id).NameInEnglish : id;

    /// <summary>As a label: with a capital.</summary>
    internal static string Label(string id) => Of(id) is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : "";

    internal static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "under a minute",
        { TotalMinutes: < 60 } => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} days",
    };

    internal static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    internal static string State(CaseState state) => state switch
    {
        CaseState.Open => "open",
        CaseState.Claimed => "claimed",
        CaseState.Closed => "closed",
        CaseState.Merged => "merged",
    };

    internal static IReadOnlyList<FlagView> Flags(ServiceFlags flags) =>
    [
        .. new (ServiceFlags Flag, FlagView View)[]
        {
            (ServiceFlags.Emergency, new("emergency", "bad")),
            (ServiceFlags.MemberWaits, new("member waits in chat", "bad")),
            (ServiceFlags.AnswerDue, new("answer due", "bad")),
            (ServiceFlags.Security, new("security", "warn")),
            (ServiceFlags.ClaimDue, new("late", "warn")),
        }.Where(pair => flags.HasFlag(pair.Flag)).Select(pair => pair.View),
    ];

    internal static string Refusal(DeskRefusal refusal, string? holder) => refusal switch
    {
        DeskRefusal.NotAllowed => "Your role, or who has the ticket, does not allow that.",
        DeskRefusal.NoSuchTicket => "There is no such ticket.",
        DeskRefusal.HeldByAnother => $"{holder ?? "Somebody else"} was faster and has this ticket.",
        DeskRefusal.MovedOn => "The ticket has moved on meanwhile. This is how it stands now.",
        DeskRefusal.StillLive => "The member is in the chat. Hand back or leave first.",
        DeskRefusal.NotValid => "That can't be right. Check what you chose and wrote.",
        DeskRefusal.NotProved => "The field stays hidden: that code does not fit. Use a new code from your authenticator app.",
        DeskRefusal.Busy => "The conversation was busy. Try again.",
    };

    internal static string? Done(string? code) => code switch
    {
        "claimed" => "The ticket is yours.",
        "released" => "The ticket is back in the queue.",
        "passed-on" => "Passed on.",
        "joined" => "You are in the chat. The assistant is silent.",
        "said" => "Sent.",
        "handed-back" => "The assistant goes on with the member. The ticket is still yours.",
        "left" => "You left the chat. The member was told, and the ticket is open again.",
        "revealed" => "The field is visible to you for a minute.",
        "glass" => "Supervisors have been alarmed. For an hour you can reveal fields here.",
        "flagged" => "Marked.",
        "closed" => "Closed.",
        "reopened" => "The ticket is open again.",
        "merged" => "Merged.",
        "noted" => "Kept.",
        _ => null,
    };
}
