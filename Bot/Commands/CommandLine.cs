using Bot.Operations;

namespace Bot.Commands;

/// <summary>What the program is asked for by the first word behind <c>dotnet run --project Bot --</c>. Without one it serves.</summary>
internal static class CommandLine
{
    private const string Serve = "serve";

    private static readonly string[] HelpOptions = ["--help", "-h", "-?"];

    private static readonly (string Name, string Does, Func<string[], CancellationToken, Task<int>> RunAsync)[] Commands =
    [
        ("chat", "talks with the assistant in the terminal", ChatCommand.RunAsync),
        ("decode", "says what messages mean: JSON Lines in, JSON Lines out", DecodeCommand.RunAsync),
        ("check", "names faults in content, wordings and journeys", CheckCommand.RunAsync),
        ("unknown-wordings", "groups what members said that no content understands yet", UnknownWordingsCommand.RunAsync),
        ("graph", "draws the journeys as Mermaid diagrams", GraphCommand.RunAsync),
        ("migrate", "brings the database up to this version", MigrateCommand.RunAsync),
        ("desk-reset", "lets an agent in again whom nobody at the desk can", DeskResetCommand.RunAsync),
        ("purge", "erases now what was kept long enough", PurgeCommand.RunAsync),
        ("backup", "copies a SQLite database while the server runs", BackupCommand.RunAsync),
        ("verify-audit", "proves that the agents' audit was not changed", VerifyAuditCommand.RunAsync),
        ("teams-package", "writes the app package for Microsoft Teams", TeamsPackageCommand.RunAsync),
        ("redeliver", "queues again what was given up for a ticket target", RedeliverCommand.RunAsync),
    ];

    /// <summary>The commands besides serving, in the order they are listed.</summary>
    internal static IEnumerable<string> Names => Commands.Select(command => command.Name);

    /// <summary>
    /// The command that was asked for, or null when the program is to serve. A word that is no command is refused with exit code <see cref="StartFault.ExitCode"/>: who
    /// mistypes <c>purge</c> has not asked for a server.
    /// </summary>
    internal static Func<CancellationToken, Task<int>>? Find(string[] args)
    {
        if (args is ["help", ..] || args.Any(HelpOptions.Contains))
        {
            return async cancellation =>
            {
                await Console.Out.WriteAsync(Help().AsMemory(), cancellation);
                return 0;
            };
        }

        if (args is not [var first, .. var rest] || first == Serve || IsSetting(first))
        {
            return null;
        }

        if (Array.Find(Commands, command => command.Name == first).RunAsync is { } run)
        {
            return cancellation => run(rest, cancellation);
        }

        return async cancellation =>
        {
            await Console.Error.WriteAsync($"There is no command \"{first}\".{Environment.NewLine}{Help()}".AsMemory(), cancellation);
            return StartFault.ExitCode;
        };
    }

    private static bool IsSetting(string word) => word.StartsWith('-') || word.StartsWith('/') || word.Contains('=');

    private static string Help() => string.Join(Environment.NewLine,
    [
        "dotnet run --project Bot -- [COMMAND] [--Section:Key VALUE ...]",
        "",
        .. Commands.Select(command => Line(command.Name, command.Does)).Prepend(Line(Serve, "serves the chat, the desk and the channels; so without a command, too")),
        "",
    ]);

    private static string Line(string name, string does) => $"  {name,-18}{does}";
}
