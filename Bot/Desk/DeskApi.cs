using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bot.Operations;
using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>The tickets as JSON, for whoever holds the desk's key: newest first, each as the neutral record that every ticket system maps from.</summary>
internal sealed partial class DeskApi(TicketStore tickets, IOptions<DeskOptions> options, ILogger<DeskApi> log)
{
    private const string Scheme = "Bearer ";
    private const int MostTickets = 200;
    private const int UsualTickets = 50;

    private static readonly Refusal NoKey = new(StatusCodes.Status401Unauthorized, "Unauthorized", "Send the desk's key as: Authorization: Bearer KEY.");
    private static readonly Refusal NoTicket = new(StatusCodes.Status404NotFound, "TicketNotFound", "There is no such ticket.");
    private static readonly Refusal BadQuery = new(StatusCodes.Status400BadRequest, "BadArgument", "Known are status, before (a position) and limit (1 to 200).");

    private readonly byte[]? _key = options.Value.ApiKey.Length == 0 ? null : SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.ApiKey));

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/desk");
        group.MapGet("tickets", http => http.RequestServices.GetRequiredService<DeskApi>().ListAsync(http));
        group.MapGet("tickets/{id}", http => http.RequestServices.GetRequiredService<DeskApi>().FindAsync(http));
    }

    private async Task ListAsync(HttpContext http)
    {
        if (!IsAdmitted(http))
        {
            await NoKey.SendAsync(http);
            return;
        }

        if (FilterOf(http.Request.Query) is not { } filter)
        {
            await BadQuery.SendAsync(http);
            return;
        }

        var found = await tickets.ListTicketsAsync(filter, http.RequestAborted);
        await SendAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("tickets");
            foreach (var ticket in found)
            {
                Write(json, ticket);
            }

            json.WriteEndArray();
            if (found.Count == filter.Limit)
            {
                json.WriteNumber("before", found[^1].Position);
            }

            json.WriteEndObject();
        });
    }

    private async Task FindAsync(HttpContext http)
    {
        if (!IsAdmitted(http))
        {
            await NoKey.SendAsync(http);
            return;
        }

        var found = await tickets.FindTicketAsync((string)http.Request.RouteValues["id"]!, http.RequestAborted);
        await (found is null ? NoTicket.SendAsync(http) : SendAsync(http, json => Write(json, found)));
    }

    private bool IsAdmitted(HttpContext http)
    {
        if (_key is null)
        {
            LogClosed();
            return false;
        }

        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..])), _key);
    }

    private static TicketFilter? FilterOf(IQueryCollection query)
    {
        var filter = new TicketFilter { Limit = UsualTickets };
        if (query["status"].ToString() is { Length: > 0 } status)
        {
            if (!Enum.TryParse<TicketStatus>(status, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
            {
                return null;
            }

            filter = filter with { Status = wanted };
        }

        if (query["before"].ToString() is { Length: > 0 } before)
        {
            if (!long.TryParse(before, out var position))
            {
                return null;
            }

            filter = filter with { Before = position };
        }

        if (query["limit"].ToString() is { Length: > 0 } limit)
        {
            if (!int.TryParse(limit, out var most) || most is < 1 or > MostTickets)
            {
                return null;
            }

            filter = filter with { Limit = most };
        }

        return filter;
    }

    private static void Write(Utf8JsonWriter json, StoredTicket stored)
    {
        json.WriteStartObject();
        json.WriteNumber("position", stored.Position);
        json.WriteString("status", JsonNamingPolicy.CamelCase.ConvertName(stored.Status.ToString()));
        json.WritePropertyName("ticket");
        JsonSerializer.Serialize(json, stored.Ticket, ConversationJson.Default.Ticket);
        json.WriteEndObject();
    }

    private static async Task SendAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        write(json);
        await json.FlushAsync(http.RequestAborted);
    }

    [LoggerMessage(LogLevel.Warning, "The desk's JSON API was called but is closed: set Desk:ApiKey (environment: Desk__ApiKey) to a long random key to open it")]
    private partial void LogClosed();
}
