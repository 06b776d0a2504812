using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Settings <c>Desk:*</c>.</summary>
internal sealed class DeskOptions
{
    /// <summary>The key that opens the desk's JSON API; without it the API stays closed.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Without anything done, a sign-in ends after this long.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>And after this long whatever is done.</summary>
    public TimeSpan Overall { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long after the second factor was shown personal fields may be revealed.</summary>
    public TimeSpan ProofLife { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a one-time link is good.</summary>
    public TimeSpan LinkLife { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a break-glass look lasts.</summary>
    public TimeSpan BreakGlassFor { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>Sign-in at the plan's own identity provider, in place of passwords here.</summary>
    public OidcOptions Oidc { get; init; } = new();

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<DeskOptions>
    {
        public ValidateOptionsResult Validate(string? name, DeskOptions options)
        {
            var faults = new List<string>();
            if (options.ApiKey.Length > 0 && string.IsNullOrWhiteSpace(options.ApiKey))
            {
                faults.Add("Desk:ApiKey is blank; give it a long random value, since it opens every ticket, or leave it out.");
            }

            (string Key, TimeSpan Value)[] spans =
            [
                (nameof(Idle), options.Idle), (nameof(Overall), options.Overall), (nameof(ProofLife), options.ProofLife), (nameof(LinkLife), options.LinkLife),
                (nameof(BreakGlassFor), options.BreakGlassFor),
            ];
            faults.AddRange(spans.Where(span => span.Value <= TimeSpan.Zero).Select(span => $"Desk:{span.Key} must be more than nothing."));
            if (options.Overall < options.Idle)
            {
                faults.Add("Desk:Overall must not be shorter than Desk:Idle.");
            }

            faults.AddRange(options.Oidc.Faults());
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
