using System.Diagnostics.Metrics;

namespace Engine.Journeys;

/// <summary>Counts the ways that conversations take through the journeys: where they go on, and where they leave. Ids only.</summary>
public static class JourneyMeter
{
    public const string Name = "Assistant.Journeys";
    public const string Moves = "assistant.journey.moves";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>(Moves, description: "Moves from one step of a journey to another");

    internal static void Moved(string journey, Enum from, Enum signal, Enum to)
    {
        if (Counter.Enabled)
        {
            Counter.Add(1, new("journey", journey), new("from", Kebab.Of(from)), new("signal", Kebab.Of(signal)), new("to", Kebab.Of(to)));
        }
    }
}
