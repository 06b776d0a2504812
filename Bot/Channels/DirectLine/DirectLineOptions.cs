using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Settings <c>DirectLine:*</c>.</summary>
internal sealed class DirectLineOptions
{
    /// <summary>
    /// The key with which the plan's own servers get tokens for their pages, and may read and write any conversation. Unset, only the member page of this server gets tokens.
    /// </summary>
    public string Secret { get; set; } = "";

    /// <summary>
    /// Origins whose pages may talk to Direct Line in a browser, such as <c>https://www.example.org</c>; besides our own. Unset: none without a secret, and any with
    /// one, since the servers that hold it choose who gets a token, and nothing here rides on cookies.
    /// </summary>
    public IList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Where clients reach this server, such as <c>https://help.example.org</c>, when a proxy doesn't tell. It makes the sockets' addresses.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>The assistant's id and name in activities.</summary>
    public string BotId { get; set; } = "assistant";

    public string BotName { get; set; } = "Assistant";

    /// <summary>How long a token is good for. Microsoft's clients renew theirs every 15 minutes, whatever we say.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromSeconds(1_800);

    /// <summary>How long after its first token a chat can be kept up by renewing.</summary>
    public TimeSpan TokenOverallLife { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long the address of a socket may be used.</summary>
    public TimeSpan StreamTicketLife { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<DirectLineOptions>
    {
        public ValidateOptionsResult Validate(string? name, DirectLineOptions options)
        {
            var faults = new List<string>();
            if (options.Secret.Length > 0 && string.IsNullOrWhiteSpace(options.Secret))
            {
                faults.Add("DirectLine:Secret is blank; give it a long random value, or leave it out.");
            }

            faults.AddRange(options.AllowedOrigins.Where(origin => !IsOrigin(origin))
                .Select(origin => $"DirectLine:AllowedOrigins has \"{origin}\"; an origin is a scheme and a host, such as https://www.example.org, without a path."));
            if (options.PublicAddress.Length > 0 && !IsOrigin(options.PublicAddress))
            {
                faults.Add($"DirectLine:PublicAddress is \"{options.PublicAddress}\"; it must be a scheme and a host, such as https://help.example.org.");
            }

            if (options.TokenOverallLife < options.TokenLife || options.StreamTicketLife <= TimeSpan.Zero)
            {
                faults.Add("DirectLine:TokenOverallLife must not be shorter than DirectLine:TokenLife, and DirectLine:StreamTicketLife must be more than nothing.");
            }

            if (options.TokenLife < TimeSpan.FromMinutes(16))
            {
                faults.Add("DirectLine:TokenLife must be over 15 minutes, since Microsoft's clients renew their token every 15 minutes.");
            }

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static bool IsOrigin(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
    }
}
