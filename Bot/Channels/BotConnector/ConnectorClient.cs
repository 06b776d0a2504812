using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Bot.Activities;
using Bot.Delivery.Outbound;

namespace Bot.Channels.BotConnector;

/// <summary>How a call of the Connector ended.</summary>
internal readonly record struct ConnectorResult(HttpStatusCode Status, string? Id, string? Fault, TimeSpan? RetryAfter)
{
    internal bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>Whom a new conversation is with.</summary>
internal sealed record ConversationParameters(bool IsGroup, ChannelAccount Bot, IReadOnlyList<ChannelAccount> Members, string? TenantId, RawJson? ChannelData, Activity? Activity);

/// <summary>The Connector's REST API v3. The bot's token goes along only after the guard has passed the address.</summary>
internal sealed class ConnectorClient(OutboundClients clients, BotTokens tokens, ServiceHosts hosts, TimeProvider clock)
{
    private const int LongestFault = 60;

    private readonly HttpClient _client = clients.For(hosts.Destination);

    internal Task<ConnectorResult> SayAsync(ConnectorCall call, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, Address(call.ServiceUrl, call.ConversationId, call.ReplyToId), call.Audience, Body(call.Activity!), cancellation);

    internal Task<ConnectorResult> ReplaceAsync(ConnectorCall call, string activityId, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, Address(call.ServiceUrl, call.ConversationId, activityId), call.Audience, Body(call.Activity! with { Id = activityId }), cancellation);

    internal Task<ConnectorResult> RemoveAsync(ConnectorCall call, string activityId, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, Address(call.ServiceUrl, call.ConversationId, activityId), call.Audience, body: null, cancellation);

    /// <summary>The new conversation's id is the result's.</summary>
    internal Task<ConnectorResult> BeginAsync(string serviceUrl, string audience, ConversationParameters parameters, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, new Uri($"{serviceUrl.TrimEnd('/')}/v3/conversations"), audience, JsonSerializer.SerializeToUtf8Bytes(parameters, ActivityJson.Default.ConversationParameters), cancellation);

    /// <summary>Joined as text: a service's address has a path, with or without a slash at its end, which joining as addresses would lose.</summary>
    internal static Uri Address(string serviceUrl, string conversationId, string? activityId) =>
        new($"{serviceUrl.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(conversationId)}/activities{(activityId is null ? "" : $"/{Uri.EscapeDataString(activityId)}")}");

    private static byte[] Body(Activity activity) => JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Default.Activity);

    private async Task<ConnectorResult> SendAsync(HttpMethod method, Uri address, string audience, byte[]? body, CancellationToken cancellation)
    {
        var token = await tokens.GetAsync(audience, cancellation);
        var result = await SendAsync(method, address, token, body, isAgain: false, cancellation);
        if (result.Status != HttpStatusCode.Unauthorized)
        {
            return result;
        }

        // Keys or secrets may have been changed since it was given: one new token, then it is somebody's turn to look.
        tokens.Drop(audience, token);
        return await SendAsync(method, address, await tokens.GetAsync(audience, cancellation), body, isAgain: true, cancellation);
    }

    private async Task<ConnectorResult> SendAsync(HttpMethod method, Uri address, string token, byte[]? body, bool isAgain, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var content = body is null ? null : new SentContent(body);
        request.Content = content;
        HttpResponseMessage answer;
        try
        {
            answer = await _client.SendAsync(request, cancellation);
        }
        catch (Exception fault) when (fault is not OutboundRefusedException && (fault is HttpRequestException or OperationCanceledException))
        {
            throw new ConnectorUnreachableException(wasSent: content?.WasBegun ?? isAgain, fault);
        }

        using (answer)
        {
            var (id, code) = Read(await answer.Content.ReadAsByteArrayAsync(cancellation));
            return new ConnectorResult(answer.StatusCode, id, code, RetryAfter.Of(answer, clock));
        }
    }

    /// <summary>The id of what was said, or the code of what went wrong; an answer may have neither.</summary>
    private static (string? Id, string? Code) Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = RawJson.Of(json.RootElement);
            var code = json.RootElement is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty("error", out var error) ? ActivityReader.TextOf(RawJson.Of(error), "code") : null;

            return (ActivityReader.TextOf(root, "id"), code is { Length: > 0 and <= LongestFault } && code.All(char.IsAsciiLetterOrDigit) ? code : null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    /// <summary>Knows whether any of it has gone out: what has not may be sent again, whatever broke.</summary>
    private sealed class SentContent : ByteArrayContent
    {
        internal SentContent(byte[] body)
            : base(body) => Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };

        internal bool WasBegun { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            WasBegun = true;
            return base.SerializeToStreamAsync(stream, context, cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasBegun = true;
            return base.SerializeToStreamAsync(stream, context);
        }
    }
}

/// <summary>No answer came. <see cref="WasSent"/> tells whether the other side may have taken it all the same.</summary>
internal sealed class ConnectorUnreachableException(bool wasSent, Exception fault)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"The channel service gave no answer ({fault.GetType().Name})."), fault)
{
    internal bool WasSent { get; } = wasSent;
}
