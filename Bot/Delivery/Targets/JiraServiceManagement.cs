using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>Files requests with Jira Service Management. It knows no key of ours, so a lost answer is looked up by the number in the summary.</summary>
internal sealed class JiraServiceManagement(TicketTarget target, TargetCalls calls) : TicketSystem(target, calls)
{
    private const string Requests = "rest/servicedeskapi/request";
    private const string Desk = "serviceDeskId";
    private const string Type = "requestTypeId";

    protected override async Task<OutsideTicket?> FindAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var answer = await Calls.GetAsync(
            $"{Requests}?searchTerm={Uri.EscapeDataString(ticket.Number)}&{Desk}={Uri.EscapeDataString(Target.Set[Desk])}&{Type}={Uri.EscapeDataString(Target.Set[Type])}&limit=10",
            SignIn,
            cancellation);

        return (answer.Json?["values"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(found => Summary(found).Contains(ticket.Number, StringComparison.Ordinal)) is { } known
            ? Read(known)
            : null;
    }

    protected override async Task<OutsideTicket> FileAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var brief = TicketBrief.Of(ticket);
        var fields = new JsonObject { ["summary"] = brief.Subject, ["description"] = brief.Fenced() };
        AddConstants(fields, ticket, typed: false, except: [Desk, Type]);
        var request = new JsonObject { [Desk] = Target.Set[Desk], [Type] = Target.Set[Type], ["requestFieldValues"] = fields };
        var answer = await Calls.SendAsync(HttpMethod.Post, Requests, request, SignIn, cancellation);

        return Read(answer.Json);
    }

    private static string Summary(JsonObject request) =>
        request["summary"]?.ToString()
        ?? (request["requestFieldValues"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(field => (string?)field["fieldId"] == "summary")?["value"]?.ToString()
        ?? "";

    private static OutsideTicket Read(JsonNode? request) => new(Required(request, "issueId"), Required(request, "issueKey"));
}
