using System.Text.Json.Nodes;
using Bot.Accounts;
using Bot.Channels.BotConnector;
using Bot.Commands.Teams;
using Bot.Operations;
using KnowledgeBase;

namespace Bot.Commands;

/// <summary><c>teams-package [FILE]</c>: writes the app package for Teams from the settings, after Microsoft's own schema has been asked.</summary>
internal static class TeamsPackageCommand
{
    private const string DefaultFile = "sign-in-help-teams.zip";

    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(() => RunAsync(args, Console.Out, Console.Error, cancellation));

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var isFileNamed = args.Length > 0 && !args[0].StartsWith('-');
        var path = Path.GetFullPath(isFileNamed ? args[0] : DefaultFile);
        using var host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = isFileNamed ? args[1..] : args, ContentRootPath = AppContext.BaseDirectory }).Build();
        var settings = host.Services.GetRequiredService<IConfiguration>();
        var bot = settings.GetSection("BotConnector").Get<BotConnectorOptions>() ?? new();
        var accounts = settings.GetSection("Accounts").Get<AccountOptions>() ?? new();
        var teams = settings.GetSection("Teams").Get<TeamsOptions>() ?? new();
        var faults = TeamsOptions.FaultsOf(teams, bot, accounts);
        if (faults.Count == 0)
        {
            var plan = settings.GetSection("Plan").GetChildren().Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!);
            var manifest = new TeamsManifest(Knowledge.Load(Path.Combine(AppContext.BaseDirectory, "Content"), plan), bot, accounts, teams);
            faults = await WriteAsync(path, manifest, cancellation);
        }

        await (faults.Count == 0
            ? output.WriteLineAsync($"Wrote {path}. Upload it in the Teams admin center.")
            : errors.WriteLineAsync(string.Join(Environment.NewLine, faults)));

        return faults.Count == 0 ? 0 : StartFault.ExitCode;
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(string path, TeamsManifest manifest, CancellationToken cancellation)
    {
        var (english, others) = (manifest.Write(), manifest.WriteOthers());
        var faults = await FaultsOfAsync(TeamsPackage.ManifestFile, english, "MicrosoftTeams.schema.json", cancellation);
        foreach (var (file, other) in others)
        {
            faults = [.. faults, .. await FaultsOfAsync(file, other, "MicrosoftTeams.Localization.schema.json", cancellation)];
        }

        if (faults.Count > 0)
        {
            return faults;
        }

        try
        {
            await TeamsPackage.WriteAsync(path, english, others, cancellation);
            return [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [$"{path} cannot be written: {fault.Message}"];
        }
    }

    private static async Task<IReadOnlyList<string>> FaultsOfAsync(string file, JsonObject text, string schema, CancellationToken cancellation) =>
        [.. (await TeamsPackage.FaultsOfAsync(text, schema, cancellation)).Select(fault => $"Teams would refuse {file} at {fault}. Please look at the settings it comes from.")];
}
