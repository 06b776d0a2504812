using Bot.Delivery.Outbound;
using Bot.Desk.Accounts;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Settings <c>Desk:Oidc:*</c>: the plan's OpenID Connect provider.</summary>
internal sealed class OidcOptions
{
    /// <summary>Such as <c>https://login.example.org</c>. Set, agents sign in there and nowhere else.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";
    public string ClientSecret { get; set; } = "";

    /// <summary>Further hosts of the provider, where its tokens or keys do not come from the authority's own. One on the plan's own network stands in <c>Outbound:TrustedOrigins</c>, too.</summary>
    public IList<string> Hosts { get; init; } = [];

    /// <summary>The claim that names what somebody may do.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>What the claim says for each role of ours; who has none of them does not come in.</summary>
    public IDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>One of these must stand in the token's <c>amr</c>: the provider says with it that there was a second factor.</summary>
    public IList<string> SecondFactors { get; init; } = [];

    /// <summary>What is asked for besides openid and profile, where the provider wants it for the roles.</summary>
    public IList<string> Scopes { get; init; } = [];

    internal bool IsOn => Authority.Length > 0;

    internal Destination Destination => new("desk-oidc", [Origin.HostOf(new Uri(Authority)), .. Hosts]);

    /// <summary>A list with defaults would only ever be added to by the binder.</summary>
    internal IEnumerable<string> WantedFactors => SecondFactors.Count > 0 ? SecondFactors : ["mfa", "otp", "hwk", "swk", "fpt", "face"];

    internal string WordFor(AgentRole role) => Roles.TryGetValue(role.ToString(), out var word) ? word : $"desk-{role.ToString().ToLowerInvariant()}";

    internal IEnumerable<string> Faults()
    {
        if (!IsOn)
        {
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var uri) || (uri.Scheme != "https" && !uri.IsLoopback))
        {
            yield return $"Desk:Oidc:Authority is \"{Authority}\"; it must be an https address, such as https://login.example.org.";
        }

        if (string.IsNullOrWhiteSpace(ClientId) || string.IsNullOrWhiteSpace(ClientSecret))
        {
            yield return "Desk:Oidc:Authority is set, so Desk:Oidc:ClientId and Desk:Oidc:ClientSecret must be, too.";
        }

        foreach (var role in Roles.Keys.Where(role => !Enum.TryParse<AgentRole>(role, ignoreCase: true, out _)))
        {
            yield return $"Desk:Oidc:Roles has \"{role}\"; roles are Agent, Supervisor, Auditor and Administrator.";
        }
    }

    /// <summary>Says at the start, and not at somebody's first sign-in, that the guard would not let us reach the provider.</summary>
    internal sealed class Reach(OutboundGuard guard) : IValidateOptions<DeskOptions>
    {
        public ValidateOptionsResult Validate(string? name, DeskOptions options) =>
            options.Oidc.IsOn && Uri.TryCreate(options.Oidc.Authority, UriKind.Absolute, out var authority) && guard.FaultOf(authority, options.Oidc.Destination) is { } fault
                ? ValidateOptionsResult.Fail($"Desk:Oidc:Authority is \"{options.Oidc.Authority}\", which may not be called ({fault}). A provider on your own network stands in Outbound:TrustedOrigins.")
                : ValidateOptionsResult.Success;
    }
}
