using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>Files incidents by ServiceNow's Table API. The caller's details stand in the description: the caller may not exist there.</summary>
internal sealed class ServiceNow(TicketTarget target, TargetCalls calls) : TicketSystem(target, calls)
{
    private const string Table = "api/now/table/incident";
    private const string Fields = "sysparm_fields=sys_id,number,correlation_id&sysparm_exclude_reference_link=true";

    protected override async Task<OutsideTicket?> FindAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        // A caret would begin another condition.
        var query = Uri.EscapeDataString($"correlation_id={ticket.Key.Replace("^", "^^", StringComparison.Ordinal)}");
        var answer = await Calls.GetAsync($"{Table}?sysparm_query={query}&sysparm_limit=1&{Fields}", SignIn, cancellation);

        // A condition that it doesn't understand is left out, and then any incident would do.
        return (answer.Json?["result"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(found => (string?)found["correlation_id"] == ticket.Key) is { } known ? Read(known) : null;
    }

    protected override async Task<OutsideTicket> FileAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var brief = TicketBrief.Of(ticket);
        var incident = new JsonObject
        {
            ["short_description"] = brief.Subject,
            ["description"] = brief.Plain(),
            ["contact_type"] = "chat",
            ["urgency"] = ticket.IsUrgent ? "1" : "2",
            ["impact"] = "3",
            ["correlation_id"] = ticket.Key,
            ["correlation_display"] = "Sign-in assistant",
        };
        AddConstants(incident, ticket, typed: false);
        var answer = await Calls.SendAsync(HttpMethod.Post, $"{Table}?{Fields}", incident, SignIn, cancellation);

        return Read(answer.Json?["result"]);
    }

    private static OutsideTicket Read(JsonNode? incident) => new(Required(incident, "sys_id"), Required(incident, "number"));
}
