using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Bot.Accounts.Api;
using Bot.Delivery.Outbound;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace Bot.Accounts.Plan;

/// <summary>Calls the plan's accounts over HTTP, by the guard. Whatever goes wrong is no answer (null), and the log says why, without what was sent.</summary>
internal sealed class PlanCalls(IOptions<AccountOptions> options, OutboundClients clients, CallSignature signature, TimeProvider clock, ILogger<PlanCalls> log)
{
    private readonly HttpClient _client = clients.For(DestinationFor(options.Value));
    private readonly Uri _base = new(options.Value.BaseUrl.TrimEnd('/') + WireForm.Version);
    private readonly ResiliencePipeline<PlanReply> _pipeline = PlanBreaker.Create(clock, log);

    internal static Destination DestinationFor(AccountOptions options) => new("plan accounts", [Origin.HostOf(new Uri(options.BaseUrl))])
    {
        AttemptTimeout = options.Timeout,
        ConnectTimeout = options.Timeout,
    };

    /// <summary>Whether members may be sent to that page: by https, or where the accounts themselves are.</summary>
    internal bool MayOpen(Uri page) => page.IsAbsoluteUri && page.UserInfo.Length == 0 && (page.Scheme == Uri.UriSchemeHttps || Origin.Of(page) == Origin.Of(_base));

    internal Task<TAnswer?> GetAsync<TAnswer>(string operation, CancellationToken cancellation)
        where TAnswer : class => CallAsync<TAnswer>(operation, () => new HttpRequestMessage(HttpMethod.Get, new Uri(_base, operation)), cancellation);

    internal Task<TAnswer?> PostAsync<TAnswer>(string operation, string key, object call, CancellationToken cancellation)
        where TAnswer : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(call, call.GetType(), WireForm.Json);

        return CallAsync<TAnswer>(operation, () => new HttpRequestMessage(HttpMethod.Post, new Uri(_base, operation))
        {
            Headers = { { WireForm.KeyHeader, key } },
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        }, cancellation);
    }

    private async Task<TAnswer?> CallAsync<TAnswer>(string operation, Func<HttpRequestMessage> write, CancellationToken cancellation)
        where TAnswer : class
    {
        try
        {
            var reply = await _pipeline.ExecuteAsync(async cancel => await TryAsync(operation, write, cancel), cancellation);

            return reply.Body is null ? null : JsonSerializer.Deserialize<TAnswer>(reply.Body, WireForm.Json);
        }
        catch (BrokenCircuitException)
        {
            return null;
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            Log.CallFailed(log, operation, "the answer is not what the contract says");
            return null;
        }
    }

    private async Task<PlanReply> TryAsync(string operation, Func<HttpRequestMessage> write, CancellationToken cancellation)
    {
        try
        {
            using var request = write();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", signature.Issue());
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var response = await _client.SendAsync(request, cancellation);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return new PlanReply(await response.Content.ReadAsByteArrayAsync(cancellation), IsDown: false);
            }

            Log.CallFailed(log, operation, $"they answered {(int)response.StatusCode}");

            return new PlanReply(null, IsDown: (int)response.StatusCode >= 500);
        }
        catch (OutboundRefusedException refused)
        {
            Log.CallFailed(log, operation, $"the guard refuses their address ({refused.Fault})");
        }
        catch (HttpRequestException broken)
        {
            Log.CallFailed(log, operation, broken.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Log.CallFailed(log, operation, "no answer in time");
        }

        return new PlanReply(null, IsDown: true);
    }
}
