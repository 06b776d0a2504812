using System.Text.Json;
using System.Text.Json.Nodes;
using Engine.Conversations;
using Engine.Handover;
using Tests.Shape;
using Tests.Storage;

namespace Tests.Given;

/// <summary>What somebody might type who wants more than help: markup, scripts, formulas, links, and characters that steer what reads them.</summary>
internal static class HostileTickets
{
    /// <summary>What a ticket is found by. Ours, never a member's.</summary>
    private static readonly string[] Names = ["schema", "key", "number", "conversationId", "channel", "sensitivity"];

    internal static readonly string[] Corpus = File.ReadAllLines(RepositoryFolder.Of("Tests", "Desk", "stored-xss.txt"));

    internal static string NumberOf(int place) => $"KP-HOST-{place:D4}";

    /// <summary>A ticket that says this in every place where text can stand, also where today's engine writes only words of its own.</summary>
    internal static Ticket TicketWith(int place)
    {
        var full = TestTurns.Ticket($"hostile-{place}", NumberOf(place)) with
        {
            ConversationId = $"hostile-{place}",
            Error = new TicketError("x", "x", "x", 0.9, "x", "x", "x", TestTurns.Start),
            Environment = new TicketEnvironment("x", "x", "x", "x", "x", "x", "x", "x"),
            Checklist = [new TicketItem("x", "x", "x", "none", "x"), new TicketItem("full_name", "x", "x", "pii", "x"), new TicketItem("last_known_email", "x", "x", "pii", "x")],
        };
        var record = JsonSerializer.SerializeToNode(full, ConversationJson.Default.Ticket)!;
        Replace(record, Corpus[place]);

        return record.Deserialize(ConversationJson.Default.Ticket)!;
    }

    private static void Replace(JsonNode node, string text)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Replace(item!, text);
            }

            return;
        }

        foreach (var (name, value) in node.AsObject().ToList())
        {
            if (value is JsonValue said && said.GetValueKind() == JsonValueKind.String && !Names.Contains(name) && !DateTimeOffset.TryParse(said.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture, out _))
            {
                node[name] = text;
            }
            else if (value is JsonObject or JsonArray)
            {
                Replace(value, text);
            }
            else if (value is null)
            {
                throw new InvalidOperationException($"{name} of the ticket has to be filled before it can be hostile.");
            }
        }
    }
}
