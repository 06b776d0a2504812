using System.Globalization;
using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>Files tickets with Zendesk. Its idempotency key is good for some hours only, so the ticket's own key is looked up, too.</summary>
internal sealed class Zendesk(TicketTarget target, TargetCalls calls) : TicketSystem(target, calls)
{
    private const string Tickets = "api/v2/tickets.json";
    private const string CustomFields = "custom_fields";

    protected override async Task<OutsideTicket?> FindAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var answer = await Calls.GetAsync($"{Tickets}?external_id={Uri.EscapeDataString(ticket.Key)}", SignIn, cancellation);

        return (answer.Json?["tickets"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(found => (string?)found["external_id"] == ticket.Key) is { } known ? Read(known) : null;
    }

    protected override async Task<OutsideTicket> FileAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var brief = TicketBrief.Of(ticket);
        var filed = new JsonObject
        {
            ["subject"] = brief.Subject,
            ["comment"] = new JsonObject { ["body"] = brief.Indented(), ["public"] = false },
            ["external_id"] = ticket.Key,
            ["type"] = "problem",
            ["priority"] = ticket.IsUrgent ? "high" : "normal",
            ["tags"] = new JsonArray("signin", ticket.Topic),
        };
        if (Requester(ticket) is var (email, name))
        {
            filed["requester"] = new JsonObject { ["name"] = name, ["email"] = email };
        }

        AddConstants(filed, ticket, typed: true);
        ListCustomFields(filed);
        var answer = await Calls.SendAsync(
            HttpMethod.Post,
            Tickets,
            new JsonObject { ["ticket"] = filed },
            headers =>
            {
                SignIn(headers);
                headers.Add("Idempotency-Key", ticket.Key);
            },
            cancellation);

        return Read(answer.Json?["ticket"]);
    }

    /// <summary>Custom fields are written by number in the settings, and are a list here.</summary>
    private static void ListCustomFields(JsonObject filed)
    {
        if (filed[CustomFields] is JsonObject fields)
        {
            filed[CustomFields] = new JsonArray([.. fields.Select(field => new JsonObject
            {
                ["id"] = long.TryParse(field.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : field.Key,
                ["value"] = field.Value?.DeepClone(),
            })]);
        }
    }

    private static OutsideTicket Read(JsonNode? ticket)
    {
        var id = Required(ticket, "id");
        return new OutsideTicket(id, $"#{id}");
    }
}
