namespace Engine.Handover;

/// <summary>The details that are gathered about a member, their device and their error, by id. The same ids name checklist items and stand in tickets.</summary>
internal static class Items
{
    internal const string FullName = "full-name";
    internal const string DateOfBirth = "date-of-birth";
    internal const string MemberNumber = "member-number";
    internal const string Email = "email";
    internal const string Phone = "phone";
    internal const string LastSignIn = "last-sign-in";
    internal const string ErrorText = "error-text";
    internal const string ErrorTime = "error-time";
    internal const string ErrorCode = "error-code";
    internal const string Platform = "platform";
    internal const string Browser = "browser";
    internal const string BrowserVersion = "browser-version";
    internal const string Device = "device";
    internal const string Os = "os";
    internal const string OsVersion = "os-version";
    internal const string AppVersion = "app-version";
    internal const string TriesMade = "tries-made";
    internal const string TriesLeft = "tries-left";
    internal const string Who = "who";

    /// <summary>What an account can be named by.</summary>
    internal static readonly IReadOnlyList<string> AccountNames = [Email, MemberNumber];

    /// <summary>How the live chat with an agent was: what the member answered to the survey.</summary>
    internal const string LiveSurvey = "live-survey";

    /// <summary>The day of birth or the age of somebody else, such as a child. It stays in the talk and goes into no ticket.</summary>
    internal const string TheirBirth = "their-birth";

    /// <summary>What a person has to know to help this member, such as a screen reader: ids of the vocabulary, or the member's words.</summary>
    internal const string SupportNeed = "support-need";

    internal const string ActingFor = "acting-for";
    internal const string Region = "region";
    internal const string Permission = "permission";

    internal const string Worry = "worry";

    /// <summary>What the member saw of it, in their words.</summary>
    internal const string Evidence = "evidence";

    /// <summary>Who writes for somebody else: their own name, what they are to the member, and where they can be reached. Kept apart from what is the member's.</summary>
    internal const string RequesterName = "requester-name";
    internal const string RequesterRelation = "requester-relation";
    internal const string RequesterContact = "requester-contact";

    /// <summary>What it is about: a topic's id, or the member's own words.</summary>
    internal const string Problem = "problem";

    /// <summary>What else the agent should know, in the member's words.</summary>
    internal const string AgentNote = "agent-note";

    internal const string DoubtfulAddress = "doubtful-address";

    /// <summary>The mailbox or the phone on file is out of the member's reach, or both are; only one of the three is noted at a time.</summary>
    internal const string EmailGone = "email-gone";
    internal const string PhoneGone = "phone-gone";
    internal const string BothGone = "both-gone";

    /// <summary>The phone was stolen: what is sent to it reaches the thief.</summary>
    internal const string PhoneStolen = "phone-stolen";

    /// <summary>Until when the portal said to wait, ISO 8601.</summary>
    internal const string WaitUntil = "wait-until";
}
