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

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<OutboundOptions>
    {
        public ValidateOptionsResult Validate(string? name, OutboundOptions options)
        {
            var faults = options.TrustedOrigins.Where(origin => Origin.Read(origin) is null)
                .Select(origin => $"Outbound:TrustedOrigins has \"{origin}\"; an origin is a scheme, a host and a port, such as http://tickets.internal:8080, and nothing after it.")
                .ToList();

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
