using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;

namespace Bot.Accounts.Plan;

/// <summary>Says what is wrong with the settings of accounts elsewhere, in a sentence.</summary>
internal sealed class HttpAccountsCheck(OutboundGuard guard) : IValidateOptions<AccountOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(10);

    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        if (options.Kind != AccountMode.Http)
        {
            return ValidateOptionsResult.Success;
        }

        var faults = new List<string>();
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length + address.Fragment.Length > 0)
        {
            faults.Add($"Accounts:BaseUrl is \"{options.BaseUrl}\"; with Accounts:Mode Http it must be an address such as https://accounts.plan.example.");
        }
        else if (guard.FaultOf(address, PlanCalls.DestinationFor(options)) is { } fault)
        {
            faults.Add($"Accounts:BaseUrl is refused ({fault}): accounts are called at public https addresses on port 443 only, or at an origin that is listed in Outbound:TrustedOrigins.");
        }

        if (!options.HasKey)
        {
            faults.Add($"Accounts:Key is missing: with Accounts:Mode Http it signs every call, and has {AccountOptions.ShortestKey} characters at least. Or set Accounts:KeyFile.");
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > LongestTimeout)
        {
            faults.Add($"Accounts:Timeout must be more than nothing, and {LongestTimeout.TotalSeconds} seconds at most.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
