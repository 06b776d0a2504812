using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Bench.Sides;

namespace Bench.Load;

/// <summary>Starts conversations on the product before the clock runs, and makes the requests of their talks.</summary>
internal sealed class Conversations : IDisposable
{
    private const int AtOnce = 32;

    private readonly HttpClient _http;

    internal Conversations(Uri address)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Product.Secret);
    }

    internal async Task<IReadOnlyList<TalkRequests>> StartAsync(int count)
    {
        var started = new ConcurrentBag<TalkRequests>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, cancellation) => started.Add(await StartOneAsync(Talks.All[number % Talks.All.Count], cancellation)));

        return [.. started];
    }

    internal async Task<TalkRequests> StartOneAsync(IReadOnlyList<string> talk, CancellationToken cancellation)
    {
        using var answer = await _http.PostAsync("v3/directline/conversations", content: null, cancellation);
        answer.EnsureSuccessStatusCode();
        var started = (await answer.Content.ReadFromJsonAsync<Started>(cancellation))!;

        return TalkRequests.Of(talk, started.ConversationId, started.Token);
    }

    public void Dispose() => _http.Dispose();

    private sealed record Started(string ConversationId, string Token);
}
