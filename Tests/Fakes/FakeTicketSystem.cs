using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Bot.Delivery.Targets;
using Bot.Delivery.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Tests.Fakes;

/// <summary>What goes wrong with the first request that would file a ticket.</summary>
public enum Mishap
{
    None, ServerError, BadGateway, CreatedThenCut, CutBeforeAnswer, HangsBeforeCreating, CreatedThenHangs, CreatedThenDrips, TooManyRequests, Unavailable, Redirects,
    CreatedWithHugeAnswer, CreatedWithBomb, CreatedWithoutJson, CreatedWithManyHeaders,
}

/// <summary>A ticket system on loopback that answers as its vendor documents, and goes wrong when told to.</summary>
internal sealed class FakeTicketSystem : IAsyncDisposable
{
    internal const string WebhookSecret = "whsec_c2VjcmV0LW9mLXRoZS1wbGFuLWZvci10ZXN0cw==";

    private readonly TicketTargetKind _kind;
    private readonly ConcurrentQueue<Mishap> _mishaps = new();
    private readonly List<JsonObject> _tickets = [];
    private readonly Lock _gate = new();

    private FakeTicketSystem(TicketTargetKind kind) => _kind = kind;

    internal Receiver Receiver { get; private set; } = null!;

    /// <summary>What was filed, as it was sent, with the key by which this system knows it.</summary>
    internal IReadOnlyList<JsonObject> Tickets
    {
        get
        {
            lock (_gate)
            {
                return [.. _tickets];
            }
        }
    }

    /// <summary>Where redirects lead: nobody should come.</summary>
    internal int CanaryPort { get; set; }

    internal static async Task<FakeTicketSystem> StartAsync(TicketTargetKind kind, params Mishap[] mishaps)
    {
        var system = new FakeTicketSystem(kind);
        system.Fail(mishaps);
        system.Receiver = await Receiver.StartAsync(system.AnswerAsync);
        return system;
    }

    internal static async Task<FakeTicketSystem> StartAsync(TicketTargetKind kind, X509Certificate2 certificate)
    {
        var system = new FakeTicketSystem(kind);
        system.Receiver = await Receiver.StartAsync(system.AnswerAsync, certificate);
        return system;
    }

    internal void Fail(params Mishap[] mishaps)
    {
        foreach (var mishap in mishaps)
        {
            _mishaps.Enqueue(mishap);
        }
    }

    /// <summary>The settings of a target that files here.</summary>
    internal IEnumerable<(string Key, string Value)> Settings(int index, string name)
    {
        var at = $"Tickets:Targets:{index}";
        yield return ($"{at}:Kind", _kind.ToString());
        yield return ($"{at}:Name", name);
        yield return ($"{at}:Url", _kind == TicketTargetKind.Webhook ? $"{Receiver.Origin}/hooks/tickets?from=assistant" : Receiver.Origin);
        yield return ($"{at}:Secret", _kind == TicketTargetKind.Webhook ? WebhookSecret : "s3cret");
        yield return ($"{at}:Timeout", "00:00:00.700");
        yield return ($"Outbound:TrustedOrigins:{index}", Receiver.Origin);
        foreach (var (key, value) in _kind switch
        {
            TicketTargetKind.ServiceNow => [("User", "integration"), ("Set:assignment_group", "0123456789abcdef0123456789abcdef")],
            TicketTargetKind.Zendesk => [("User", "agent@plan.example.org/token"), ("Set:custom_fields.360001", "{family}"), ("Set:group_id", "77")],
            TicketTargetKind.Freshdesk => [("RequesterEmail", "signin@plan.example.org"), ("Set:custom_fields.cf_error_family", "{family}")],
            TicketTargetKind.JiraServiceManagement => [("User", "agent@plan.example.org"), ("Set:serviceDeskId", "10"), ("Set:requestTypeId", "25"), ("Set:customfield_10111", "{family}")],
            TicketTargetKind.Salesforce => [("User", "client-id"), ("Set:Error_Family__c", "{family}")],
            TicketTargetKind.Zammad => [("RequesterEmail", "signin@plan.example.org"), ("Set:group", "Sign-in")],
            _ => Array.Empty<(string, string)>(),
        })
        {
            yield return ($"{at}:{key}", value);
        }
    }

