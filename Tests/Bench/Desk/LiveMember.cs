using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Bench.Sides;
using Bot.Desk;

namespace Bench.Desk;

/// <summary>One member with a socket, and the agent on the other side, who reads as a page at the desk does.</summary>
internal sealed class LiveMember : IAsyncDisposable
{
    private static readonly string[] Shortest = ["start", "declined", "unknown", "send", "wait"];

    private readonly DeskHost _host;
    private readonly HttpClient _client;
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly string _id;
    private DeskAgent _agent = new("", "", DeskRole.Agent);
    private long _seen;

    private LiveMember(DeskHost host, HttpClient client, string id)
    {
        _host = host;
        _client = client;
        _id = id;
    }

    internal string Ticket { get; private set; } = "";

    /// <summary>Goes through the checklist the short way, and agrees to wait for somebody.</summary>
    internal static async Task<LiveMember> StartAsync(DeskHost host, int number, CancellationToken cancellation)
    {
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Product.Secret);
        var token = await PostAsync(client, "/v3/directline/tokens/generate", new { user = new { id = $"dl_member{number}" } }, cancellation);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        var conversation = await PostAsync(client, "/v3/directline/conversations", new { }, cancellation);
        var member = new LiveMember(host, client, conversation.GetProperty("conversationId").GetString()!);
        await member._socket.ConnectAsync(new Uri(conversation.GetProperty("streamUrl").GetString()!), cancellation);
        await member.SayAsync("I want to talk to a person", cancellation);
        while (await member.PressAsync(cancellation))
        {
        }

        return member;
    }

    internal void With(DeskAgent agent) => _agent = agent;

    /// <summary>There and back, until the time is up.</summary>
    internal async Task<IReadOnlyList<Exchange>> TalkAsync(TimeSpan thinking, TimeSpan first, CancellationToken ending)
    {
        var exchanges = new List<Exchange>();
        using var subscription = (await _host.Get<LiveDesk>().WatchAsync(_agent, Ticket, CancellationToken.None)).Value!;
        var lines = (await _host.Get<DeskTickets>().TranscriptAsync(_agent, Ticket, 0, CancellationToken.None)).Value!.Lines;
        _seen = lines[^1].Sequence;
        await Task.Delay(first, CancellationToken.None);
        for (var turn = 0; !ending.IsCancellationRequested; turn++)
        {
            var (question, answer) = ($"my question number {turn}", $"my answer number {turn}");
            var began = Stopwatch.GetTimestamp();
            var saying = SayAsync(question, CancellationToken.None);
            await AgentReadsAsync(subscription, question);
            var toAgent = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            await saying;

            began = Stopwatch.GetTimestamp();
            var answering = _host.Get<LiveDesk>().SayAsync(_agent, Ticket, answer, $"{_id}-{turn}", CancellationToken.None);
            await ReadUntilAsync(answer, CancellationToken.None);
            exchanges.Add(new Exchange(toAgent, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
            await answering;
            await Task.Delay(thinking, CancellationToken.None);
        }

        return exchanges;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AgentReadsAsync(Bot.Storage.SavedTurns.Subscription subscription, string wanted)
    {
        while (true)
        {
            await subscription.WaitAsync(CancellationToken.None);
            var lines = (await _host.Get<DeskTickets>().TranscriptAsync(_agent, Ticket, _seen, CancellationToken.None)).Value!.Lines;
            _seen = lines.Count > 0 ? lines[^1].Sequence : _seen;
            if (lines.Any(line => line.Text == wanted))
            {
                return;
            }
        }
    }

    private Task<JsonElement> SayAsync(string text, CancellationToken cancellation) => PostAsync(_client, Activities, new { type = "message", text }, cancellation);

    private string Activities => $"/v3/directline/conversations/{_id}/activities";

    /// <summary>Presses the first usual answer that leads on; false once the member waits.</summary>
    private async Task<bool> PressAsync(CancellationToken cancellation)
    {
        var all = (await _client.GetFromJsonAsync<JsonElement>(Activities, cancellation)).GetProperty("activities");
        foreach (var activity in all.EnumerateArray())
        {
            if (Wording(activity) == "checklist.sent")
            {
                var text = activity.GetProperty("text").GetString()!;
                Ticket = text.Substring(text.IndexOf("KP-", StringComparison.Ordinal), "KP-0000-0000".Length);
            }
        }

        var last = all[all.GetArrayLength() - 1];
        if (Wording(last) == "live-agent.waiting")
        {
            return false;
        }

        var offered = last.GetProperty("suggestedActions").GetProperty("actions").EnumerateArray().ToDictionary(action => action.GetProperty("value").GetProperty("choice").GetString()!);
        var pressed = offered[Shortest.First(offered.ContainsKey)];
        await PostAsync(_client, Activities, new { type = "message", text = pressed.GetProperty("text").GetString(), value = pressed.GetProperty("value") }, cancellation);

        return true;
    }

    private async Task ReadUntilAsync(string wanted, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        while (!text.ToString().Contains(wanted, StringComparison.Ordinal))
        {
            var frame = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellation);
            if (frame.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException("The server closed a member's socket.");
            }

            text.Append(Encoding.UTF8.GetString(_buffer, 0, frame.Count));
        }
    }

    private static string? Wording(JsonElement activity) =>
        activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("assistant", out var note) ? note.GetProperty("wording").GetString() : null;

    private static async Task<JsonElement> PostAsync(HttpClient client, string address, object body, CancellationToken cancellation)
    {
        using var answer = await client.PostAsync(address, JsonContent.Create(body), cancellation);
        answer.EnsureSuccessStatusCode();

        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }
}
