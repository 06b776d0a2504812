using Bot.Delivery.Mail;
using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;

namespace Bot.Delivery.Targets;

/// <summary>Settings <c>Tickets:*</c>. The desk always has the ticket; targets get it, too.</summary>
internal sealed class TicketOptions
{
    public IList<TicketTarget> Targets { get; } = [];

    /// <summary>Gives each target without a name that of its kind.</summary>
    internal static void NameTargets(TicketOptions options)
    {
        foreach (var target in options.Targets.Where(target => target.Name.Length == 0))
        {
            target.Name = target.Kind.ToLowerInvariant();
        }
    }

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check(OutboundGuard guard, IOptions<MailOptions> mail) : IValidateOptions<TicketOptions>
    {
        public ValidateOptionsResult Validate(string? name, TicketOptions options)
        {
            var check = new TicketTargetCheck(guard, mail.Value);
            var faults = options.Targets.SelectMany((target, index) => check.FaultsOf(target, $"Tickets:Targets:{index}")).ToList();
            faults.AddRange(options.Targets.GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
                .Select(same => $"Two of Tickets:Targets are named \"{same.Key}\"; give each a Name of its own."));

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
