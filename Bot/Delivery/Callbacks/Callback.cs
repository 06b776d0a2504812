using System.Text.Json;
using System.Text.Json.Nodes;
using Engine.Handover;

namespace Bot.Delivery.Callbacks;

/// <summary>What a ticket system tells about a ticket of ours.</summary>
/// <param name="Ticket">Our key for it, or the number that the member was told.</param>
internal sealed record Callback(string Ticket, string OutsideNumber, TicketProgress Progress, DateTimeOffset At)
{
    private const int LongestNumber = 40;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private static readonly Dictionary<string, TicketProgress> Progresses = new(StringComparer.Ordinal)
    {
        ["arrived"] = TicketProgress.Arrived,
        ["in_progress"] = TicketProgress.InProgress,
        ["waiting_for_member"] = TicketProgress.WaitingForMember,
        ["solved"] = TicketProgress.Solved,
    };

    /// <summary>Null when it is not as it should be. A time that lies ahead counts as now, or it would stand for ever.</summary>
    internal static Callback? Read(byte[] json, DateTimeOffset now)
    {
        try
        {
            var message = JsonNode.Parse(json, documentOptions: Strict);
            var data = message?["data"];
            var number = (string?)data?["outsideNumber"] ?? "";
            return ((string?)data?["key"] ?? (string?)data?["number"]) is { Length: > 0 } ticket
                && IsNumber(number)
                && Progresses.TryGetValue((string?)data?["status"] ?? "", out var progress)
                && message!["timestamp"] is JsonValue told
                && told.TryGetValue<DateTimeOffset>(out var at)
                    ? new Callback(ticket, number, progress, at < now ? at : now)
                    : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Members are told it, so it must look like a number and can be nothing else.</summary>
    private static bool IsNumber(string text) =>
        text.Length is > 0 and <= LongestNumber && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '#');
}
