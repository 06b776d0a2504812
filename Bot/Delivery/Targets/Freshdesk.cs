using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>Files tickets with Freshdesk. Its search lags behind by minutes, so a lost answer is looked up in the list of the requester's tickets, by a tag.</summary>
internal sealed class Freshdesk(TicketTarget target, TargetCalls calls) : TicketSystem(target, calls)
{
    private const string Tickets = "api/v2/tickets";

    /// <summary>About a kilobyte each: a page fits into what is read of an answer.</summary>
    private const int PageSize = 30;
    private const int MostPages = 20;

    private const int Open = 2;
    private const int FromChat = 7;
    private const int Medium = 2;
    private const int High = 3;

    protected override void SignIn(HttpRequestHeaders headers) => headers.Authorization = Basic(Target.Secret, "X");

    protected override async Task<OutsideTicket?> FindAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var requester = Uri.EscapeDataString(Requester(ticket)!.Value.Email);
        var since = Uri.EscapeDataString(ticket.CreatedAt.AddMinutes(-5).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        for (var page = 1; page <= MostPages; page++)
        {
            var answer = await Calls.GetAsync(
                $"{Tickets}?email={requester}&updated_since={since}&order_by=created_at&order_type=asc&per_page={PageSize}&page={page}", SignIn, cancellation);
            var found = (answer.Json as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
            if (found.FirstOrDefault(known => IsTagged(known, ticket.Number)) is { } known)
            {
                return Read(known);
            }

            if (found.Count < PageSize)
            {
                return null;
            }
        }

        return null;
    }

    protected override async Task<OutsideTicket> FileAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var brief = TicketBrief.Of(ticket);
        var (email, name) = Requester(ticket)!.Value;
        var filed = new JsonObject
        {
            ["subject"] = brief.Subject,
            ["description"] = brief.Html(),
            ["email"] = email,
            ["name"] = name,
            ["status"] = Open,
            ["priority"] = ticket.IsUrgent ? High : Medium,
            ["source"] = FromChat,
            ["tags"] = new JsonArray("signin", ticket.Topic, ticket.Number),
        };
        AddConstants(filed, ticket, typed: true);
        var answer = await Calls.SendAsync(HttpMethod.Post, Tickets, filed, SignIn, cancellation);

        return Read(answer.Json);
    }

    private static bool IsTagged(JsonObject ticket, string number) => ticket["tags"] is JsonArray tags && tags.Any(tag => tag?.ToString() == number);

    private static OutsideTicket Read(JsonNode? ticket)
    {
        var id = Required(ticket, "id");
        return new OutsideTicket(id, $"#{id}");
    }
}
