using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security;
using System.Text;
using System.Text.Json;
using Bot.Delivery.Outbound;
using KnowledgeBase;
using Microsoft.Extensions.Options;

namespace Bot.Delivery.Messages;

/// <summary>
/// Sends texts and makes calls by Twilio's REST API. It knows no idempotency key, so a text that may have been taken is never sent again: whoever waits for a
/// code asks for a new one.
/// </summary>
internal sealed class TextGateway(IOptions<TextOptions> options, OutboundClients clients, Knowledge knowledge, TimeProvider clock)
{
    /// <summary>The gateway's own number for "too many of yours are waiting"; it comes with a 400, and passes.</summary>
    private const int QueueFull = 21611;

    /// <summary>How long the gateway may keep a text at the most.</summary>
    private const int LongestValidity = 36_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly TextOptions _options = options.Value;
    private readonly Lazy<HttpClient> _client = new(() => clients.For(options.Value.Destination));

    internal async Task<DeliveryOutcome> SendAsync(MemberMessage message, CancellationToken cancellation)
    {
        using var request = Write(message);
        try
        {
            using var response = await _client.Value.SendAsync(request, cancellation);

            return response.IsSuccessStatusCode ? new DeliveryOutcome.Delivered() : await RefusedAsync(response, cancellation);
        }
        catch (OutboundRefusedException refused)
        {
            return new DeliveryOutcome.Failed($"The address may not be called: {refused.Fault}.") { IsReceiverDown = true };
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new DeliveryOutcome.Failed($"The gateway was not reached: {fault.HttpRequestError}.") { IsReceiverDown = true };
        }
        catch (HttpRequestException fault)
        {
            return MayHaveTaken($"the call broke off ({fault.HttpRequestError})");
        }
        catch (OperationCanceledException)
        {
            return MayHaveTaken("no answer in time");
        }
    }

    private HttpRequestMessage Write(MemberMessage message)
    {
        var isCall = message.Way == MessageWay.Call;
        var request = new HttpRequestMessage(HttpMethod.Post, $"{_options.BaseUrl.TrimEnd('/')}/2010-04-01/Accounts/{_options.AccountSid}/{(isCall ? "Calls" : "Messages")}.json")
        {
            Content = new FormUrlEncodedContent(isCall ? Call(message) : Text(message)),
        };
        var user = _options.KeySid.Length > 0 ? _options.KeySid : _options.AccountSid;
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{_options.Secret}")));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        return request;
    }

    private Dictionary<string, string> Text(MemberMessage message) => new()
    {
        ["To"] = message.To,
        [_options.MessagingServiceSid.Length > 0 ? "MessagingServiceSid" : "From"] = _options.MessagingServiceSid.Length > 0 ? _options.MessagingServiceSid : _options.From,
        ["Body"] = message.Text,

        // What waits at the gateway for longer than the code lives is dropped there, too.
        ["ValidityPeriod"] = Math.Clamp((int)(message.ExpiresAt - clock.GetUtcNow()).TotalSeconds, 1, LongestValidity).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Read out twice, with a pause, digit by digit.</summary>
    private Dictionary<string, string> Call(MemberMessage message)
    {
        var said = $"""<Say language="{SecurityElement.Escape(knowledge.Locales.Best(message.Locale).Voice)}">{SecurityElement.Escape(Spelled(message.Text))}</Say>""";

        return new()
        {
            ["To"] = message.To,
            ["From"] = _options.From,
            ["Twiml"] = $"""<Response>{said}<Pause length="2"/>{said}</Response>""",
        };
    }

    /// <summary>"1234 5678" becomes "1, 2, 3, 4, 5, 6, 7, 8": else it is read as two big numbers.</summary>
    private static string Spelled(string text)
    {
        var spelled = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var isBetween = at + 1 < text.Length && at > 0 && text[at] == ' ' && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);
            spelled.Append(isBetween ? "" : text[at]);
            if (char.IsAsciiDigit(text[at]) && at + 2 < text.Length && (char.IsAsciiDigit(text[at + 1]) || (text[at + 1] == ' ' && char.IsAsciiDigit(text[at + 2]))))
            {
                spelled.Append(", ");
            }
        }

        return spelled.ToString();
    }

    /// <summary>Its sentences name the number that was written to, so only its number for the fault is kept.</summary>
    private async Task<DeliveryOutcome> RefusedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var code = Code(await response.Content.ReadAsByteArrayAsync(cancellation));
        var reason = $"The gateway answered {status}{(code == 0 ? "" : $" (its {code})")}.";

        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new DeliveryOutcome.Failed(reason) { IsReceiverDown = true, NotBefore = RetryAfter.Of(response, clock) ?? TimeSpan.Zero },
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => new DeliveryOutcome.Failed(reason) { IsReceiverDown = true },
            HttpStatusCode.BadRequest when code == QueueFull => new DeliveryOutcome.Failed(reason),
            _ when status is >= 400 and < 500 and not 408 => new DeliveryOutcome.Impossible(reason),
            _ => MayHaveTaken($"it answered {status}"),
        };
    }

    private static DeliveryOutcome.Impossible MayHaveTaken(string why) => new($"The gateway may have taken it: {why}. Texts are not sent twice.");

    private static int Code(byte[] body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body, Strict);

            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? number : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}