    public ValueTask DisposeAsync() => Receiver.DisposeAsync();

    private async Task AnswerAsync(Received request, HttpResponse response)
    {
        if (request.Path == "/services/oauth2/token")
        {
            await JsonAsync(response, 200, request.Text == "grant_type=client_credentials&client_id=client-id&client_secret=s3cret" ? """{"access_token":"t0ken"}""" : "{}");
            return;
        }

        if (!IsSignedIn(request))
        {
            await JsonAsync(response, 401, """{"error":"Couldn't authenticate you"}""");
            return;
        }

        if (request.Method == "GET")
        {
            await FindAsync(request, response);
            return;
        }

        var mishap = _mishaps.TryDequeue(out var next) ? next : Mishap.None;
        if (mishap is Mishap.None or Mishap.CreatedThenCut or Mishap.CreatedThenHangs or Mishap.CreatedThenDrips or Mishap.CreatedWithHugeAnswer or Mishap.CreatedWithBomb
            or Mishap.CreatedWithoutJson or Mishap.CreatedWithManyHeaders)
        {
            var (status, answer) = File(request, response);
            await (mishap == Mishap.None ? JsonAsync(response, status, answer) : SpoilAsync(mishap, response, status, answer));
            return;
        }

        await RefuseAsync(mishap, response);
    }

