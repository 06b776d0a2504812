namespace Bot.Delivery;

/// <summary>What the sender reports: ids and counts, never what was sent.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Send {RowId} to {Target} failed at attempt {Attempt}: {Reason}")]
    internal static partial void SendFailed(ILogger log, long rowId, string target, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Send {RowId} to {Target} was given up after attempt {Attempt}: {Reason}")]
    internal static partial void SendGivenUp(ILogger log, long rowId, string target, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Send {RowId} to {Target} took longer than its claim; another sender has it")]
    internal static partial void ClaimLost(ILogger log, long rowId, string target);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox cannot be read or written ({Fault}); trying again")]
    internal static partial void OutboxUnavailable(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Target} answered that it is gone (410): nothing more is sent there until its address changes, or the command redeliver opens it again")]
    internal static partial void TargetClosed(ILogger log, string target);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Target} fails too often: it is left alone for {Seconds} s")]
    internal static partial void TargetLeftAlone(ILogger log, string target, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Target} works again")]
    internal static partial void TargetBack(ILogger log, string target);
}
