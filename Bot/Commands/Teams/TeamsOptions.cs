using Bot.Accounts;
using Bot.Channels.BotConnector;

namespace Bot.Commands.Teams;

/// <summary>Settings <c>Teams:*</c>: what an administrator of Teams is shown about the app, besides what other settings tell.</summary>
internal sealed class TeamsOptions
{
    /// <summary>Teams updates an app only when this has grown.</summary>
    public string Version { get; set; } = "1.0.0";

    /// <summary>Where the plan's privacy statement is.</summary>
    public string PrivacyAddress { get; set; } = "";

    /// <summary>Where the plan's terms of use are.</summary>
    public string TermsAddress { get; set; } = "";

    /// <summary>What is missing for a package, a sentence each.</summary>
    internal static IReadOnlyList<string> FaultsOf(TeamsOptions teams, BotConnectorOptions bot, AccountOptions accounts)
    {
        var faults = new List<string>();
        if (!Guid.TryParseExact(bot.AppId, "D", out _))
        {
            faults.Add("BotConnector:AppId is missing or no id; it is the application id of the Azure Bot, such as 8f3c7a10-0000-4000-8000-000000000000.");
        }

        if (!IsHttps(accounts.PublicAddress))
        {
            faults.Add("Accounts:PublicAddress is missing or not https; it is how members reach this server, such as https://help.plan.example.");
        }

        if (!IsHttps(teams.PrivacyAddress))
        {
            faults.Add("Teams:PrivacyAddress is missing or not https; Teams shows the plan's privacy statement with the app.");
        }

        if (!IsHttps(teams.TermsAddress))
        {
            faults.Add("Teams:TermsAddress is missing or not https; Teams shows the plan's terms of use with the app.");
        }

        if (!System.Version.TryParse(teams.Version, out var version) || version.Build < 0 || version.Revision >= 0)
        {
            faults.Add($"Teams:Version is \"{teams.Version}\"; it must be three numbers, such as 1.0.0.");
        }

        return faults;
    }

    private static bool IsHttps(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
