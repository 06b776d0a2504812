using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>Files tickets with Zammad. It knows no key of ours, so a lost answer is looked up by the number in the title.</summary>
internal sealed class Zammad(TicketTarget target, TargetCalls calls) : TicketSystem(target, calls)
{
    private const string Tickets = "api/v1/tickets";

    protected override void SignIn(HttpRequestHeaders headers) => headers.TryAddWithoutValidation("Authorization", $"Token token={Target.Secret}");

    protected override async Task<OutsideTicket?> FindAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var answer = await Calls.GetAsync($"{Tickets}/search?query={Uri.EscapeDataString($"\"{ticket.Number}\"")}&limit=10&expand=true", SignIn, cancellation);

        return (answer.Json as JsonArray)?.OfType<JsonObject>().FirstOrDefault(found => found["title"]?.ToString().Contains(ticket.Number, StringComparison.Ordinal) == true) is { } known
            ? Read(known)
            : null;
    }

    protected override async Task<OutsideTicket> FileAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var brief = TicketBrief.Of(ticket);
        var filed = new JsonObject
        {
            ["title"] = brief.Subject,
            ["customer_id"] = $"guess:{Requester(ticket)!.Value.Email}",
            ["article"] = new JsonObject
            {
                ["subject"] = brief.Subject,
                ["body"] = brief.Plain(),
                ["content_type"] = "text/plain",
                ["type"] = "note",
                ["internal"] = true,
            },
            ["priority"] = ticket.IsUrgent ? "3 high" : "2 normal",
            ["state"] = "new",
        };
        AddConstants(filed, ticket, typed: false);
        var answer = await Calls.SendAsync(HttpMethod.Post, Tickets, filed, SignIn, cancellation);

        return Read(answer.Json);
    }

    private static OutsideTicket Read(JsonNode? ticket) => new(Required(ticket, "id"), Required(ticket, "number"));
}
