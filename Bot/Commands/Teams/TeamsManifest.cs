using System.Text.Json.Nodes;
using Bot.Accounts;
using Bot.Channels.BotConnector;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Commands.Teams;

/// <summary>Tells Teams what the app is called, who stands behind it, and where its bot may be talked with. The words are content.</summary>
internal sealed class TeamsManifest(Knowledge knowledge, BotConnectorOptions bot, AccountOptions accounts, TeamsOptions teams)
{
    /// <summary>That of the schema in <c>Assets</c>.</summary>
    internal const string SchemaVersion = "1.30";

    private const string Schemas = $"https://developer.microsoft.com/json-schemas/teams/v{SchemaVersion}";

    /// <summary>More characters would be cut off below the app's icon; Teams refuses them.</summary>
    private const int LongestName = 30;

    private const string AccentColour = "#0B5C7A";

    internal JsonObject Write()
    {
        var address = new Uri(accounts.PublicAddress);

        return new JsonObject
        {
            ["$schema"] = $"{Schemas}/MicrosoftTeams.schema.json",
            ["manifestVersion"] = SchemaVersion,
            ["version"] = teams.Version,
            ["id"] = bot.AppId,
            ["localizationInfo"] = new JsonObject
            {
                ["defaultLanguageTag"] = Locale.Fallback,
                ["additionalLanguages"] = new JsonArray([.. Others.Select(locale => new JsonObject { ["languageTag"] = locale, ["file"] = FileOf(locale) })]),
            },
            ["developer"] = new JsonObject
            {
                ["name"] = knowledge.Facts.Plan("name")?.Value,
                ["websiteUrl"] = address.AbsoluteUri,
                ["privacyUrl"] = teams.PrivacyAddress,
                ["termsOfUseUrl"] = teams.TermsAddress,
            },
            ["name"] = new JsonObject { ["short"] = Name(Locale.Fallback), ["full"] = Say("full-name", Locale.Fallback) },
            ["description"] = new JsonObject { ["short"] = Say("short-description", Locale.Fallback), ["full"] = Say("description", Locale.Fallback) },
            ["icons"] = new JsonObject { ["color"] = TeamsPackage.ColourIcon, ["outline"] = TeamsPackage.OutlineIcon },
            ["accentColor"] = AccentColour,
            ["bots"] = new JsonArray(new JsonObject
            {
                ["botId"] = bot.AppId,
                ["scopes"] = new JsonArray("personal", "team", "groupChat"),
                ["isNotificationOnly"] = false,
                ["supportsFiles"] = false,
            }),
            ["defaultInstallScope"] = "personal",
            ["permissions"] = new JsonArray("identity", "messageTeamMembers"),
            ["validDomains"] = new JsonArray(address.Host),
        };
    }

    /// <summary>What Teams shows to those who use it in another language, by file.</summary>
    internal IReadOnlyDictionary<string, JsonObject> WriteOthers() => Others.ToDictionary(FileOf, WriteIn);

    private IEnumerable<string> Others => knowledge.Locales.All.Select(locale => locale.Id).Where(id => id != Locale.Fallback);

    private static string FileOf(string locale) => $"{locale}.json";

    private JsonObject WriteIn(string locale) => new()
    {
        ["$schema"] = $"{Schemas}/MicrosoftTeams.Localization.schema.json",
        ["name.short"] = Name(locale),
        ["name.full"] = Say("full-name", locale),
        ["description.short"] = Say("short-description", locale),
        ["description.full"] = Say("description", locale),
    };

    /// <summary>With the plan's name where that is short enough.</summary>
    private string Name(string locale) => Say("name-with-plan", locale) is { Length: <= LongestName } name ? name : Say("name", locale);

    private string Say(string id, string locale) => knowledge.Wordings.Say($"teams-app.{id}", locale, Values.None);
}
