using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tests.Given;

/// <summary>A member who chats over Direct Line's REST calls, and sends again what was not acknowledged.</summary>
internal sealed class DirectLineMember(HttpClient client) : IDisposable
{
    /// <summary>Far longer than any restart; a server that is gone for good ends the test.</summary>
    private const int MostTries = 2_000;

    private string _conversation = "";
    private int _sent;

    /// <summary>Ids that the server acknowledged, in order, with what was said.</summary>
    internal List<(string ActivityId, string Text)> Acknowledged { get; } = [];

    internal async Task StartAsync()
    {
        var generated = await AgainAsync(() => client.PostAsync("/v3/directline/tokens/generate", JsonContent.Create(new { user = new { id = $"dl_{Guid.CreateVersion7():N}" } })));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", generated.GetProperty("token").GetString());
        var started = await AgainAsync(() => client.PostAsync("/v3/directline/conversations", JsonContent.Create(new { locale = "en-US" })));
        _conversation = started.GetProperty("conversationId").GetString()!;
    }

    /// <summary>Sends until it is acknowledged; every try carries the same id, as a client's own send queue does.</summary>
    internal async Task SayAsync(string text)
    {
        var id = $"{_conversation}-{++_sent}";
        var answer = await AgainAsync(() => client.PostAsync(
            $"/v3/directline/conversations/{_conversation}/activities",
            JsonContent.Create(new { type = "message", text, locale = "en-US", channelData = new { clientActivityID = id } })));
        Acknowledged.Add((answer.GetProperty("id").GetString()!, text));
    }

    /// <summary>Everything in the transcript, from the beginning.</summary>
    internal async Task<IReadOnlyList<JsonElement>> ReadAllAsync()
    {
        var all = new List<JsonElement>();
        var watermark = "0";
        while (true)
        {
            var set = await AgainAsync(() => client.GetAsync($"/v3/directline/conversations/{_conversation}/activities?watermark={watermark}"));
            var activities = set.GetProperty("activities").EnumerateArray().ToList();
            if (activities.Count == 0)
            {
                return all;
            }

            all.AddRange(activities);
            watermark = set.GetProperty("watermark").GetString()!;
        }
    }

    public void Dispose() => client.Dispose();

    private static async Task<JsonElement> AgainAsync(Func<Task<HttpResponseMessage>> call)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                using var answer = await call();
                if (answer.IsSuccessStatusCode)
                {
                    return await answer.Content.ReadFromJsonAsync<JsonElement>();
                }

                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway))
                {
                    throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
            {
                // The server is down; it comes back.
            }

            await Task.Delay(30);
        }

        throw new InvalidOperationException("The server did not come back.");
    }
}
