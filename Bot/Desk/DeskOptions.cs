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

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<DeskOptions>
    {
        public ValidateOptionsResult Validate(string? name, DeskOptions options)
        {
            if (options.ApiKey.Length > 0 && string.IsNullOrWhiteSpace(options.ApiKey))
            {
                return ValidateOptionsResult.Fail("Desk:ApiKey is blank; give it a long random value, since it opens every ticket, or leave it out.");
            }

            var wrong = new (string Setting, TimeSpan Value)[]
            {
                (nameof(AcknowledgeWithin), options.AcknowledgeWithin), (nameof(AnswerWithin), options.AnswerWithin), (nameof(ClaimWithin), options.ClaimWithin),
                (nameof(PresenceFor), options.PresenceFor), (nameof(RevealFor), options.RevealFor),
            }.Where(setting => setting.Value <= TimeSpan.Zero).Select(setting => $"Desk:{setting.Setting} must be a time above zero, such as 00:03:00.").ToList();

            return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
        }
    }
}
