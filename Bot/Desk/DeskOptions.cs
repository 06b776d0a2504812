using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Settings <c>Desk:*</c>.</summary>
internal sealed class DeskOptions
{
    private const int ShortestKey = 16;

    /// <summary>The key that opens the desk's JSON API; without it the API stays closed.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<DeskOptions>
    {
        public ValidateOptionsResult Validate(string? name, DeskOptions options) => options.ApiKey.Length is > 0 and < ShortestKey
            ? ValidateOptionsResult.Fail($"Desk:ApiKey has {options.ApiKey.Length} characters; give it {ShortestKey} random ones at least, since it opens every ticket.")
            : ValidateOptionsResult.Success;
    }
}
