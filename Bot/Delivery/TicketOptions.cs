using Microsoft.Extensions.Options;

namespace Bot.Delivery;

/// <summary>What kinds of receivers a ticket can go to, besides the desk.</summary>
internal enum TicketTargetKind { File }

/// <summary>One receiver of tickets.</summary>
internal sealed class TicketTarget
{
    public string Kind { get; set; } = "";

    /// <summary>Names the receiver in the outbox, so it must stay when the list is re-ordered. By default the kind.</summary>
    public string Name { get; set; } = "";

    /// <summary>For kind File: the folder, relative to the one the operator runs in.</summary>
    public string Path { get; set; } = "";
}

/// <summary>Settings <c>Tickets:*</c>. The desk always has the ticket; targets get it, too.</summary>
internal sealed class TicketOptions
{
    public IList<TicketTarget> Targets { get; } = [];

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<TicketOptions>
    {
        public ValidateOptionsResult Validate(string? name, TicketOptions options)
        {
            var faults = options.Targets.Select(Fault).OfType<string>().ToList();
            faults.AddRange(options.Targets.GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
                .Select(same => $"Two of Tickets:Targets are named \"{same.Key}\"; give each a Name of its own."));
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static string? Fault(TicketTarget target, int index)
        {
            if (!Enum.GetNames<TicketTargetKind>().Contains(target.Kind, StringComparer.OrdinalIgnoreCase))
            {
                return $"Tickets:Targets:{index}:Kind is \"{target.Kind}\"; it must be {string.Join(", ", Enum.GetNames<TicketTargetKind>())}.";
            }

            return string.IsNullOrWhiteSpace(target.Path) ? $"Tickets:Targets:{index}:Path is missing: the folder for the ticket files." : null;
        }
    }

    /// <summary>Gives each target without a name that of its kind.</summary>
    internal static void NameTargets(TicketOptions options)
    {
        foreach (var target in options.Targets.Where(target => target.Name.Length == 0))
        {
            target.Name = target.Kind.ToLowerInvariant();
        }
    }
}
