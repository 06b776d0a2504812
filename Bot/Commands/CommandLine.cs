namespace Bot.Commands;

/// <summary>The commands besides serving, by their first word: <c>dotnet run --project Bot -- decode</c>.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, Func<string[], CancellationToken, Task<int>>> Commands = new()
    {
        ["backup"] = BackupCommand.RunAsync,
        ["chat"] = ChatCommand.RunAsync,
        ["check"] = CheckCommand.RunAsync,
        ["decode"] = DecodeCommand.RunAsync,
        ["desk-reset"] = DeskResetCommand.RunAsync,
        ["graph"] = GraphCommand.RunAsync,
        ["redeliver"] = RedeliverCommand.RunAsync,
        ["purge"] = PurgeCommand.RunAsync,
        ["migrate"] = MigrateCommand.RunAsync,
        ["teams-package"] = TeamsPackageCommand.RunAsync,
        ["unknown-wordings"] = UnknownWordingsCommand.RunAsync,
        ["verify-audit"] = VerifyAuditCommand.RunAsync,
    };

    /// <summary>The command that was asked for, or null when the program is to serve.</summary>
    public static Func<string[], CancellationToken, Task<int>>? Find(string[] args) =>
        args.Length > 0 ? Commands.GetValueOrDefault(args[0]) : null;
}
