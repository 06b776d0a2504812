using System.Text.Json.Nodes;
using Engine.Conversations;

namespace Bot.Delivery.Targets;

/// <summary>What of a ticket may leave towards one receiver. What is not named stays, so that a field of tomorrow doesn't leave by accident.</summary>
internal sealed class FieldList
{
    private const string All = "*";
    private const string Checklist = "checklist";
    private const string Item = "checklist.";

    /// <summary>Without these it would be no ticket.</summary>
    private static readonly string[] Always = ["schema", "key", "number", "createdUtc"];

    /// <summary>What names no person.</summary>
    private static readonly string[] Impersonal =
    [
        "memberLocal", "channel", "language", "reason", "goal", "topic", "who", "error", "environment", "steps", "ruledOut", "suggestedNext", "identityVerified", "consent", "priority",
        "redactions", "contentVersion", "engineVersion", "checklist.last_sign_in", "checklist.error_wording", "checklist.error_time", "checklist.platform", "checklist.browser",
        "checklist.browser_version", "checklist.device", "checklist.os", "checklist.os_version", "checklist.app_version", "checklist.tries_made",
    ];

    private readonly HashSet<string> _allowed;

    internal FieldList(TicketTarget target) => _allowed = target.Fields.Count > 0 ? [.. target.Fields] : target.KindOf == TicketTargetKind.File ? [All] : [.. Impersonal];

    /// <summary>The parts of the neutral record, as it is stored.</summary>
    internal static IReadOnlyList<string> Parts { get; } = [.. ConversationJson.Default.Ticket.Properties.Select(part => part.Name).Except(Always)];

    internal static bool IsKnown(string field) => field == All || Parts.Contains(field) || (field.StartsWith(Item, StringComparison.Ordinal) && field.Length > Item.Length);

    /// <summary>Takes out what may not leave. Of a withheld checklist item it stays to be seen that there is one: the agent finds it on the desk.</summary>
    internal JsonObject Filter(byte[] record)
    {
        var ticket = JsonNode.Parse(record)!.AsObject();
        if (_allowed.Contains(All))
        {
            return ticket;
        }

        foreach (var part in ticket.Select(part => part.Key).Where(part => !Passes(part)).ToList())
        {
            ticket.Remove(part);
        }

        if (!_allowed.Contains(Checklist) && ticket[Checklist] is JsonArray items)
        {
            foreach (var item in items.OfType<JsonObject>().Where(item => !_allowed.Contains(Item + (string?)item["id"])))
            {
                item.Remove("value");
                item.Remove("provenance");
            }
        }

        return ticket;
    }

    private bool Passes(string part) => Always.Contains(part) || part == Checklist || _allowed.Contains(part);
}
