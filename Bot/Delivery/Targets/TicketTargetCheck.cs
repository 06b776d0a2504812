using Bot.Delivery.Mail;
using Bot.Delivery.Outbound;
using Bot.Delivery.Webhooks;

namespace Bot.Delivery.Targets;

/// <summary>Finds what is wrong with the settings of one receiver.</summary>
internal sealed class TicketTargetCheck(OutboundGuard guard, MailOptions mail)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Constants without which a system takes no ticket.</summary>
    private static readonly Dictionary<TicketTargetKind, string[]> Needed = new()
    {
        [TicketTargetKind.JiraServiceManagement] = ["serviceDeskId", "requestTypeId"],
        [TicketTargetKind.Zammad] = ["group"],
    };

    internal IEnumerable<string> FaultsOf(TicketTarget target, string at)
    {
        if (!Enum.GetNames<TicketTargetKind>().Contains(target.Kind, StringComparer.OrdinalIgnoreCase))
        {
            return [$"{at}:Kind is \"{target.Kind}\"; it must be {string.Join(", ", Enum.GetNames<TicketTargetKind>())}."];
        }

        var kind = target.KindOf;
        return [.. FaultsOfAny(target, at), .. kind switch
        {
            TicketTargetKind.File => target.Path.Length == 0 || string.IsNullOrWhiteSpace(target.Path) ? [$"{at}:Path is missing: the folder for the ticket files."] : [],
            TicketTargetKind.Email => FaultsOfMail(target, at),
            TicketTargetKind.Webhook => [.. FaultsOfUrl(target, at), .. FaultsOfWebhook(target, at)],
            TicketTargetKind.ServiceNow or TicketTargetKind.Zendesk or TicketTargetKind.Freshdesk or TicketTargetKind.JiraServiceManagement
                or TicketTargetKind.Salesforce or TicketTargetKind.Zammad => [.. FaultsOfUrl(target, at), .. FaultsOfSystem(target, at, kind)],
        }];
    }

    private static IEnumerable<string> FaultsOfAny(TicketTarget target, string at)
    {
        if (!target.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            yield return $"{at}:Name is \"{target.Name}\"; it may hold letters, digits, - and _ only, since it stands in the address of callbacks.";
        }

        foreach (var field in target.Fields.Where(field => !FieldList.IsKnown(field)))
        {
            yield return $"{at}:Fields has \"{field}\"; it must be *, a part of the ticket ({string.Join(", ", FieldList.Parts)}), or an item such as checklist.full_name.";
        }

        if (target.CallbackSecret.Length > 0 && WebhookSignature.Read(target.CallbackSecret) is null)
        {
            yield return $"{at}:CallbackSecret must be whsec_ and 24 to 64 random bytes in base64.";
        }

        if (target.Timeout <= TimeSpan.Zero || target.Timeout > LongestTimeout)
        {
            yield return $"{at}:Timeout must be more than nothing, and {LongestTimeout.TotalSeconds} seconds at most.";
        }
    }

    private IEnumerable<string> FaultsOfUrl(TicketTarget target, string at)
    {
        if (!Uri.TryCreate(target.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Fragment.Length > 0)
        {
            yield return $"{at}:Url is \"{target.Url}\"; it must be an address such as https://tickets.example.org.";
        }
        else if (guard.FaultOf(url, target.Destination) is { } fault)
        {
            yield return $"{at}:Url is refused ({fault}): tickets go to public https addresses on port 443 only, or to an origin that is listed in Outbound:TrustedOrigins.";
        }
    }

    private static IEnumerable<string> FaultsOfWebhook(TicketTarget target, string at) =>
        WebhookSignature.Read(target.Secret) is null ? [$"{at}:Secret must be whsec_ and 24 to 64 random bytes in base64: the webhook is signed with it."] : [];

    private static IEnumerable<string> FaultsOfSystem(TicketTarget target, string at, TicketTargetKind kind)
    {
        if (string.IsNullOrWhiteSpace(target.Secret) || (target.Secret + target.User).Any(char.IsControl))
        {
            yield return $"{at}:Secret is missing or has line breaks: the password, key or token of {kind}.";
        }

        if (kind is TicketTargetKind.Freshdesk or TicketTargetKind.Zammad && !MailOptions.IsAddress(target.RequesterEmail))
        {
            yield return $"{at}:RequesterEmail is missing: {kind} files every ticket under somebody's address; give it one of the plan's.";
        }

        foreach (var needed in Needed.GetValueOrDefault(kind, []).Where(needed => !target.Set.ContainsKey(needed)))
        {
            yield return $"{at}:Set:{needed} is missing: {kind} takes no ticket without it.";
        }
    }

    private IEnumerable<string> FaultsOfMail(TicketTarget target, string at)
    {
        if (!MailOptions.IsAddress(target.To))
        {
            yield return $"{at}:To is \"{target.To}\"; it must be the mail address that takes tickets.";
        }

        if (mail.Host.Length == 0)
        {
            yield return $"{at} is of kind Email, but Email:Host is not set.";
        }
    }
}
