using System.Globalization;

namespace KnowledgeBase.Wordings;

/// <summary>How a language that Humanizer does not know speaks of durations: one and several of each unit, and how two of them are joined.</summary>
public sealed record DurationWords
{
    public required (string One, string Several) Day { get; init; }
    public required (string One, string Several) Hour { get; init; }
    public required (string One, string Several) Minute { get; init; }
    public required (string One, string Several) Second { get; init; }

    /// <summary>"{first} and {second}".</summary>
    public required string Join { get; init; }

    /// <summary>The two largest units that are there.</summary>
    internal string Say(TimeSpan duration)
    {
        var parts = new[] { (duration.Days, Day), (duration.Hours, Hour), (duration.Minutes, Minute), (duration.Seconds, Second) }
            .Where(part => part.Item1 > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {(part.Item1 == 1 ? part.Item2.One : part.Item2.Several)}"))
            .Take(2)
            .ToList();

        return parts.Count switch
        {
            0 => $"0 {Second.Several}",
            1 => parts[0],
            _ => Template.Fill(Join, name => name == "first" ? parts[0] : parts[1]),
        };
    }
}
