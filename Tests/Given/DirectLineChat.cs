using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Tests.Given;

/// <summary>One member's conversation, as a client sees it: <c>await chat.SaysAsync("I'm locked out")</c>.</summary>
internal sealed class DirectLineChat(HttpClient client, string id) : IDisposable
{
    private int _sent;

    internal HttpClient Client => client;
    internal string Id => id;

    /// <summary>What starting the conversation was answered with.</summary>
    internal JsonElement Started { get; set; }

    internal string StreamUrl => Started.GetProperty("streamUrl").GetString()!;

    internal string Activities => $"/v3/directline/conversations/{id}/activities";

    /// <summary>The id under which it was taken.</summary>
    internal async Task<string> SaysAsync(string text, string? clientId = null)
    {
        using var answer = await PostAsync(new { type = "message", text, channelData = new { clientActivityID = clientId ?? $"{++_sent}" } });

        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    internal Task<HttpResponseMessage> PostAsync(object activity) => client.PostAsync(Activities, JsonContent.Create(activity));

    internal Task<HttpResponseMessage> PostRawAsync(byte[] json) => client.PostAsync(Activities, new ByteArrayContent(json));

    internal Task<HttpResponseMessage> PostRawAsync(string json) => PostRawAsync(Encoding.UTF8.GetBytes(json));

    internal async Task<IReadOnlyList<JsonElement>> ReadAsync(string watermark = "")
    {
        var set = await client.GetFromJsonAsync<JsonElement>($"{Activities}?watermark={watermark}");

        return [.. set.GetProperty("activities").EnumerateArray()];
    }

    internal async Task<IReadOnlyList<JsonElement>> RepliesAsync() => [.. (await ReadAsync()).Where(activity => activity.GetProperty("from").GetProperty("role").GetString() == "bot")];

    internal async Task<JsonElement> ComeBackAsync(string watermark) =>
        await client.GetFromJsonAsync<JsonElement>($"/v3/directline/conversations/{id}?watermark={watermark}");

    internal static async Task<ClientWebSocket> ConnectAsync(string streamUrl, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await socket.ConnectAsync(new Uri(streamUrl), time.Token);

        return socket;
    }

    /// <summary>Activities of the following frames until there are that many; frames that only keep the line open are passed over.</summary>
    internal static async Task<IReadOnlyList<JsonElement>> ReceiveAsync(ClientWebSocket socket, int count)
    {
        var activities = new List<JsonElement>();
        while (activities.Count < count)
        {
            var frame = await FrameAsync(socket);
            if (frame.Length > 0)
            {
                activities.AddRange(JsonSerializer.Deserialize<JsonElement>(frame).GetProperty("activities").EnumerateArray());
            }
        }

        return activities;
    }

    /// <summary>Reads on until the server closes.</summary>
    internal static async Task<WebSocketCloseStatus?> ClosedAsync(ClientWebSocket socket)
    {
        while (socket.State == WebSocketState.Open)
        {
            await FrameAsync(socket);
        }

        return socket.CloseStatus;
    }

    public void Dispose() => client.Dispose();

    private static async Task<string> FrameAsync(ClientWebSocket socket)
    {
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), time.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            if (part.EndOfMessage)
            {
                return text.ToString();
            }
        }
    }
}