    private bool IsSignedIn(Received request)
    {
        var authorization = request.Headers.GetValueOrDefault("Authorization", "");
        string Basic(string pair) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}";
        return authorization == _kind switch
        {
            TicketTargetKind.ServiceNow => Basic("integration:s3cret"),
            TicketTargetKind.Zendesk => Basic("agent@plan.example.org/token:s3cret"),
            TicketTargetKind.Freshdesk => Basic("s3cret:X"),
            TicketTargetKind.JiraServiceManagement => Basic("agent@plan.example.org:s3cret"),
            TicketTargetKind.Salesforce => "Bearer t0ken",
            TicketTargetKind.Zammad => "Token token=s3cret",
            _ => "",
        };
    }

    private Task FindAsync(Received request, HttpResponse response)
    {
        var query = QueryHelpers.ParseQuery(request.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        return (_kind, request.Path) switch
        {
            (TicketTargetKind.ServiceNow, "/api/now/table/incident") =>
                JsonAsync(response, 200, new JsonObject { ["result"] = Where(t => $"correlation_id={t["correlation_id"]}" == query["sysparm_query"], "sys_id", "number", "correlation_id") }),
            (TicketTargetKind.Zendesk, "/api/v2/tickets.json") => JsonAsync(response, 200, new JsonObject { ["tickets"] = Where(t => (string?)t["external_id"] == query["external_id"], "id", "external_id", "status") }),
            (TicketTargetKind.Freshdesk, "/api/v2/tickets") => JsonAsync(response, 200, Where(t => (string?)t["email"] == query["email"], "id", "tags", "subject")),
            (TicketTargetKind.JiraServiceManagement, "/rest/servicedeskapi/request") => JsonAsync(response, 200, new JsonObject
            {
                ["size"] = 1,
                ["isLastPage"] = true,
                ["values"] = Where(t => $"{t["requestFieldValues"]!["summary"]}".Contains(query["searchTerm"]!, StringComparison.Ordinal), "issueId", "issueKey", "summary"),
            }),
            (TicketTargetKind.Salesforce, var path) when path.StartsWith("/services/data/v61.0/sobjects/Case/External_Key__c/", StringComparison.Ordinal) =>
                Where(t => path.EndsWith($"/{t["External_Key__c"]}", StringComparison.Ordinal), "Id", "CaseNumber") is [{ } found]
                    ? JsonAsync(response, 200, found.DeepClone())
                    : JsonAsync(response, 404, """[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]"""),
            (TicketTargetKind.Zammad, "/api/v1/tickets/search") => JsonAsync(response, 200, Where(t => $"{t["title"]}".Contains(query["query"]!.Trim('"'), StringComparison.Ordinal), "id", "number", "title")),
            _ => JsonAsync(response, 404, "{}"),
        };
    }

    /// <summary>Keeps the ticket as the vendor would: at most once where it offers a key, again and again where it doesn't.</summary>
    private (int Status, JsonNode Answer) File(Received request, HttpResponse response)
    {
        lock (_gate)
        {
            var number = (100_001 + _tickets.Count).ToString(CultureInfo.InvariantCulture);
            var sent = JsonNode.Parse(request.Body)!.AsObject();
            switch (_kind, request.Path)
            {
                case (TicketTargetKind.ServiceNow, "/api/now/table/incident"):
                    Keep(sent, ("sys_id", $"a{number}"), ("number", $"INC{number}"));
                    return (201, new JsonObject { ["result"] = Shown(sent, "sys_id", "number", "correlation_id") });

                case (TicketTargetKind.Zendesk, "/api/v2/tickets.json"):
                    var key = request.Headers["Idempotency-Key"];
                    var known = _tickets.FirstOrDefault(t => (string?)t["idempotency"] == key);
                    response.Headers["x-idempotency-lookup"] = known is null ? "miss" : "hit";
                    known ??= Keep(sent["ticket"]!.DeepClone().AsObject(), ("id", number), ("idempotency", key), ("status", "new"));
                    return (201, new JsonObject { ["ticket"] = Shown(known, "id", "status", "external_id") });

                case (TicketTargetKind.Freshdesk, "/api/v2/tickets"):
                    string[] required = ["subject", "description", "email", "status", "priority", "source"];
                    if (Array.Exists(required, field => sent[field] is null))
                    {
                        return (400, new JsonObject { ["description"] = "Validation failed" });
                    }

                    Keep(sent, ("id", number));
                    return (201, Shown(sent, "id", "subject", "status"));

                case (TicketTargetKind.JiraServiceManagement, "/rest/servicedeskapi/request"):
                    Keep(sent, ("issueId", number), ("issueKey", $"SD-{number}"), ("summary", (string)sent["requestFieldValues"]!["summary"]!));
                    return (201, Shown(sent, "issueId", "issueKey", "requestTypeId", "serviceDeskId"));

                case (TicketTargetKind.Salesforce, var path) when request.Method == "PATCH":
                    var external = path.Split('/')[^1];
                    var before = _tickets.FirstOrDefault(t => (string?)t["External_Key__c"] == external);
                    var filed = before ?? Keep(sent, ("Id", $"500{number}"), ("CaseNumber", $"000{number}"), ("External_Key__c", external));
                    return (before is null ? 201 : 200, new JsonObject { ["id"] = (string?)filed["Id"], ["success"] = true, ["errors"] = new JsonArray(), ["created"] = before is null });

                case (TicketTargetKind.Zammad, "/api/v1/tickets"):
                    Keep(sent, ("id", number), ("number", $"31{number}"));
                    return (201, Shown(sent, "id", "number", "title"));

                case (TicketTargetKind.Webhook, "/hooks/tickets"):
                    var id = request.Headers[WebhookSignature.IdHeader];
                    var seconds = long.Parse(request.Headers[WebhookSignature.TimestampHeader], CultureInfo.InvariantCulture);
                    if (!WebhookSignature.Read(WebhookSecret)!.IsGenuine(
                        id, $"{seconds}", request.Headers[WebhookSignature.SignatureHeader], request.Body, DateTimeOffset.FromUnixTimeSeconds(seconds)))
                    {
                        return (401, new JsonObject());
                    }

                    if (_tickets.TrueForAll(t => (string?)t["webhook-id"] != id))
                    {
                        Keep(sent, ("webhook-id", id));
                    }

                    return (200, new JsonObject());

                default:
                    return (404, new JsonObject());
            }
        }
    }

    private JsonObject Keep(JsonObject ticket, params (string Field, string Value)[] given)
    {
        foreach (var (field, value) in given)
        {
            ticket[field] = value;
        }

        _tickets.Add(ticket);
        return ticket;
    }

    private JsonArray Where(Func<JsonObject, bool> wanted, params string[] fields)
    {
        lock (_gate)
        {
            return new JsonArray([.. _tickets.Where(wanted).Select(ticket => Shown(ticket, fields))]);
        }
    }

    private static JsonObject Shown(JsonObject ticket, params string[] fields) => new(fields.Select(field => KeyValuePair.Create(field, ticket[field]?.DeepClone())));

    private static async Task SpoilAsync(Mishap mishap, HttpResponse response, int status, JsonNode answer)
    {
        var aborted = response.HttpContext.RequestAborted;
        response.StatusCode = status;
        response.ContentType = "application/json";
        try
        {
            switch (mishap)
            {
                case Mishap.CreatedThenCut:
                    response.ContentLength = 4_000;
                    await response.WriteAsync("""{"result":{"sys_""", aborted);
                    await response.Body.FlushAsync(aborted);
                    response.HttpContext.Abort();
                    break;
                case Mishap.CreatedThenHangs:
                    await Task.Delay(Timeout.Infinite, aborted);
                    break;
                case Mishap.CreatedThenDrips:
                    while (true)
                    {
                        await response.WriteAsync(" ", aborted);
                        await response.Body.FlushAsync(aborted);
                        await Task.Delay(50, aborted);
                    }

                case Mishap.CreatedWithHugeAnswer:
                    await response.WriteAsync("\"" + new string('x', 5_000_000) + "\"", aborted);
                    break;
                case Mishap.CreatedWithBomb:
                    response.Headers.ContentEncoding = "gzip";
                    await using (var bomb = new GZipStream(response.Body, CompressionLevel.Fastest))
                    {
                        var zeros = new byte[1_000_000];
                        for (var block = 0; block < 100; block++)
                        {
                            await bomb.WriteAsync(zeros, aborted);
                        }
                    }

                    break;
                case Mishap.CreatedWithoutJson:
                    await response.WriteAsync("<html>OK</html>", aborted);
                    break;
                case Mishap.CreatedWithManyHeaders:
                    response.Headers["X-Much"] = new string('y', 60_000);
                    await response.WriteAsync(answer.ToJsonString(), aborted);
                    break;
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // They hung up, as they should.
        }
    }

    private async Task RefuseAsync(Mishap mishap, HttpResponse response)
    {
        switch (mishap)
        {
            case Mishap.ServerError:
                await JsonAsync(response, 500, """{"error":"boom"}""");
                break;
            case Mishap.BadGateway:
                response.StatusCode = 502;
                await response.WriteAsync("<html>Bad gateway</html>");
                break;
            case Mishap.CutBeforeAnswer:
                response.HttpContext.Abort();
                break;
            case Mishap.HangsBeforeCreating:
                await Task.Delay(Timeout.Infinite, response.HttpContext.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case Mishap.TooManyRequests:
                response.Headers.RetryAfter = "7200";
                await JsonAsync(response, 429, "{}");
                break;
            case Mishap.Unavailable:
                response.Headers.RetryAfter = "120";
                await JsonAsync(response, 503, "{}");
                break;
            case Mishap.Redirects:
                response.StatusCode = 307;
                response.Headers.Location = $"http://127.0.0.1:{CanaryPort}/";
                break;
        }
    }

    private static Task JsonAsync(HttpResponse response, int status, JsonNode? json) => JsonAsync(response, status, json?.ToJsonString() ?? "null");

    private static Task JsonAsync(HttpResponse response, int status, string json)
    {
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        return response.WriteAsync(json);
    }
}
