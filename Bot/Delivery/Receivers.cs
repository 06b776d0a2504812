namespace Bot.Delivery;

/// <summary>A part of the outbox by whom it is for, as a condition of a query.</summary>
internal sealed record Receivers(string Name, string Condition, (string, object)[] Values)
{
    internal static Receivers Only(string target) => new(target, """AND o."Target" = @target""", [("target", target)]);

    internal static Receivers OfLane(string lane) => new(lane, """AND o."Lane" = @lane""", [("lane", lane)]);

    internal static Receivers AllBut(IReadOnlyList<string> targets) => targets.Count == 0
        ? new Receivers("", "", [])
        : new Receivers(
            "",
            $"""AND o."Target" NOT IN ({string.Join(", ", targets.Select((_, index) => $"@not{index}"))})""",
            [.. targets.Select((target, index) => ($"not{index}", (object)target))]);
}
