namespace Bot.Desk.Accounts;

/// <summary>What the audit says of sign-ins and accounts.</summary>
internal static class AccountActs
{
    internal const string SignedIn = "agent.signed-in";
    internal const string SignInFailed = "agent.sign-in-failed";
    internal const string SignedOut = "agent.signed-out";
    internal const string Recovering = "agent.recovering";
    internal const string CodesMade = "agent.recovery-codes-made";
    internal const string ResetFromServer = "agent.reset-from-server";
    internal const string Enrolled = "agent.enrolled";
    internal const string Invited = "agent.invited";
    internal const string RoleSet = "agent.role-set";
    internal const string AccountClosed = "agent.account-closed";
    internal const string AccountOpened = "agent.account-opened";
    internal const string ApprovalAsked = "approval.asked";
    internal const string ApprovalDecided = "approval.decided";
    internal const string GlassBroken = "glass.broken";
    internal const string GlassReviewed = "glass.reviewed";
}
