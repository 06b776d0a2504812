using Microsoft.Extensions.Options;

namespace Bot.Delivery.Outbound;

/// <summary>Settings <c>Outbound:*</c>.</summary>
internal sealed class OutboundOptions
{
    /// <summary>
    /// Exact origins, such as <c>http://tickets.internal:8080</c>, that we may call although they are not public https: receivers on the plan's own network. Whoever
    /// runs there is trusted not to send us elsewhere.
    /// </summary>
    public IList<string> TrustedOrigins { get; init; } = [];

    /// <summary>How many times as long as usual others may take, to be reached and to answer; more than 1 on a slow network.</summary>
    public double Patience { get; init; } = 1;

    internal const double MostPatience = 10;

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<OutboundOptions>
    {
        public ValidateOptionsResult Validate(string? name, OutboundOptions options)
        {
            var faults = options.TrustedOrigins.Where(origin => Origin.Read(origin) is null)
                .Select(origin => $"Outbound:TrustedOrigins has \"{origin}\"; an origin is a scheme, a host and a port, such as http://tickets.internal:8080, and nothing after it.")
                .ToList();
            if (options.Patience is not (>= 1 and <= MostPatience))
            {
                faults.Add($"Outbound:Patience must be at least 1, and {MostPatience} at most.");
            }

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
