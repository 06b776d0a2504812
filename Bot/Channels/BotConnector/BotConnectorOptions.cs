using Microsoft.Extensions.Options;

namespace Bot.Channels.BotConnector;

/// <summary>Settings <c>BotConnector:*</c>: the registration as an Azure bot. Without an <see cref="AppId"/> the endpoint is closed. Nothing here turns a check off.</summary>
internal sealed class BotConnectorOptions
{
    /// <summary>The bot's own application id. Tokens must be made out to it.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The tenant of a single-tenant bot; empty for a multi-tenant one.</summary>
    public string TenantId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>Where the keys of the channel service are told.</summary>
    public string MetadataAddress { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Where the keys of Entra are told, which signs the tokens of parent bots.</summary>
    public string EntraMetadataAddress { get; set; } = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";

    /// <summary>Where our own tokens come from. Empty: Entra's address for <see cref="TenantId"/>, or for multi-tenant bots.</summary>
    public string TokenEndpoint { get; set; } = "";

    /// <summary>Who issues the channel service's tokens, and to whom ours are made out when we answer.</summary>
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>Tenants whose people may talk with the assistant. Empty: all. With a list, an activity that names no tenant is refused.</summary>
    public IList<string> AllowedTenants { get; init; } = [];

    /// <summary>App ids of parent bots that may call the assistant as a skill. Empty: none.</summary>
    public IList<string> AllowedCallers { get; init; } = [];

    /// <summary>Hosts, besides Microsoft's own, that answers and the bot's token may go to: those of parent bots. Exact, or a suffix that begins with a dot.</summary>
    public IList<string> ServiceHosts { get; init; } = [];

    /// <summary>Channels whose hub takes a conversation over when it is told with a <c>handoff.initiate</c> event, such as <c>directline</c>.</summary>
    public IList<string> HandOffChannels { get; init; } = [];

    internal bool IsConfigured => AppId.Length > 0;

    internal string TokenAddress => TokenEndpoint.Length > 0
        ? TokenEndpoint
        : $"https://login.microsoftonline.com/{(TenantId.Length > 0 ? TenantId : "botframework.com")}/oauth2/v2.0/token";

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<BotConnectorOptions>
    {
        public ValidateOptionsResult Validate(string? name, BotConnectorOptions options)
        {
            if (!options.IsConfigured)
            {
                return options.ClientSecret.Length == 0 && options.AllowedCallers.Count == 0
                    ? ValidateOptionsResult.Success
                    : ValidateOptionsResult.Fail("BotConnector:AppId is missing; without it the other BotConnector settings mean nothing.");
            }

            var faults = new List<string>();
            if (!Guid.TryParse(options.AppId, out _))
            {
                faults.Add("BotConnector:AppId must be the bot's application id, such as 8f3c7a10-....");
            }

            if (string.IsNullOrWhiteSpace(options.ClientSecret))
            {
                faults.Add("BotConnector:ClientSecret is missing; the bot needs it to answer.");
            }

            faults.AddRange(Addresses(options).Where(setting => !IsAddress(setting.Value))
                .Select(setting => $"BotConnector:{setting.Name} is \"{setting.Value}\"; it must be an absolute address."));
            faults.AddRange(options.AllowedCallers.Where(caller => !Guid.TryParse(caller, out _))
                .Select(caller => $"BotConnector:AllowedCallers has \"{caller}\"; each must be the application id of a parent bot."));
            if (options.AllowedCallers.Contains(options.AppId, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add("BotConnector:AllowedCallers has the bot itself; a bot is not its own parent.");
            }

            faults.AddRange(options.AllowedTenants.Where(tenant => !Guid.TryParse(tenant, out _))
                .Select(tenant => $"BotConnector:AllowedTenants has \"{tenant}\"; each must be a tenant id."));
            faults.AddRange(options.ServiceHosts.Where(host => Uri.CheckHostName(host.TrimStart('.')) != UriHostNameType.Dns)
                .Select(host => $"BotConnector:ServiceHosts has \"{host}\"; each must be a host, such as bots.example.org, without scheme or path."));

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static (string Name, string Value)[] Addresses(BotConnectorOptions options) =>
        [
            (nameof(MetadataAddress), options.MetadataAddress),
            (nameof(EntraMetadataAddress), options.EntraMetadataAddress),
            (nameof(TokenEndpoint), options.TokenAddress),
            (nameof(Issuer), options.Issuer),
        ];

        private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http");
    }
}
