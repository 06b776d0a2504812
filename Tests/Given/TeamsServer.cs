using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Storage;
using Bot.Storage.Model;
using Engine.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Fakes;

namespace Tests.Given;

/// <summary>The program with Teams, a parent bot and their authority beside it: <c>await using var teams = await TeamsServer.StartAsync()</c>.</summary>
internal sealed class TeamsServer : IAsyncDisposable
{
    private readonly DirectLineServer _server;
    private readonly HttpClient _http;
    private int _ids;

    private TeamsServer(Authority authority, DirectLineServer server)
    {
        Authority = authority;
        _server = server;
        _http = server.Caller();
        authority.Clock = () => server.Clock.GetUtcNow();
    }

    internal Authority Authority { get; }

    internal Microsoft.Extensions.Time.Testing.FakeTimeProvider Clock => _server.Clock;

    internal ConversationStore Store => Get<ConversationStore>();

    internal static Task<TeamsServer> StartAsync(params (string, string)[] settings) => StartAsync(_ => { }, settings);

    internal static async Task<TeamsServer> StartAsync(Action<IServiceCollection> change, params (string, string)[] settings)
    {
        var authority = await Authority.StartAsync();

        // On a busy machine a call to the authority beside us may take seconds; a reply is tried again by the clock, which a test moves by itself.
        return new TeamsServer(authority, DirectLineServer.Start(change, [.. authority.Settings, ("Limits:MessageBurst", "1000"), ("Outbound:Patience", "10"), .. settings]));
    }

    internal T Get<T>() where T : notnull => _server.Services.GetRequiredService<T>();

    /// <summary>A message in a personal chat, in all the shape that Teams gives it: with a copy as HTML and the client's facts.</summary>
    internal JsonObject Message(string text, string? id = null, string conversation = "a:1-personal") => With(Activity("message", conversation, id), message =>
    {
        message["text"] = text;
        message["textFormat"] = "plain";
        message["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = $"<p>{text}</p>" });
        message["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-US", ["country"] = "US", ["platform"] = "Web", ["timezone"] = "America/Los_Angeles" });
    });

    internal JsonObject Activity(string type, string conversation = "a:1-personal", string? id = null)
    {
        var number = Interlocked.Increment(ref _ids);

        return new JsonObject
        {
            ["type"] = type,
            ["id"] = id ?? $"17000000{number:D5}",
            ["timestamp"] = Clock.GetUtcNow().AddMilliseconds(number).UtcDateTime.ToString("O"),
            ["localTimestamp"] = "2026-11-24T10:00:00.000-08:00",
            ["localTimezone"] = "America/Los_Angeles",
            ["locale"] = "en-US",
            ["channelId"] = "msteams",
            ["serviceUrl"] = Authority.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = "29:ada", ["name"] = "Ada Lovelace", ["aadObjectId"] = "aaaaaaaa-0000-4000-8000-000000000001" },
            ["recipient"] = new JsonObject { ["id"] = $"28:{Authority.AppId}", ["name"] = "Sign-in help" },
            ["conversation"] = new JsonObject { ["conversationType"] = "personal", ["tenantId"] = "11111111-2222-4333-8444-555555555555", ["id"] = conversation },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = "11111111-2222-4333-8444-555555555555" } },
        };
    }

    internal static JsonObject With(JsonObject activity, Action<JsonObject> change)
    {
        change(activity);
        return activity;
    }

    internal Task<HttpResponseMessage> PostAsync(JsonObject activity, string? token = null) => PostRawAsync(activity.ToJsonString(), $"Bearer {token ?? Authority.ChannelToken()}");

    /// <param name="body">As it is.</param>
    /// <param name="authorization">The whole header; null to send none.</param>
    internal async Task<HttpResponseMessage> PostRawAsync(string body, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")) };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await _http.SendAsync(request);
    }

    internal async Task<JsonElement> PostForAsync(JsonObject activity, string? token = null)
    {
        using var answer = await PostAsync(activity, token);
        var body = await answer.Content.ReadAsStringAsync();

        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>Says something and waits until all that it leads to has been delivered.</summary>
    internal async Task<IReadOnlyList<ConnectorCalled>> SaysAsync(JsonObject activity, string? token = null)
    {
        var before = Authority.Calls.Count;
        using var answer = await PostAsync(activity, token);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"Not taken: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        await DeliveredAsync();
        return [.. Authority.Calls.Skip(before)];
    }

    internal Task<IReadOnlyList<ConnectorCalled>> SaysAsync(string text) => SaysAsync(Message(text));

    internal JsonObject Press(Prompt prompt, string choice, string conversation = "a:1-personal") => With(Activity("message", conversation), submit =>
    {
        submit["value"] = new JsonObject { ["turn"] = prompt.TurnToken, ["choice"] = choice };
        submit["replyToId"] = "1:card";
    });

    /// <summary>Asks for a person and gives nothing, until all that is left is to send it.</summary>
    internal async Task<Prompt> ReviewAsync(string conversation = "a:1-personal", ConversationKey? key = null, Func<string>? token = null)
    {
        await SaysAsync(Message("talk to a person please", conversation: conversation), token?.Invoke());
        for (var turn = 0; turn < 40; turn++)
        {
            var prompt = (await Store.LoadAsync(key ?? new ConversationKey("msteams", conversation), CancellationToken.None))!.Talk.Prompt!;
            if (prompt.Choices.Any(choice => choice.Id == "send"))
            {
                return prompt;
            }

            await SaysAsync(prompt.Choices.Any(choice => choice.Id == "start") ? Press(prompt, "start", conversation) : Message("skip", conversation: conversation), token?.Invoke());
            Clock.Advance(TimeSpan.FromSeconds(2));
        }

        throw new InvalidOperationException("The review never came.");
    }

    /// <summary>Until nothing is due any more; what comes after something that waits is not.</summary>
    internal Task DeliveredAsync() => UntilAsync(async () =>
        (await OutboxAsync()).Where(row => row.State == OutboxState.Due).GroupBy(row => row.Lane).All(lane => lane.First().NextAt > Clock.GetUtcNow()));

    internal static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            await Task.Delay(10, time.Token);
        }
    }

    internal async Task<List<OutboxRow>> OutboxAsync()
    {
        await using var rows = Get<IAssistantDatabase>().Context();
        return await rows.Outbox.AsNoTracking().Where(row => row.Kind == OutboxKind.Reply).OrderBy(row => row.RowId).ToListAsync();
    }

    internal async Task<Conversation?> ConversationAsync(string id = "a:1-personal", string channel = "msteams") => await Store.LoadAsync(new ConversationKey(channel, id), CancellationToken.None);

    internal Task<IReadOnlyList<TranscriptEntry>> TranscriptAsync(string id = "a:1-personal", string channel = "msteams") =>
        Store.ReadTranscriptAsync(new ConversationKey(channel, id), 0, 1_000, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await Authority.DisposeAsync();
    }
}
