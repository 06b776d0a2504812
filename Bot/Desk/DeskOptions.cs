using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Settings <c>Desk:*</c>.</summary>
internal sealed class DeskOptions
{
    /// <summary>The key that opens the desk's JSON API; without it the API stays closed.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<DeskOptions>
    {
        public ValidateOptionsResult Validate(string? name, DeskOptions options) => options.ApiKey.Length > 0 && string.IsNullOrWhiteSpace(options.ApiKey)
            ? ValidateOptionsResult.Fail("Desk:ApiKey is blank; give it a long random value, since it opens every ticket, or leave it out.")
            : ValidateOptionsResult.Success;
    }
}
