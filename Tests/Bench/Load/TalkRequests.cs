using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bench.Load;

/// <summary>One member's talk as ready-made requests, so that sending costs the client next to nothing. Every side gets the same.</summary>
internal sealed class TalkRequests
{
    private TalkRequests(byte[][] messages) => Messages = messages;

    internal byte[][] Messages { get; }

    internal TalkRequests First(int count) => new(Messages[..count]);

    internal static TalkRequests Of(IReadOnlyList<string> talk, string conversation, string token) =>
        new([.. talk.Select((text, place) => Request(conversation, token, Body(conversation, text, place)))]);

    /// <summary>For a side that keeps no conversations.</summary>
    internal static TalkRequests Of(IReadOnlyList<string> talk, int number)
    {
        var name = number.ToString("D22", CultureInfo.InvariantCulture);

        return Of(talk, name, string.Concat(Enumerable.Repeat(name, 17)));
    }

    /// <summary>As Teams sends it by the Bot Connector.</summary>
    internal static TalkRequests ByConnector(IReadOnlyList<string> talk, int number, string origin, string botId, Func<string> token) => new(
    [
        .. talk.Select((text, place) => Encoding.UTF8.GetBytes(Posted("/api/messages", token(), Activity(text, string.Create(CultureInfo.InvariantCulture, $"{number}-{place}"), number, place, origin, botId)))),
    ]);

    private static string Posted(string path, string token, string body) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static string Activity(string text, string id, int number, int place, string origin, string botId) => $$"""
        {"type":"message","id":"{{id}}","timestamp":"2026-11-24T17:{{number % 60:D2}}:{{place:D2}}.{{number % 1_000:D3}}Z","text":"{{JsonEncodedText.Encode(text)}}","textFormat":"plain","channelId":"msteams","serviceUrl":"{{origin}}/teams/","from":{"id":"29:member","name":"Ada"},"recipient":{"id":"28:{{botId}}","name":"Help"},"conversation":{"conversationType":"personal","tenantId":"t","id":"a:{{number}}"},"locale":"en-US","localTimestamp":"2026-11-24T09:30:{{place:D2}}.000-08:00","channelData":{"tenant":{"id":"t"} } }
        """;

    private static byte[] Request(string conversation, string token, string body) => Encoding.UTF8.GetBytes(
        $"POST /v3/directline/conversations/{conversation}/activities HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        + "Content-Type: application/json\r\nAccept: application/json\r\nx-ms-bot-agent: DirectLine/3.0 (directlinejs; WebChat/4.18)\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>As Web Chat sends it.</summary>
    private static string Body(string conversation, string text, int place)
    {
        var quoted = JsonEncodedText.Encode(text);

        return $$"""
            {"type":"message","text":"{{quoted}}","textFormat":"plain","from":{"id":"dl_member","name":"","role":"user"},"locale":"en-US","localTimestamp":"2026-11-24T09:30:{{place:D2}}.000-08:00","localTimezone":"America/Los_Angeles","channelId":"webchat","channelData":{"clientActivityID":"{{conversation}}{{place}}","clientTimestamp":"2026-11-24T17:30:{{place:D2}}.000Z","attachmentSizes":[]} }
            """;
    }
}
