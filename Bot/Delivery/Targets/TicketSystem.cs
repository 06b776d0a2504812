using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>A ticket system that is called over HTTP: looks whether it has the ticket, from an attempt whose answer was lost, and only then files it.</summary>
internal abstract class TicketSystem(TicketTarget target, TargetCalls calls) : ITicketTarget
{
    protected TargetCalls Calls => calls;

    protected TicketTarget Target => target;

    public async Task<DeliveryOutcome> DeliverAsync(AllowedTicket ticket, ClaimedSend send, CancellationToken cancellation)
    {
        var outside = await FindAsync(ticket, cancellation) ?? await FileAsync(ticket, cancellation);
        return new DeliveryOutcome.Delivered(outside);
    }

    /// <summary>The ticket as it stands there already; null when it doesn't.</summary>
    protected abstract Task<OutsideTicket?> FindAsync(AllowedTicket ticket, CancellationToken cancellation);

    /// <summary>Files it.</summary>
    protected abstract Task<OutsideTicket> FileAsync(AllowedTicket ticket, CancellationToken cancellation);

    protected virtual void SignIn(HttpRequestHeaders headers) => headers.Authorization = target.User.Length == 0
        ? new AuthenticationHeaderValue("Bearer", target.Secret)
        : Basic(target.User, target.Secret);

    protected static AuthenticationHeaderValue Basic(string user, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));

    /// <summary>Under whom the ticket is filed; null when nobody was set.</summary>
    protected (string Email, string Name)? Requester(AllowedTicket ticket)
    {
        if (target.MemberIsRequester && ticket.Given("last_known_email") is { } email && Mail.MailOptions.IsAddress(email))
        {
            return (email, TicketBrief.Clean(ticket.Given("full_name") ?? email));
        }

        return target.RequesterEmail.Length > 0 ? (target.RequesterEmail, target.RequesterName) : null;
    }

    /// <summary>Puts the constants of the settings into what is sent. Systems with typed fields want numbers as such.</summary>
    protected void AddConstants(JsonObject body, AllowedTicket ticket, bool typed, params string[] except)
    {
        foreach (var (path, constant) in target.Set.Where(set => !except.Contains(set.Key)))
        {
            var at = body;
            var steps = path.Split('.');
            foreach (var step in steps[..^1])
            {
                at[step] ??= new JsonObject();
                at = at[step]!.AsObject();
            }

            at[steps[^1]] = typed ? Typed(ticket.Fill(constant)) : ticket.Fill(constant);
        }
    }

    /// <summary>The text of a field of an answer, whatever its type; it must be there.</summary>
    protected static string Required(JsonNode? node, string field) =>
        node?[field] is JsonValue value ? value.ToString() : throw new CallFailedException($"The answer has no {field}.");

    private static JsonValue Typed(string text) => text switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
