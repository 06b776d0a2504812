using System.Text.RegularExpressions;
using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;

namespace Bot.Delivery.Messages;

/// <summary>Settings <c>Sms:*</c>: the gateway for texts and calls, which speaks Twilio's REST API of 2010-04-01.</summary>
internal sealed partial class TextOptions
{
    public string BaseUrl { get; set; } = "https://api.twilio.com";

    /// <summary>Unset, no texts are sent.</summary>
    public string AccountSid { get; set; } = "";

    /// <summary>An API key (<c>SK...</c>), of which <see cref="Secret"/> is the secret; empty: the secret is the account's own token.</summary>
    public string KeySid { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>The number that texts and calls come from, such as <c>+15105550123</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>A messaging service (<c>MG...</c>) that picks the number texts come from.</summary>
    public string MessagingServiceSid { get; set; } = "";

    internal bool IsConfigured => AccountSid.Length > 0;

    internal bool CanCall => IsConfigured && From.Length > 0;

    internal Destination Destination => new("text gateway", [Origin.HostOf(new Uri(BaseUrl))]) { AttemptTimeout = TimeSpan.FromSeconds(10) };

    [GeneratedRegex(@"\A(AC|MG|SK)[0-9a-fA-F]{32}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Sid();

    [GeneratedRegex(@"\A\+[1-9][0-9]{7,14}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check(OutboundGuard guard) : IValidateOptions<TextOptions>
    {
        public ValidateOptionsResult Validate(string? name, TextOptions options)
        {
            if (!options.IsConfigured)
            {
                return ValidateOptionsResult.Success;
            }

            var faults = new List<string>();
            CheckSid(faults, nameof(AccountSid), "AC", options.AccountSid);
            CheckSid(faults, nameof(KeySid), "SK", options.KeySid);
            CheckSid(faults, nameof(MessagingServiceSid), "MG", options.MessagingServiceSid);
            if (options.Secret.Length == 0)
            {
                faults.Add("Sms:AccountSid is set, but Sms:Secret is not.");
            }

            if (options.From.Length > 0 && !Number().IsMatch(options.From))
            {
                faults.Add($"Sms:From is \"{options.From}\"; it must be a number such as +15105550123.");
            }

            if (options.From.Length == 0 && options.MessagingServiceSid.Length == 0)
            {
                faults.Add("Sms:From or Sms:MessagingServiceSid must be set, since Sms:AccountSid is.");
            }

            if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var address) || address.Query.Length + address.Fragment.Length > 0)
            {
                faults.Add($"Sms:BaseUrl is \"{options.BaseUrl}\"; it must be an address such as https://api.twilio.com.");
            }
            else if (guard.FaultOf(address, options.Destination) is { } fault)
            {
                faults.Add($"Sms:BaseUrl is refused ({fault}): the gateway is called at a public https address on port 443, or at an origin that is listed in Outbound:TrustedOrigins.");
            }

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static void CheckSid(List<string> faults, string setting, string prefix, string sid)
        {
            if (sid.Length > 0 && !(sid.StartsWith(prefix, StringComparison.Ordinal) && Sid().IsMatch(sid)))
            {
                faults.Add($"Sms:{setting} must be {prefix} and 32 hexadecimal digits.");
            }
        }
    }
}
