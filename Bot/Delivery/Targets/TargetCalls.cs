using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Delivery.Outbound;

namespace Bot.Delivery.Targets;

/// <summary>What a receiver answered: a status that means success or "not there", and its JSON.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Json)
{
    internal bool IsFound => Status != HttpStatusCode.NotFound;
}

/// <summary>Calls one receiver over HTTP, and turns whatever goes wrong into a <see cref="CallFailedException"/>.</summary>
internal sealed class TargetCalls(TicketTarget target, OutboundClients clients, TimeProvider clock)
{
    /// <summary>A receiver that was too slow may still be at work: asked sooner, it may not know the ticket yet.</summary>
    private static readonly TimeSpan AfterSilence = TimeSpan.FromSeconds(30);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly HttpClient _client = clients.For(target.Destination);
    private readonly Uri _base = new(target.Url.TrimEnd('/') + "/");

    /// <summary>For systems whose search finds a new ticket only after a while: how long to wait before looking, when an answer was lost.</summary>
    internal TimeSpan SearchDelay { get; init; }

    internal Task<Answer> GetAsync(string path, Action<HttpRequestHeaders> sign, CancellationToken cancellation) => CallAsync(HttpMethod.Get, path, null, sign, cancellation);

    internal Task<Answer> SendAsync(HttpMethod method, string path, JsonObject body, Action<HttpRequestHeaders> sign, CancellationToken cancellation)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes((JsonNode)body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return CallAsync(method, path, content, sign, cancellation);
    }

    internal async Task<Answer> CallAsync(HttpMethod method, string path, HttpContent? content, Action<HttpRequestHeaders> sign, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(_base, path)) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        sign(request.Headers);
        using var response = await SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode && !(method == HttpMethod.Get && response.StatusCode == HttpStatusCode.NotFound))
        {
            throw FaultOf(response);
        }

        return new Answer(response.StatusCode, Read(await response.Content.ReadAsByteArrayAsync(cancellation)));
    }

    /// <summary>Posts to the very address of the settings; only the status of the answer matters.</summary>
    internal async Task PostAsync(byte[] body, Action<HttpRequestHeaders> sign, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Options.Set(GuardedHandler.StatusOnly, true);
        sign(request.Headers);
        using var response = await SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw FaultOf(response);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _client.SendAsync(request, cancellation);
        }
        catch (OutboundRefusedException refused)
        {
            throw new CallFailedException($"The address may not be called: {refused.Fault}.") { IsReceiverDown = true };
        }
        catch (HttpRequestException fault)
        {
            throw new CallFailedException($"The call broke off: {fault.HttpRequestError}.") { IsReceiverDown = true, NotBefore = SearchDelay };
        }
        catch (OperationCanceledException)
        {
            throw new CallFailedException("The receiver did not answer in time.") { IsReceiverDown = true, NotBefore = AfterSilence };
        }
    }

    private CallFailedException FaultOf(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return new CallFailedException(status is >= 300 and < 400 ? $"The receiver answered {status}; redirects are not followed." : $"The receiver answered {status}.")
        {
            Status = response.StatusCode,
            IsReceiverDown = status is >= 500 or 408 or 429,
            IsGone = response.StatusCode == HttpStatusCode.Gone,
            NotBefore = (status is 429 or 503 ? RetryAfter.Of(response, clock) : null) ?? TimeSpan.Zero,
        };
    }

    private static JsonNode? Read(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body, documentOptions: Strict);
        }
        catch (JsonException)
        {
            // It may have done what it was asked, all the same: the next attempt looks.
            throw new CallFailedException("The answer is no JSON.");
        }
    }
}
