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

    [LoggerMessage(LogLevel.Warning, "Accounts: the database could not be written; tidying up is put off")]
    internal static partial void TidyingPutOff(ILogger log);
}
