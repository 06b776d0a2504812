namespace Bot.Accounts;

/// <summary>What the accounts log: ids and counts.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Accounts: {Mode}")]
    internal static partial void Opened(ILogger log, AccountMode mode);

    [LoggerMessage(LogLevel.Information, "Accounts:Mode is not set and the server listens on this machine only, so the demo accounts of the sandbox are used. Set Accounts:Mode to say what is meant")]
    internal static partial void SandboxByDefault(ILogger log);

    [LoggerMessage(LogLevel.Information, "Accounts: put {Changes} contact changes in force, forgot {Rows} rows that are over")]
    internal static partial void Tidied(ILogger log, int changes, int rows);

    [LoggerMessage(LogLevel.Warning, "Accounts: what they offer could not be read, and stays as it was: {Fault}")]
    internal static partial void OfferUnread(ILogger log, string fault);

    [LoggerMessage(LogLevel.Warning, "Accounts: tidying up is put off: {Fault}")]
    internal static partial void TidyingPutOff(ILogger log, string fault);

    [LoggerMessage(LogLevel.Warning, "Accounts: a call of {Operation} failed: {Reason}")]
    internal static partial void CallFailed(ILogger log, string operation, string reason);

    [LoggerMessage(LogLevel.Warning, "Accounts: they fail too often, and are left alone for {Seconds} seconds; members are told that it does not work right now")]
    internal static partial void LeftAlone(ILogger log, double seconds);

    [LoggerMessage(LogLevel.Error, "Accounts: {Sends} codes and links were sent in the last hour, where {Usual:F1} an hour are usual; somebody may be trying many accounts")]
    internal static partial void ManySends(ILogger log, long sends, double usual);

    [LoggerMessage(LogLevel.Information, "Accounts: {Sends} codes and links were sent in the last hour, which is not too many any more")]
    internal static partial void SendsAsUsual(ILogger log, long sends);

    [LoggerMessage(LogLevel.Information, "Accounts: they answer again")]
    internal static partial void Back(ILogger log);

    [LoggerMessage(LogLevel.Warning, "Accounts: what the plan offers could not be read; until then members are only guided")]
    internal static partial void OfferUnknown(ILogger log);

    [LoggerMessage(LogLevel.Information, "Accounts: read what the plan offers; codes by chat: {CanVerify}")]
    internal static partial void OfferRead(ILogger log, bool canVerify);
}
