using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Settings <c>Desk:*</c>.</summary>
internal sealed class DeskOptions
{
    /// <summary>The key that opens the desk's JSON API; without it the API stays closed.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Whether members are offered a chat with an agent while one is at the desk.</summary>
    public bool LiveChat { get; set; } = true;

    /// <summary>How long a member waits for somebody to come before they are told that nobody could.</summary>
    public TimeSpan AcknowledgeWithin { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>When a message of a member in a live chat counts as left unanswered.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>When an unclaimed ticket counts as late.</summary>
    public TimeSpan ClaimWithin { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an agent counts as present after their page was last heard of.</summary>
    public TimeSpan PresenceFor { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a revealed field stays visible.</summary>
    public TimeSpan RevealFor { get; set; } = TimeSpan.FromSeconds(60);

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
                (nameof(BreakGlassFor), options.BreakGlassFor), (nameof(AcknowledgeWithin), options.AcknowledgeWithin), (nameof(AnswerWithin), options.AnswerWithin),
                (nameof(ClaimWithin), options.ClaimWithin), (nameof(PresenceFor), options.PresenceFor), (nameof(RevealFor), options.RevealFor),
            ];
            faults.AddRange(spans.Where(span => span.Value <= TimeSpan.Zero).Select(span => $"Desk:{span.Key} must be a time above zero, such as 00:03:00."));
            if (options.Overall < options.Idle)
            {
                faults.Add("Desk:Overall must not be shorter than Desk:Idle.");
            }

            faults.AddRange(options.Oidc.Faults());
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
