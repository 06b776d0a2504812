using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>A ticket without what may not leave towards its receiver. Targets see nothing else of it.</summary>
internal sealed class AllowedTicket(JsonObject record)
{
    /// <summary>The neutral record, as far as it may leave.</summary>
    internal JsonObject Record => record;

    internal string Key => Text("key")!;
    internal string Number => Text("number")!;
    internal string Topic => Text("topic") ?? "sign-in";
    internal DateTimeOffset CreatedAt => (DateTimeOffset)record["createdUtc"]!;

    /// <summary>Somebody else may be in the account, or in danger.</summary>
    internal bool IsUrgent => Text("reason") is "security" or "emergency_followup";

    internal string? Text(string part, string? inner = null)
    {
        var node = inner is null ? record[part] : record[part]?[inner];
        return node is JsonValue value ? value.ToString() : null;
    }

    internal IEnumerable<JsonObject> All(string part) => record[part] is JsonArray all ? all.OfType<JsonObject>() : [];

    /// <summary>What the member gave for that checklist item, if it may leave.</summary>
    internal string? Given(string item) => All("checklist").Where(known => (string?)known["id"] == item).Select(known => (string?)known["value"]).FirstOrDefault();

    /// <summary>Replaces <c>{topic}</c> and the like in a constant of the settings.</summary>
    internal string Fill(string constant) => constant.Contains('{')
        ? constant
            .Replace("{topic}", Topic, StringComparison.Ordinal)
            .Replace("{number}", Number, StringComparison.Ordinal)
            .Replace("{key}", Key, StringComparison.Ordinal)
            .Replace("{reason}", Text("reason") ?? "", StringComparison.Ordinal)
            .Replace("{goal}", Text("goal") ?? "", StringComparison.Ordinal)
            .Replace("{language}", Text("language") ?? "", StringComparison.Ordinal)
            .Replace("{channel}", Text("channel") ?? "", StringComparison.Ordinal)
            .Replace("{family}", Text("error", "family") ?? "", StringComparison.Ordinal)
            .Replace("{cause}", Text("error", "cause") ?? "", StringComparison.Ordinal)
        : constant;

    /// <summary>Prints the number only: the rest may be personal.</summary>
    public override string ToString() => $"{nameof(AllowedTicket)} {Number}";
}
