namespace Bot.Accounts.Api;

/// <summary>The operations of the contract, as they stand in its paths.</summary>
internal static class ApiPaths
{
    internal const string Capabilities = "capabilities";
    internal const string Find = "find";
    internal const string SendCode = "send-code";
    internal const string VerifyCode = "verify-code";
    internal const string VerifyFactor = "verify-factor";
    internal const string SendUserName = "send-user-name";
    internal const string LookAt = "look-at";
    internal const string StartReset = "start-reset";
    internal const string CheckPage = "check-page";
    internal const string Unlock = "unlock";
    internal const string AddFactor = "add-factor";
    internal const string ConfirmFactor = "confirm-factor";
    internal const string RemoveFactor = "remove-factor";
    internal const string MakeRecoveryCodes = "make-recovery-codes";
    internal const string ChangeContact = "change-contact";
    internal const string MailCard = "mail-card";
}
